"""Rows of a report that two people, or two windows, write: everything else is saved, and both rows come back."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.reports.models import Report
from tests.builders import people
from tests.builders import reports as made
from tests.builders.pages import fields_of, sent

OUT = '<del><span class="unseen">taken out: </span>'
IN = '<ins><span class="unseen">put in: </span>'
SPENT = "spending.spending.0.spent"


@pytest.fixture
def report(client: FlaskClient, db: Session) -> Any:
    """An expenditure statement that the project manager has open."""
    with clock.set_to(made.NOW):
        found = made.opened()
        session().rollback()
        people.sign_in(client, people.person(R.PROJECT_MANAGER, party="ZM", password=False))
        yield found


def window(client: FlaskClient, report: Report, spent: str) -> dict[str, Any]:
    return fields_of(client.get(f"/reports/{report.id}/rows/spending").text) | {SPENT: spent}


def save(client: FlaskClient, report: Report, fields: dict[str, Any]) -> Any:
    return client.post(f"/reports/{report.id}/rows/spending/autosave", data=fields).json


def spent(report: Report) -> int:
    session().rollback()
    session().expire_all()
    return session().get_one(Report, report.id).rows[0].minor


def test_a_row_that_a_colleague_saved_meanwhile_comes_back_beside_mine_until_one_is_chosen(
    client: FlaskClient, report: Report
) -> None:
    mine = window(client, report, "5000")
    made.spend(report, 4_000, by=made.manager())
    heard = save(client, report, mine)
    (conflict,) = heard["conflicts"]
    assert (conflict["path"], conflict["values"][SPENT], spent(report)) == (
        "spending.spending.0",
        "4000",
        400_000,
    )
    assert [one["path"] for one in save(client, report, mine | {"seen": heard["seen"]})["conflicts"]] == [
        "spending.spending.0"
    ]
    mine["seen"] = f"{heard['seen']} {conflict['mark']}"
    assert (save(client, report, mine)["conflicts"], spent(report)) == ([], 500_000)


def test_a_row_that_keep_mine_wrote_over_is_in_the_history_with_both_names_and_comes_back(
    client: FlaskClient, report: Report
) -> None:
    mine = window(client, report, "5000")
    colleague = made.manager()
    made.spend(report, 4_000, by=colleague)
    heard = save(client, report, mine)
    name = session().get_one(Person, colleague.person_id).name
    assert f"{name} changed this row" in heard["conflicts"][0]["beside"]
    save(client, report, mine | {"seen": f"{heard['seen']} {heard['conflicts'][0]['mark']}"})
    page = client.get(f"/reports/{report.id}/history?section=spending").text
    assert page.count(name) == 1
    assert [
        f"{word}<bdi>US$\u00a0{figure}</bdi>" in page for word, figure in ((OUT, "4,000"), (IN, "5,000"))
    ] == [True] * 2
    assert client.post(f"/reports/{report.id}/history", data=sent(page)).status_code == 303
    assert spent(report) == 400_000


def test_a_second_window_of_the_same_person_is_told(client: FlaskClient, report: Report) -> None:
    first, second = window(client, report, "1000"), window(client, report, "2000")
    assert save(client, report, first)["conflicts"] == []
    assert [one["values"][SPENT] for one in save(client, report, second)["conflicts"]] == ["1000"]
    assert spent(report) == 100_000
    assert (save(client, report, first | {SPENT: "1500"})["conflicts"], spent(report)) == ([], 150_000)
