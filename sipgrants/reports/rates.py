"""Rates of exchange in a report: an amount in another currency agrees with its rate, and the rate is told from the UN's.

Programme rule (section 4): "spending in local currency is reported in US$ with the rate used". The UN operational rate of
the period stands beside; how far from it needs a word is a setting of the Programme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import msg
from sipgrants.core.money import LIMIT, Money
from sipgrants.questionnaires.asking import is_empty
from sipgrants.questionnaires.values import read_number

RATE_PERCENT = 1  # how far US$ may be from local amount and rate: several rates in one period are averaged


@dataclass(frozen=True, slots=True)
class Band:
    """The UN operational rates of one currency within a period: units for one US dollar, the lowest and the highest."""

    lowest: Decimal
    highest: Decimal

    def distance(self, rate: Decimal) -> Fraction:
        """Return how far a rate lies outside, as a share of the nearer bound; nothing inside."""
        nearest = min(max(rate, self.lowest), self.highest)
        return abs(Fraction(rate) - Fraction(nearest)) / Fraction(nearest)

    @property
    def words(self) -> str:
        """Return it as it is written: one rate, or from the lowest to the highest."""
        low, high = (plain(one) for one in (self.lowest, self.highest))
        return low if low == high else f"{low} – {high}"


def plain(rate: Decimal) -> str:
    """Return a rate without noughts at its end."""
    exact = f"{rate:f}"
    return exact.rstrip("0").rstrip(".") if "." in exact else exact


@dataclass(frozen=True, slots=True)
class UnRates:
    """The UN's rates of a report's period by currency, and the share by which a rate may differ without a word."""

    bands: Mapping[str, Band] = field(default_factory=dict)
    share: Fraction = Fraction(5, 100)

    def of(self, currency: object) -> Band | None:
        """Return the rates of a currency as it was typed; None where the fund's table has none for the period."""
        return self.bands.get(code(currency))

    def is_far(self, currency: object, rate: Decimal) -> bool:
        """Tell whether a rate needs a word of explanation; exactly the share does not."""
        band = self.of(currency)
        return band is not None and band.distance(rate) > self.share


NO_RATES = UnRates()


def code(currency: object) -> str:
    """Return a currency as tables keep it."""
    return str(currency or "").strip().upper()


_LOCAL = ("local_currency", "local_amount", "rate")


def line_problems(typed: Mapping[str, Any], rates: UnRates, reason: str) -> list[Problem]:
    """Return what is wrong with the other currency of a line; a rate far from the UN's asks for a word in `reason`."""
    found = local_problems(typed)
    rate = read_number(str(typed.get("rate") or ""))
    if not found and rate is not None and rate > 0 and is_empty(typed.get(reason)):
        found += _far(typed.get("local_currency"), rate, rates, reason)
    return found


def table_problems(rows: Sequence[Mapping[str, Any]], rates: UnRates) -> list[Problem]:
    """Return which rows of the table of rates need a word: fields are `row.reason`."""
    found = []
    for number, row in enumerate(rows):
        rate = read_number(str(row.get("rate") or ""))
        if rate is not None and rate > 0 and is_empty(row.get("reason")):
            found += _far(row.get("currency"), rate, rates, f"{number}.reason")
    return found


def _far(currency: object, rate: Decimal, rates: UnRates, place: str) -> list[Problem]:
    band = rates.of(currency)
    if band is None or not rates.is_far(currency, rate):
        return []
    text = msg(
        "The UN operational rate of the period is %(un)s: say in a word why another one was used.",
        un=band.words,
    )
    return [Problem(place, text)]


def local_problems(typed: Mapping[str, Any]) -> list[Problem]:
    """Return what is wrong with an amount in another currency: currency, amount and rate together, and they agree."""
    given = [name for name in _LOCAL if not is_empty(typed.get(name))]
    if not given:
        return []
    if len(given) < len(_LOCAL):
        text = msg("Give currency, amount and rate together, or none of them.")
        return [Problem(name, text) for name in _LOCAL if name not in given]
    currency = str(typed["local_currency"]).strip()
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        return [Problem("local_currency", msg("Enter the currency by its three letters, for example ZMW."))]
    return _agree(
        typed.get("spent"), read_number(str(typed["local_amount"])), read_number(str(typed["rate"]))
    )


def _agree(spent: Any, amount: Decimal | None, rate: Decimal | None) -> list[Problem]:
    if amount is None or rate is None or not isinstance(spent, int):
        return []  # said of the figure itself
    if rate <= 0:
        return [Problem("rate", msg("A rate is more than nothing."))]
    dollars = amount / rate * 100
    if abs(dollars - spent) * 100 <= RATE_PERCENT * max(dollars, Decimal(spent)):
        return []
    if dollars > LIMIT:
        return [Problem("local_amount", msg("At this rate the amount is larger than any award."))]
    text = msg(
        "At this rate the amount is %(dollars)s, not %(spent)s.",
        dollars=Money(int(dollars)),
        spent=Money(spent),
    )
    return [Problem("local_amount", text)]
