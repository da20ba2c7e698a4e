"""The rate that was used beside the UN's: inside the period's rates and a little beside them nobody asks."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy.orm import Session

from sipgrants.core.errors import Invalid
from sipgrants.core.money import Money
from sipgrants.fund import commands as fund
from sipgrants.fund.rates import Rate
from sipgrants.reports import check_queries, commands, content_queries
from sipgrants.reports.models import Report
from sipgrants.reports.rates import Band, UnRates
from tests.builders import reports as made

RATES = UnRates({"ZMW": Band(Decimal(20), Decimal(25))}, Fraction(5, 100))
# What holds on 1 January 2026, what came in the half-year, what is older and what is younger.
TABLE = {date(2025, 11, 20): 9, date(2025, 12, 15): 20, date(2026, 4, 1): 25, date(2026, 7, 1): 90}


@pytest.mark.parametrize(
    ("currency", "rate", "far"),
    [
        ("ZMW", "22", False), ("zmw ", "26.25", False), ("ZMW", "26.26", True), ("ZMW", "19", False),
        ("ZMW", "18.9", True), ("XOF", "600", False),
    ],
)  # fmt: skip
def test_a_rate_is_far_where_it_lies_beyond_the_share(currency: str, rate: str, far: bool) -> None:
    assert RATES.is_far(currency, Decimal(rate)) is far


def record() -> None:
    rates = [Rate("ZMW", day, Decimal(units)) for day, units in TABLE.items()]
    fund.record_rates(rates, by=made.finance(), source="UN Treasury")


def wrong(report: Report) -> list[str]:
    found = check_queries.problems(content_queries.content(report))
    return [one.field for one in found if "reason" in one.field]


def test_the_rates_of_the_period_are_those_that_held_in_it(both: Session) -> None:
    record()
    report = made.opened()
    made.spend(report, 100, by=made.manager(), local_currency="zmw", local_amount="2200", rate="22")
    assert content_queries.content(report).un_rates.bands == {"ZMW": Band(Decimal(20), Decimal(25))}


@pytest.mark.parametrize(
    ("amount", "rate", "said", "asked"),
    [
        ("2200", "22", "", []),
        ("3000", "30", "", ["spending.spending.0.rate_reason"]),
        ("3000", "30", "The bank’s rate of 3 May", []),
    ],
)
def test_a_line_far_from_the_un_rate_asks_why(
    db: Session, amount: str, rate: str, said: str, asked: list[str]
) -> None:
    record()
    report, who = made.opened(), made.manager()
    made.fill(report, by=who)
    local = {"local_currency": "ZMW", "local_amount": amount, "rate": rate, "rate_reason": said}
    made.spend(report, 100, by=who, **local)
    assert wrong(report) == asked
    if asked:
        with pytest.raises(Invalid, match="20 – 25"):
            commands.submit(report, by=who)
    else:
        content = content_queries.canonical(content_queries.content(report))
        assert content["un_rates"] == {"ZMW": "20 – 25"}


def test_the_table_of_rates_asks_too(db: Session) -> None:
    record()
    report, who = made.opened(), made.manager()
    row: dict[str, Any] = {"currency": "ZMW", "month": "May", "rate": "40", "source": "Bank"}
    commands.save_section(report, "rates", {"local_currency": "yes", "rates": [row]}, by=who)
    assert wrong(report) == ["rates.rates.0.reason"]


@pytest.mark.parametrize(("spent", "share", "left"), [(0, 0, 21_000), (20_999, 69, 1), (21_000, 70, 0)])
def test_a_report_says_what_is_left_of_the_advance_before_the_next_instalment(
    db: Session, spent: int, share: int, left: int
) -> None:
    award = made.award()
    first, second = award.instalments
    made.put(first, state="paid", paid_on=date(2026, 1, 5), payment_reference="U-1")
    made.put(second, waits_for_spending=True)
    report = made.opened(of=award)
    made.spend(report, spent, by=made.manager())
    figures = content_queries.content(report).figures
    assert (figures.spent_of_last, figures.to_spend) == (share, Money.usd(left))
