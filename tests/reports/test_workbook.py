"""A report as a workbook: what goes out comes back, nothing of a colleague's is lost, what is closed stays closed."""

import io

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Invalid, NotFound, Stale
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.reports import commands
from sipgrants.reports import workbook_waiting_queries as waiting_files
from tests.builders import people
from tests.builders import reports as made
from tests.builders.offline import put
from tests.builders.pages import fields_of, token
from tests.builders.report_books import download, fresh, preview, saved, sent_back, sheet_of, write_line


@pytest.fixture(autouse=True)
def _today():
    with clock.set_to(made.NOW):
        yield


@pytest.mark.parametrize("kind", ["progress", "expenditure", "inventory", "final", "statement"])
def test_a_workbook_that_nobody_touched_changes_nothing(db: Session, kind: str) -> None:
    report, who = made.opened(kind), made.manager()
    made.fill(report, by=who)
    found = preview(report, who, sent_back(report, saved(download(report, who))))
    assert (found.changes, found.clashes, found.misfits) == ([], [], [])


def test_what_was_filled_in_is_taken_over_once(db: Session) -> None:
    report, who = made.opened(), made.manager()
    workbook = download(report, who)
    write_line(workbook, report, 0, spent=1250.5, why="Prices rose.")
    write_line(workbook, report, 1, spent="a lot")
    put(sheet_of(workbook, "E.spending.variance"), "E.spending.variance", "None.")
    waiting = sent_back(report, saved(workbook))
    found = preview(report, who, waiting)
    assert [len(one) for one in (found.changes, found.clashes, found.misfits)] == [2, 0, 1]
    done = commands.take_over(report, by=who, waiting=waiting, say=str, marks=found.seen)
    assert len(done) == 2
    assert (fresh(report).figures.spent.minor, made.answers_of(report)["variance"]) == (125_050, "None.")
    assert commands.take_over(report, by=who, waiting=waiting, say=str, marks=found.seen) == []


def test_a_colleagues_change_in_the_meantime_is_shown_and_stays_unless_chosen(db: Session) -> None:
    report, who, colleague = made.opened(), made.manager(), made.manager()
    workbook = download(report, who)
    write_line(workbook, report, 0, spent=100)
    waiting = sent_back(report, saved(workbook))
    old = preview(report, who, waiting).seen
    made.spend(report, 200, by=colleague)
    with pytest.raises(Stale):
        commands.take_over(report, by=who, waiting=waiting, say=str, marks=old)
    found = preview(report, who, waiting)
    (clash,) = found.clashes
    assert (found.changes, clash.who != "", clash.differing.before) == (
        [], True, ("Spent in the period, US$: 200",),
    )  # fmt: skip
    assert commands.take_over(report, by=who, waiting=waiting, say=str, marks=found.seen) == []
    chosen = (clash.differing.path,)
    assert commands.take_over(report, by=who, waiting=waiting, say=str, marks=found.seen, mine=chosen) == [
        *chosen
    ]
    assert fresh(report).figures.spent.minor == 10_000


def test_a_row_that_was_emptied_is_emptied(db: Session) -> None:
    report, who = made.opened(), made.manager()
    made.spend(report, 100, by=who)
    workbook = download(report, who)
    write_line(workbook, report, 0, spent=None)
    waiting = sent_back(report, saved(workbook))
    commands.take_over(report, by=who, waiting=waiting, say=str, marks=preview(report, who, waiting).seen)
    assert fresh(report).figures.spent.minor == 0


def test_a_section_that_was_not_sent_back_is_named_and_not_taken(db: Session) -> None:
    report, who = made.submitted(), made.manager()
    commands.return_(report, by=made.officer(), reason="Who certified it?", sections=["balance"])
    workbook = download(report, who)
    put(sheet_of(workbook, "E.spending.variance"), "E.spending.variance", "All new.")
    put(sheet_of(workbook, "E.balance.certified_by"), "E.balance.certified_by", "Treasurer")
    found = preview(report, who, sent_back(report, saved(workbook)))
    assert [one.path for one in found.changes] == ["E.balance.certified_by"]
    assert ["sections that were sent back" in str(one.reason) for one in found.misfits] == [True]


def test_another_reports_workbook_is_refused(db: Session) -> None:
    report, other, who = made.opened(), made.opened("progress"), made.manager()
    data = saved(download(other, who))
    with pytest.raises(Invalid, match="something else"):
        sent_back(report, data)
    sha256 = waiting_files.keep_workbook(fresh(other), data)
    with pytest.raises(NotFound):
        waiting_files.waiting(fresh(report), sha256)


def test_the_team_downloads_sends_back_and_takes_over(client: FlaskClient, db: Session) -> None:
    report = made.opened()
    session().rollback()
    people.sign_in(client, people.person(R.PROJECT_MANAGER, party="ZM", password=False))
    where = f"/reports/{report.id}/workbook"
    page = client.get(where)
    workbook = load_workbook(io.BytesIO(client.get(f"{where}.xlsx").data))
    write_line(workbook, report, 0, spent=77)
    sent = {"csrf_token": token(page.text), "file": (io.BytesIO(saved(workbook)), "report.xlsx")}
    answer = client.post(where, data=sent, content_type="multipart/form-data")
    assert answer.status_code == 303
    page = client.get(answer.location)
    assert "1 change" in page.text
    assert client.post(answer.location, data=fields_of(page.text)).status_code == 303
    assert fresh(report).figures.spent.minor == 7_700


@pytest.mark.parametrize(
    ("role", "party"), [(R.PROGRAMME_OFFICER, None), (R.AUDITOR, None), (R.FOCAL_POINT, "GH")]
)
def test_the_workbook_is_the_teams_own(client: FlaskClient, db: Session, role: R, party: str | None) -> None:
    report = made.submitted()
    session().rollback()
    people.sign_in(client, people.person(role, party=party, password=False))
    answers = [client.get(f"/reports/{report.id}/workbook{end}").status_code for end in ("", ".xlsx")]
    assert answers == [404, 404]
