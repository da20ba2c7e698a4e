"""The pages of the fund: figures, a contribution from pledge to closure in the browser's way, ledger, settings."""

import csv
import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.fund import queries
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import money, people
from tests.builders.sending import counting, send


@pytest.fixture
def finance(client: FlaskClient, db: Session) -> FlaskClient:
    people.sign_in(client, people.person(R.FINANCE_OFFICER))
    return client


def test_the_figures_stand_side_by_side(finance: FlaskClient) -> None:
    money.received(1_000_000)
    money.pledged(250_000)
    text = finance.get("/fund").text
    for figure in ("US$\xa01,000,000", "US$\xa0250,000", "US$\xa0884,955.75"):
        assert figure in text


def test_a_contribution_goes_its_way_through_the_pages(finance: FlaskClient) -> None:
    where = "/fund/contributions/new"
    assert finance.get(where).headers["Location"].endswith("/fund/donors/new")
    assert send(finance, "/fund/donors/new", name="Norway", kind="government").status_code == 303
    donor = queries.donors()[0]
    answer = send(finance, where, donor_id=str(donor.id), currency="NOK", amount="1 000 000", rate="0.095")
    assert answer.status_code == 303
    made = queries.contributions()[0]
    one = f"/fund/contributions/{made.id}"
    assert "NOK\xa01,000,000" in finance.get(one).text
    assert send(finance, one + "/agree", agreement="NO-1", rate="0.1").status_code == 303
    answer = send(finance, one + "/receive", amount="1000000", rate="0.09", reference="D-1")
    assert answer.status_code == 303
    assert send(finance, one + "/settle").status_code == 303
    text = finance.get(one).text
    assert "Received" in text
    assert "US$\xa090,000" in text
    entry = queries.all_transactions(kind="contribution_received")[0]
    shown = finance.get(f"/fund/ledger/{entry.id}").text
    assert "Exchange differences" in shown
    assert "NOK\xa01,000,000 (0.09)" in shown


def test_what_was_typed_stays_where_it_is_refused(finance: FlaskClient) -> None:
    made = money.agreed(100)
    answer = send(
        finance, f"/fund/contributions/{made.id}/receive", amount="1e400", rate="1", reference="D-1"
    )
    assert answer.status_code == 422
    assert "Enter an amount in figures" in answer.text
    assert 'value="1e400"' in answer.text


def test_an_entry_is_booked_and_taken_back(finance: FlaskClient) -> None:
    money.received(100)
    answer = send(finance, "/fund/ledger/new", kind="cost_paid", amount="20.50", memo="Board meeting")
    assert answer.status_code == 303
    row = queries.all_transactions(kind="cost_paid")[0]
    assert send(finance, f"/fund/ledger/{row.id}/reverse", reason="Twice.").status_code == 303
    assert queries.available().minor == 10_000
    assert "Taken back" in finance.get(f"/fund/ledger/{row.id}").text
    assert "Take entry back" not in finance.get(f"/fund/ledger/{row.id}").text


def test_the_ledger_leaves_as_csv_without_formulas(finance: FlaskClient) -> None:
    money.received(100)
    send(finance, "/fund/ledger/new", kind="cost_paid", amount="1", memo="=1+1")
    rows = list(csv.DictReader(io.StringIO(finance.get("/fund/ledger.csv").text.removeprefix("\ufeff"))))
    assert sum(float(row["usd"]) for row in rows) == 0
    assert {row["memo"] for row in rows} == {"", "'=1+1"}


def test_the_statement_says_whether_everything_reconciles(finance: FlaskClient) -> None:
    money.agreed(300)
    text = finance.get("/fund/statement").text
    assert "agree to the cent" in text
    assert "Norway" in text
    assert "Norway,government,0.00,300.00" in finance.get("/fund/statement.csv").text


def test_a_setting_is_asked_for_on_its_page(client: FlaskClient, db: Session) -> None:
    people.sign_in(client, people.person(R.ADMINISTRATOR))
    assert "Usual practice" in client.get("/fund/settings").text
    answer = send(client, "/fund/settings/support_rate", value="a lot", reason="Why.")
    assert (answer.status_code, "not a value for this setting" in answer.text) == (422, True)
    assert send(client, "/fund/settings/support_rate", value="8", reason="Why.").status_code == 303
    assert queries.kept_settings()["support_rate"] == "13"


def test_a_board_member_sees_the_figures_and_no_single_contribution(client: FlaskClient, db: Session) -> None:
    made = money.received(100)
    people.sign_in(client, people.person(R.BOARD_MEMBER, party="EE"))
    page = client.get("/fund")
    assert (page.status_code, "Norway" in page.text) == (200, False)
    assert client.get(f"/fund/contributions/{made.id}").status_code == 403


@pytest.mark.parametrize("where", ["/fund", "/fund/ledger", "/fund/statement"])
def test_a_list_asks_as_much_of_the_database_with_many_rows_as_with_few(
    finance: FlaskClient, database: Any, where: str
) -> None:
    counts = []
    for rows in (2, 30):
        for _ in range(rows):
            money.pledged(10)
        with counting(database) as seen:
            assert finance.get(where).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
