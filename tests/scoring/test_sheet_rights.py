"""Who reads and writes a score sheet and takes dossiers along, before the seal and after it; and notes that never leave."""

from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.db import Base, session
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.scoring import commands, queries
from sipgrants.scoring.filled import Filled
from tests.builders import board, calls, scores
from tests.documents.reading import page_texts

# What is tried: the sheet, saving it, its dossier; of the round: the page, the dossiers (none are made), the workbook, the
# ranking.
PATHS = (
    "applications/{one}", "applications/{one}/autosave", "applications/{one}/dossier.pdf", "rounds/{round}/offline",
    "rounds/{round}/dossiers.zip", "rounds/{round}/score-sheets.xlsx", "rounds/{round}/ranking",
)  # fmt: skip
BEFORE = """
member         200 200 200 200 409 200 403
co_chair       200 200 200 200 409 200 403
barred         403 403 403 200 409 200 403
undeclared     403 403 403 200 409 200 403
officer        403 403 403 403 403 403 403
administrator  403 403 403 403 403 403 403
auditor        403 403 403 403 403 403 403
head           403 403 403 403 403 403 403
applicant      403 403 403 403 403 403 403
"""
# Saving has ended, and everybody else sees scores now; sheets and dossiers stay as they were.
AFTER = """
member         200 409 200 200 409 200 200
co_chair       200 409 200 200 409 200 200
barred         403 403 403 200 409 200 200
undeclared     403 403 403 200 409 200 200
officer        403 403 403 403 403 403 200
administrator  403 403 403 403 403 403 200
auditor        403 403 403 403 403 403 200
head           403 403 403 403 403 403 200
applicant      403 403 403 403 403 403 403
"""
SECRET = "Ask quietly about the travel 汞"


def world() -> board.Here:
    here = board.before_board({"GH": 1, "ZM": 1}, countries=("EE", "NO", "GH", "TH"))
    board.declare_all(here, without=["TH"])
    return here


def people(here: board.Here) -> dict[str, Actor]:
    known = {"member": "NO", "co_chair": "EE", "barred": "GH", "undeclared": "TH"}
    roles = (RoleName.ADMINISTRATOR, RoleName.AUDITOR, RoleName.HEAD)
    found = {name: here.member(country) for name, country in known.items()}
    return {
        **found,
        "officer": here.officer,
        **{str(role): calls.somebody(role) for role in roles},
        "applicant": calls.focal_point("GH"),
    }


def statuses(client: FlaskClient, here: board.Here, everybody: dict[str, Actor]) -> str:
    lines = []
    for name, actor in everybody.items():
        scores.enter(client, actor)
        found = []
        for path in PATHS:
            url = "/scoring/" + path.format(one=here.application("GH").id, round=here.round.id)
            if path.endswith("autosave"):
                found.append(
                    scores.autosave(client, here.application("GH"), **scores.typed(client, notes="x"))
                )
            else:
                found.append(client.get(url))
        lines.append(f"{name:<14} {' '.join(str(each.status_code) for each in found)}")
    return "\n" + "\n".join(lines) + "\n"


def test_who_may_do_what_with_sheets_and_dossiers(client: FlaskClient, both: Session) -> None:
    here = world()
    everybody = people(here)
    assert statuses(client, here, everybody) == BEFORE
    session().rollback()
    calls.put(here.round, scores_due_at=clock.now() - timedelta(hours=1))
    board.unseal(here)
    assert statuses(client, here, everybody) == AFTER


def test_own_notes_are_in_no_page_export_paper_or_history_of_anybody_else(
    client: FlaskClient, db: Session
) -> None:
    here = world()
    one, author = here.application("ZM"), here.member("NO")
    whole = Filled(**{**vars(board.filled(here)), "notes": SECRET})
    commands.hand_in(commands.start(one, by=author, filled=whole), by=author)
    commands.save(here.application("GH"), by=author, typed={"notes": SECRET})
    commands.save(here.application("GH"), by=author, typed={"notes": "Done."})
    calls.put(here.round, scores_due_at=clock.now() - timedelta(hours=1))
    board.unseal(here)
    scores.enter(client, here.member("EE"))
    paper = client.get(f"/scoring/applications/{one.id}/dossier.pdf").data
    assert "quietly" not in " ".join(page_texts(paper))
    assert SECRET not in str(scores.opened(scores.download(here.round, here.member("EE"))))
    assert SECRET in str(scores.opened(scores.download(here.round, author)))
    assert tables_with(db, "quietly") == {"score_sheet", "score_sheet_change"}
    assert queries.sheet_of(one.id, author.person_id).notes == SECRET


def tables_with(db: Session, text: str) -> set[str]:
    """Every table that holds this text anywhere: history, mails and jobs among them."""
    db.rollback()
    found = set()
    for table in Base.metadata.sorted_tables:
        rows: list[Any] = list(db.execute(select(table)))
        if any(text in str(tuple(row)) for row in rows):
            found.add(table.name)
    assert inspect(db.get_bind()).has_table("audit_entry")
    return found
