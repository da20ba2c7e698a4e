"""A former member keeps reading what they decided on, and nothing new: each kind of page before and after the end."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.board import commands as boards
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents.models import IssuedDocument
from sipgrants.meetings.commands import reports, sessions
from sipgrants.meetings.models import ReportCopy
from tests.builders import board, people

# Who asks for which page; the answer while the seat lasts, and after it has ended. `late`: of a meeting after the end.
TABLE = """
KE  /home                                200  200
KE  /meetings/decided                    200  200
KE  /meetings/decided/{ZM}               200  200
KE  /meetings/decided/{GH}               200  200
GH  /meetings/decided/{ZM}               200  200
GH  /meetings/decided/{GH}               404  404
KE  /meetings/decided/{late}             -    404
KE  /documents/{report}                  200  200
GH  /documents/{report}                  404  404
GH  /documents/{copy}                    200  200
KE  /documents/{copy}                    404  404
KE  /documents/{late_report}             -    404
KE  /meetings/                           200  403
KE  /meetings/{meeting}                  200  403
KE  /meetings/{meeting}/report           200  403
KE  /meetings/{meeting}/live             200  403
KE  /meetings/rounds/{round}/line        200  403
KE  /meetings/rounds/{round}/statement   200  403
KE  /scoring/                            200  403
KE  /scoring/applications/{own}          200  403
KE  /scoring/rounds/{round}/ranking      200  403
KE  /scoring/rounds/{round}/ranking.csv  200  403
KE  /applications/                       200  403
KE  /applications/{own}                  200  404
KE  /board/                              200  403
KE  /board/orientation                   200  403
KE  /board/rounds/{round}/declare        200  403
KE  /fund                                200  403
"""
ROWS = [tuple(line.split()) for line in TABLE.strip().splitlines()]


def meet(here: board.Here, at: dict[str, str], prefix: str, *leads: str) -> None:
    """A meeting that decides on one application of each, with its report adopted and printed."""
    meeting = board.meeting(here)
    for lead in leads:
        at[prefix or lead] = str(board.confirmed(here, meeting, here.application(lead)).id)
    sessions.end(meeting, by=here.officer)
    report = reports.draft(meeting, by=here.officer)
    for chair in board.chairs(here):
        reports.adopt(report, by=here.member(chair))
    at[f"{prefix}_report".lstrip("_")] = str(report.document_id)
    at.setdefault("meeting", str(meeting.id))
    for copy in session().query(ReportCopy).filter_by(report_id=report.id):
        at.setdefault("copy", str(copy.document_id))
    for document in session().query(IssuedDocument).filter_by(file_id=None).all():
        issuing.print_(str(document.id))


def answers(app: Flask, here: board.Here, at: dict[str, str], column: int) -> list[tuple[str, ...]]:
    """The rows of the table whose answer is another one, with what it is."""
    wrong = []
    for who, address, *expected in ROWS:
        if expected[column] == "-":
            continue
        client = app.test_client()
        people.sign_in(client, session().get_one(Person, here.members[who].person_id))
        status = str(client.get(address.format(**at)).status_code)
        session().rollback()
        if status != expected[column]:
            wrong.append((who, address, expected[column], status))
    return wrong


def test_what_they_decided_on_stays_and_nothing_new_comes(app: Flask, db: Session) -> None:
    here = board.ready({"GH": 1, "ZM": 1, "PE": 1}, countries=("EE", "NO", "GH", "KE", "LK"))
    at = {"round": str(here.round.id), "own": str(here.application("ZM").id)}
    begin = clock.now()
    meet(here, at, "", "GH", "ZM")
    assert answers(app, here, at, 0) == []
    with clock.set_to(begin + timedelta(days=11)):
        for country in ("KE", "GH"):
            seat = board.seat_of(here, country)
            boards.unseat(
                seat, by=here.officer, until_day=clock.today() - timedelta(days=1), reason="Replaced."
            )
    with clock.set_to(begin + timedelta(days=30)):
        left = {country: here.members.pop(country) for country in ("KE", "GH")}
        meet(here, at, "late", "PE")
        here.members |= left
        assert answers(app, here, at, 1) == []
        client = app.test_client()
        people.sign_in(client, session().get_one(Person, here.members["KE"].person_id))
        told = [client.get(one).text for one in ("/home", "/meetings/decided", "/meetings/")]
        new = [here.application("PE").reference in one for one in told]
        assert ("What you decided on" in told[0], "has ended" in told[2], new) == (True, True, [False] * 3)
