"""The statement of the fund: by award, what moved, what was paid under an override; as page, PDF, Excel and CSV."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import text
from sqlalchemy.orm import Session

from sipgrants.awards.models import Instalment
from sipgrants.core import clock
from sipgrants.disbursements import commands as disbursements
from sipgrants.fund import queries, statement_queries
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import awards, calls, money, people, teams
from tests.builders.sending import counting
from tests.documents.reading import says, squeezed

REASON = "The season ends before the report can be read."


def read(client: FlaskClient, role: R) -> FlaskClient:
    people.sign_in(client, people.person(role, party="EE" if role is R.BOARD_MEMBER else None))
    return client


def let_go() -> Instalment:
    """An instalment that was paid before its day, since two officers let that go."""
    who = teams.team("ZM")
    one = awards.active(who).instalments[0]
    calls.put(one, waits_for_day=clock.today() + timedelta(20))
    money.confirm(disbursements.override(one, by=who.approver, reason=REASON), by=who.head)
    return awards.pay(one.award, one.number, who)


def test_the_statement_by_award_adds_up_to_the_figures_of_the_fund(client: FlaskClient, db: Session) -> None:
    money.received(1_000_000)
    paid, other = awards.instalment_in("paid").award, awards.active(party="GH")
    rows = {row.award_id: row for row in statement_queries.by_award()}
    assert set(rows) == {paid.id, other.id}
    assert (rows[paid.id].named.paid, rows[paid.id].named.parts) == (1, 3)
    figures = queries.standing().figures
    assert sum(row.figures.paid_net for row in rows.values()) == figures.paid > 0
    page = read(client, R.AUDITOR).get("/fund/statement").text
    paper = says(client.get("/fund/statement.pdf").get_data())
    for said in (paid.number, other.number, "1 of 3", "agree to the cent"):
        assert said in page
        assert squeezed(said) in paper


def test_what_was_paid_under_an_override_stands_in_the_statement_with_its_reason(
    client: FlaskClient, db: Session
) -> None:
    money.received(1_000_000)
    one = let_go()
    read(client, R.FINANCE_OFFICER)
    page, paper = client.get("/fund/statement").text, says(client.get("/fund/statement.pdf").get_data())
    for said in (REASON, "the day before which nothing is paid", one.award.number):
        assert said in page
        assert squeezed(said) in paper
    before = (clock.today() - timedelta(9)).isoformat()
    assert REASON not in client.get(f"/fund/statement?since={before}&until={before}").text
    board = read(client, R.BOARD_MEMBER).get("/fund/statement").text
    assert ("1 payment (US$" in board, REASON in board, one.award.number in board) == (True, False, False)


def test_what_moved_leaves_as_csv_and_the_whole_as_excel(client: FlaskClient, db: Session) -> None:
    money.received(500)
    read(client, R.FINANCE_OFFICER)
    today = clock.today().isoformat()
    answer = client.get(f"/fund/statement/moved.csv?since={today}&until={today}").text.removeprefix("\ufeff")
    rows = [tuple(row.values()) for row in csv.DictReader(io.StringIO(answer))]
    assert rows == [
        ("cash_before", "", "", "0.00"),
        ("contribution_agreed", "500.00", "0.00", "0.00"),
        ("contribution_received", "500.00", "0.00", "500.00"),
        ("cash_after", "", "", "500.00"),
    ]
    book = load_workbook(io.BytesIO(client.get("/fund/statement.xlsx").get_data()))
    assert [one.title for one in book.worksheets] == [
        "By donor", "By round", "By award", "What moved", "Payments under an override"
    ]  # fmt: skip
    assert [row[:5] for row in book.worksheets[0].values][1] == ("Norway", "Government", 0, 0, 500)


@pytest.mark.parametrize(("role", "sheets"), [(R.AUDITOR, 5), (R.BOARD_MEMBER, 4), (R.FOCAL_POINT, 0)])
def test_who_reads_how_much_of_the_statement(client: FlaskClient, db: Session, role: R, sheets: int) -> None:
    people.sign_in(client, people.person(role, party="EE" if role is R.BOARD_MEMBER else "ZM"))
    answer = client.get("/fund/statement.xlsx")
    assert answer.status_code == (200 if sheets else 403)
    if sheets:
        assert len(load_workbook(io.BytesIO(answer.get_data())).worksheets) == sheets


def test_the_paper_says_that_something_does_not_reconcile(client: FlaskClient, db: Session) -> None:
    made = money.received(10)
    db.rollback()
    db.execute(text("update contribution set in_kind = true where number = :n"), {"n": made.number})
    db.commit()
    assert squeezed("does not reconcile: 1 difference") in says(
        read(client, R.FINANCE_OFFICER).get("/fund/statement.pdf").get_data()
    )


def test_the_statement_asks_as_much_of_the_database_with_many_awards_as_with_few(
    client: FlaskClient, db: Session, database: Any
) -> None:
    money.received(5_000_000)
    read(client, R.FINANCE_OFFICER)
    counts = []
    for number in (1, 4):
        for _ in range(number):
            awards.instalment_in("paid")
        for where in ("/fund/statement", "/fund/statement.pdf"):
            with counting(database) as seen:
                assert client.get(where).status_code == 200
            counts.append(len(seen))
    assert counts[:2] == counts[2:]
