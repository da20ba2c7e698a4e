"""The report: drafted from the record, adopted by both Co-Chairs, issued whole and in copies for the barred."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import RoleName
from sipgrants.meetings import annex_queries, jobs, minutes, page_queries, report_queries
from sipgrants.meetings.commands import reports, sessions
from sipgrants.meetings.models import MeetingReport, ReportCopy
from sipgrants.scoring import commands
from sipgrants.scoring import queries as scoring
from tests.builders import board, calls


def ended(here: board.Here) -> MeetingReport:
    meeting = board.meeting(here)
    for one in here.all():
        board.confirmed(here, meeting, one)
    sessions.note(meeting, by=here.officer, item_id=meeting.items[0].id, text="The Board asked about travel.")
    sessions.end(meeting, by=here.officer)
    return reports.draft(meeting, by=here.officer)


def test_the_first_words_come_from_the_record(db: Session) -> None:
    here = board.before_board({"GH": 1}, countries=("EE", "GH", "NO"))
    report = ended(here)
    item = report.meeting.items[0]
    assert report.paragraphs[minutes.OPENING] == (
        f"The Governing Board held its meeting {report.meeting.number}. Of its 3 members 3 were present."
    )
    assert report.paragraphs[str(item.id)].splitlines() == [
        f"The Board considered application {here.application('GH').reference} of Ghana, “{item.title}”.",
        "The Board asked about travel.",
    ]


def test_both_co_chairs_adopt_and_an_edit_asks_them_again(both: Session, app: Flask) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "GH", "NO"))
    report = ended(here)
    assert reports.adopt(report, by=here.member("EE")) is False
    reports.edit(report, by=here.officer, paragraphs={minutes.CLOSING: "The meeting closed at noon."})
    assert report.adoptions == []
    assert [one.endpoint for one in page_queries.waiting_for(here.member("EE"))] == [
        "meetings.report",
        "rounds.show",
    ]
    assert [reports.adopt(report, by=here.member(one)) for one in ("EE", "GH")] == [False, True]
    assert (report.state, report.document_id is not None) == ("adopted", True)
    with pytest.raises(Conflict):
        reports.edit(report, by=here.officer, paragraphs={minutes.CLOSING: "Later."})


@pytest.mark.parametrize("role", [one for one in RoleName if one is not RoleName.CO_CHAIR])
def test_nobody_else_adopts(db: Session, role: RoleName) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "GH", "NO"))
    report = ended(here)
    with pytest.raises(Forbidden):
        reports.adopt(report, by=calls.somebody(role))


def test_a_meeting_that_has_not_ended_has_no_report(db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "GH", "NO"))
    with pytest.raises(Conflict):
        reports.draft(board.meeting(here), by=here.officer)


def test_a_barred_member_reads_a_copy_without_the_item_and_not_the_whole(db: Session, app: Flask) -> None:
    here = board.before_board({"GH": 1, "ZM": 1}, countries=("EE", "GH", "NO"))
    report = ended(here)
    for country in ("EE", "GH"):
        reports.adopt(report, by=here.member(country))
    copies = session().query(ReportCopy).all()
    assert [one.person_id for one in copies] == [here.members["GH"].person_id]
    assert rights.can(here.member("GH"), "meeting_report.read", report) is False
    assert rights.can(here.member("GH"), "report_copy.read", copies[0]) is True
    assert rights.can(here.member("NO"), "meeting_report.read", report) is True
    assert rights.can(here.member("NO"), "report_copy.read", copies[0]) is False
    for identifier in (report.document_id, copies[0].document_id):
        document = session().get_one(IssuedDocument, identifier)
        assert jobs.print_report(document).startswith(b"%PDF")


def test_what_is_printed_for_the_barred_has_neither_words_nor_decision(db: Session) -> None:
    here = board.before_board({"GH": 1, "ZM": 1}, countries=("EE", "GH", "NO"))
    whole = jobs.content(ended(here), None)
    barred = str(here.members["GH"].person_id)
    hidden = [item for item in whole.items if barred in item.barred_ids]
    assert [len(item.decisions) for item in hidden] == [1]
    copy = jobs.paper.for_member(whole, barred)
    assert [(item.paragraphs, item.decisions) for item in copy.items if item.withheld] == [((), ())]
    assert len(report_queries.recorded(session().query(MeetingReport).one().meeting)) == 2


def test_scores_are_annexed_only_where_a_co_chair_recorded_that_the_board_wants_them(
    both: Session, app: Flask
) -> None:
    here = board.ready({"GH": 1, "ZM": 1}, countries=("EE", "GH", "NO"))
    report = ended(here)
    meeting = report.meeting
    assert jobs.content(report, None).matrices == []
    reports.adopt(report, by=here.member("EE"))
    with pytest.raises(Forbidden):
        reports.annex_scores(meeting, by=here.member("NO"), annexed=True)
    shown = report.version
    reports.annex_scores(meeting, by=here.member("GH"), annexed=True)
    assert report.adoptions == []
    with pytest.raises(Conflict):
        reports.adopt(report, by=here.member("EE"), seen=shown)  # a page without the annex
    assert [reports.adopt(report, by=here.member(one)) for one in ("EE", "GH")] == [False, True]
    copy = jobs.paper.for_member(jobs.content(report, None), str(here.members["GH"].person_id))
    only = [here.application("ZM").reference]
    assert [[line.reference for line in one.lines] for one in copy.matrices] == [only, only]
    document = session().get_one(IssuedDocument, report.document_id)
    assert jobs.print_report(document).startswith(b"%PDF")
    with pytest.raises(Conflict):
        reports.annex_scores(meeting, by=here.member("EE"), annexed=False)


def test_both_matrices_stand_as_they_were_when_the_report_was_adopted(db: Session) -> None:
    here = board.ready({"GH": 1, "ZM": 1}, countries=("EE", "GH", "NO"))
    meeting, ghana, norway = board.meeting(here), here.application("GH"), here.member("NO")
    sheet = scoring.sheet_of(ghana.id, norway.person_id)
    assert sheet is not None
    key, at = here.round.criteria[0].key, clock.now()
    reports.annex_scores(meeting, by=here.member("EE"), annexed=True)
    independent = annex_queries.matrices(meeting, None)[0].lines[0].scores
    for minute in (1, 3):
        with clock.set_to(at + timedelta(minutes=minute)):
            commands.revise(sheet, by=norway, scores={key: minute}, reason="Heard.", comments={key: "So."})
    between = annex_queries.matrices(meeting, at + timedelta(minutes=2))
    lines = [next(one for one in each.lines if one.reference == ghana.reference) for each in between]
    assert (lines[0].scores, list(lines[0].scores).count("×")) == (independent, 1)
    assert lines[1].scores != lines[0].scores
    assert annex_queries.matrices(meeting, None) != between


def test_the_annex_says_when_the_barred_were_out_of_the_room(db: Session) -> None:
    here = board.before_board({"GH": 1}, countries=("EE", "GH", "NO"))
    meeting = board.meeting(here)
    began = clock.now().replace(hour=9, minute=5, second=0, microsecond=0) + timedelta(days=1)
    for minutes_later, item in ((0, meeting.items[0].id), (20, None)):
        with clock.set_to(began + timedelta(minutes=minutes_later)):
            sessions.go_to(meeting, by=here.officer, item_id=item)
    sessions.end(meeting, by=here.officer)
    whole = jobs.content(reports.draft(meeting, by=here.officer), None)
    item = next(one for one in whole.items if one.bars)
    zone = ZoneInfo(meeting.zone)
    times = [(one.left, one.back) for bar in item.bars for one in bar.out]
    assert times == [(began.astimezone(zone), (began + timedelta(minutes=20)).astimezone(zone))]
    copy = jobs.paper.for_member(whole, str(here.members["GH"].person_id))
    assert [bar.out for one in copy.items for bar in one.bars] == [()]
