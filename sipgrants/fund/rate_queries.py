"""Which rate of exchange holds on a day, and the table of all of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select

from sipgrants.core.db import session
from sipgrants.core.paging import Page, paginate
from sipgrants.fund.rate_models import ExchangeRate
from sipgrants.fund.rates import MOST_DAYS, kept

FIRST_YEAR = 1946  # no day before the United Nations has a rate


@dataclass(frozen=True)
class Taken:
    """A rate as it is booked: US$ for one unit, exact, and where it comes from (None: nobody said)."""

    dollars: Decimal
    source: str | None

    @property
    def kept(self) -> Decimal:
        """Return it as the tables keep it."""
        return kept(self.dollars)


def rate_on(currency: str, day: date) -> ExchangeRate | None:
    """Return the rate of a currency on a day: the newest of at most 31 days before, of several the last correction."""
    if day.year < FIRST_YEAR:
        return None
    query = (
        select(ExchangeRate)
        .where(
            ExchangeRate.currency == currency,
            ExchangeRate.valid_from <= day,
            ExchangeRate.valid_from >= day - timedelta(days=MOST_DAYS),
        )
        .order_by(ExchangeRate.valid_from.desc(), ExchangeRate.version.desc())
    )
    return session().scalars(query.limit(1)).first()


def taken(currency: str, day: date) -> Taken | None:
    """Return the rate that is booked for a currency on a day, in words that stay with it; None where none is known."""
    if currency == "USD":
        return Taken(Decimal(1), None)
    found = rate_on(currency, day)
    return None if found is None else Taken(found.dollars, words(found))


def bounds(currencies: Collection[str], first: date, last: date) -> dict[str, tuple[Decimal, Decimal]]:
    """Return the lowest and the highest rate that held on a day of a period (both included) by currency, units for one
    US dollar: one statement. A currency without a rate is left out.
    """
    if first.year < FIRST_YEAR or not currencies:
        return {}
    query = (
        select(ExchangeRate)
        .where(
            ExchangeRate.currency.in_(currencies),
            ExchangeRate.valid_from <= last,
            ExchangeRate.valid_from >= first - timedelta(days=MOST_DAYS),
        )
        .order_by(ExchangeRate.valid_from, ExchangeRate.version)
    )
    held: dict[str, dict[date, Decimal]] = {}
    for one in session().scalars(query):
        days = held.setdefault(one.currency, {})
        days[max(one.valid_from, first)] = (
            one.units
        )  # of several before the period only the last one holds in it
    return {currency: (min(days.values()), max(days.values())) for currency, days in held.items()}


def words(rate: ExchangeRate) -> str:
    """Return where a rate comes from, as it is kept beside what was booked at it."""
    exact = f"{rate.units:f}"
    shown = exact.rstrip("0").rstrip(".") if "." in exact else exact
    day = f"{rate.valid_from.day} {rate.valid_from:%B %Y}"
    return f"UN operational rate from {day}: 1 USD = {shown} {rate.currency} ({rate.source})"


def last(currency: str, day: date) -> ExchangeRate | None:
    """Return the row that holds for exactly this day, after its corrections."""
    query = (
        select(ExchangeRate)
        .where(ExchangeRate.currency == currency, ExchangeRate.valid_from == day)
        .order_by(ExchangeRate.version.desc())
    )
    return session().scalars(query.limit(1)).first()


def last_of(days: set[date]) -> dict[tuple[str, date], ExchangeRate]:
    """Return the same for many days, in one statement."""
    query = select(ExchangeRate).where(ExchangeRate.valid_from.in_(days)).order_by(ExchangeRate.version)
    return {(row.currency, row.valid_from): row for row in session().scalars(query)}


def rates_page(number: int = 1, *, currency: str = "") -> Page[ExchangeRate]:
    """Return a page of the rates, newest day first."""
    query = select(ExchangeRate).order_by(
        ExchangeRate.valid_from.desc(), ExchangeRate.currency, ExchangeRate.version.desc()
    )
    return paginate(query.where(ExchangeRate.currency == currency) if currency else query, number)


def currencies() -> list[str]:
    """Return the currencies that have a rate."""
    return list(session().scalars(select(ExchangeRate.currency).distinct().order_by(ExchangeRate.currency)))
