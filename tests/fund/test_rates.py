"""The rates of exchange: what a table says, what is taken for a day, and where it came from."""

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from sipgrants.core import clock, spreadsheets
from sipgrants.core.errors import Forbidden, Invalid
from sipgrants.core.money import Money
from sipgrants.fund import commands, queries, rate_queries, rates
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import money, people
from tests.builders.pages import token

DAY = date(2026, 3, 1)
HEAD = ("Currency", "Rate", "Day")
NUMBERS: list[tuple[object, str | None]] = [
    ("0.92", "0.92"), ("0,92", "0.92"), ("0,920", "0.920"), ("15800", "15800"), ("15 800.25", "15800.25"),
    ("15,800.25", "15800.25"), ("15,80", "15.80"), ("15,800", None), ("1.234,56", None), ("-1", None), ("1e5", None),
    ("", None), ("x", None), (None, None), (True, None), (0.1 + 0.2, "0.3000000000"), (155, "155"),
    ("NaN", None), ("Infinity", None), (float("inf"), None), (float("nan"), None),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "number"), NUMBERS)
def test_a_number_is_read_or_refused_and_never_guessed(cell: object, number: str | None) -> None:
    assert rates.number(cell) == (Decimal(number) if number else None)


TABLES: list[tuple[list[tuple[object, ...]], list[str], list[str]]] = [
    ([("UN rates",), (), HEAD, ("eur", "0.92", "2026-03-01"), ("USD", "1", ""), ("", "", "")], ["EUR 2026-03-01 0.92"], []),
    ([("Effective date", "code", "units"), (datetime(2026, 3, 1, tzinfo=UTC), "JPY", 150)], ["JPY 2026-03-01 150"], []),
    ([("Currency", "Rate"), ("NOK", 10.5)], ["NOK 2026-02-01 10.5000000000"], []),
    ([HEAD, ("EUR", "0.9", "2026-03-01"), ("EUR", "0.8", "2026-03-01")], ["EUR 2026-03-01 0.9"], ["Row 3: Row 2 has"]),
    ([HEAD, ("Euro", "0.9", "2026-03-01"), ("NOK", "0", ""), ("SEK", "9", "31.3.")], [],
     ["Row 2: Enter the currency", "Row 3: Enter how many", "Row 4: Enter from which day"]),
    ([HEAD, ("IDR", "15,800", "")], [], ["Row 2: 15,800 is no rate"]),
    ([("a", "b")], [], ["The table needs a line"]),
    ([HEAD], [], ["There is no rate"]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "found", "wrong"), TABLES)
def test_a_table_gives_its_rates_or_every_row_that_is_wrong(
    rows: Any, found: list[str], wrong: list[str]
) -> None:
    read, problems = rates.read(rows, date(2026, 2, 1))
    assert [f"{one.currency} {one.day} {one.units}" for one in read] == found
    assert [
        said[: len(start)] for said, start in zip((str(one.message) for one in problems), wrong, strict=True)
    ] == wrong


def record(units: str, day: date = DAY, currency: str = "EUR", **more: Any) -> int:
    one = rates.Rate(currency, day, Decimal(units))
    return commands.record_rates([one], by=money.finance(), source="UN Treasury", **more)


def test_the_rate_of_a_day_is_the_newest_and_a_correction_stands_beside_what_it_corrects(
    both: Session,
) -> None:
    assert (record("0.9"), record("0.9"), record("0.8", DAY + timedelta(14))) == (1, 0, 1)
    with pytest.raises(Invalid, match="EUR 2026-03-01"):
        record("0.95")
    record("0.95", reason="Misprint.")
    days = [
        DAY - timedelta(1),
        DAY,
        DAY + timedelta(13),
        DAY + timedelta(14),
        DAY + timedelta(45),
        DAY + timedelta(46),
    ]
    held = [rate_queries.rate_on("EUR", day) for day in days]
    assert [one and one.units for one in held] == [
        None,
        Decimal("0.95"),
        Decimal("0.95"),
        Decimal("0.8"),
        Decimal("0.8"),
        None,
    ]
    assert rate_queries.rates_page().total == 3
    both.rollback()
    with pytest.raises(DBAPIError, match="append-only"):
        both.execute(text("update exchange_rate set units = 1"))
    both.rollback()


def test_only_the_finance_officer_records_rates(db: Session) -> None:
    with pytest.raises(Forbidden):
        commands.record_rates([rates.Rate("EUR", DAY, Decimal(1))], by=money.approver(), source="x")


def test_money_is_booked_at_the_rate_of_its_day_and_keeps_where_it_came_from(both: Session) -> None:
    today = clock.today()
    record("150", today - timedelta(20), "JPY")
    record("160", today, "JPY")
    amount = Money(150_000_000, "JPY")
    made = money.pledged(pledged=amount, pledged_on=today - timedelta(5), rate=None)
    assert (made.rate, made.pledged_usd_minor) == (Decimal("0.0066666667"), 1_000_000_00)
    officer = money.finance()
    commands.agree(made, by=officer, agreed=amount, agreed_on=today - timedelta(4), agreement="JP-1")
    # Divided as the UN does, not multiplied by a rounded rate: that would be a cent more.
    assert queries.contribution_money([made.id])[made.id].receivable == 1_000_000_00
    commands.receive(made, by=officer, amount=amount, day=today, reference="D-1")
    figures = queries.contribution_money([made.id])[made.id]
    assert (figures.received, figures.receivable) == (937_500_00, 0)
    line = next(
        one
        for row in queries.all_transactions(kind="contribution_received")
        for one in row.lines
        if one.original
    )
    begins = f"{today.day} {today:%B %Y}"
    assert line.rate_source == f"UN operational rate from {begins}: 1 USD = 160 JPY (UN Treasury)"
    assert str(made.rate_source).endswith("1 USD = 150 JPY (UN Treasury)")


def test_without_a_rate_for_the_day_one_is_typed_with_its_source(db: Session) -> None:
    given: dict[str, Any] = {"pledged": Money(100_00, "EUR")}
    record("0.9", clock.today() - timedelta(40))
    with pytest.raises(Invalid, match="no UN operational rate of EUR"):
        money.pledged(**given, rate=None)
    made = money.pledged(**given, rate=Decimal("1.1"), rate_source="The donor's letter")
    assert (made.rate, made.rate_source) == (Decimal("1.1"), "The donor's letter")


FILES = {
    "rates.csv": b"Currency;Rate;Day\nEUR;0,92;2026-03-01\n",
    "rates.xlsx": spreadsheets.write(
        [("Rates", ("Currency", "Rate", "Day"), [("EUR", Decimal("0.92"), DAY)])]
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_rates_is_taken_whole_or_not_at_all(client: FlaskClient, db: Session, name: str) -> None:
    people.sign_in(client, people.person(R.FINANCE_OFFICER))

    def bring(data: bytes) -> Any:
        page = client.get("/fund/rates/upload")
        fields = {"file": (io.BytesIO(data), name), "source": "UN Treasury", "csrf_token": token(page.text)}
        return client.post("/fund/rates/upload", data=fields)

    assert bring(FILES[name]).status_code == 303
    page = client.get("/fund/rates?currency=EUR").text
    assert ("1.0869565217" in page, f"UN Treasury, {name}" in page) == (True, True)
    answer = bring(b"Currency,Rate\nNOK,10\nSEK,no\n")
    db.rollback()
    assert (answer.status_code, "Row 3: no is no rate" in answer.text, rate_queries.rates_page().total) == (
        422,
        True,
        1,
    )


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04junk", b"\x00\x01", b"x" * 3_000_000])
def test_a_file_that_is_no_table_is_refused_without_a_word_of_other_kinds(data: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        spreadsheets.read(data)
    (told,) = refused.value.problems
    assert not {"PDF", "archive:"} & set(str(told.message).replace(",", "").split())
