"""Adding indicators up over projects: by measures with one unit each, from the values that were accepted. Pure.

An indicator counts for a measure because an officer said so, never by its words. What cannot be read as a number in the
measure's unit is not guessed at: it is counted as not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sipgrants.core.i18n import Message, msg


class Measure(StrEnum):
    """What is added up over the portfolio."""

    PEOPLE = "people"
    MERCURY = "mercury"
    INVENTORIES = "inventories"
    TEXTS = "texts"
    SITES = "sites"


class How(StrEnum):
    """What of an indicator is added: the number of its last accepted value, or 1 once its target is reached."""

    VALUE = "value"
    REACHED = "reached"


MEASURES: dict[Measure, Message] = {
    Measure.PEOPLE: msg("People trained"),
    Measure.MERCURY: msg("Mercury collected, stored or no longer used"),
    Measure.INVENTORIES: msg("Inventories made"),
    Measure.TEXTS: msg("Laws, regulations and standards adopted"),
    Measure.SITES: msg("Sites and facilities dealt with"),
}
UNITS: dict[Measure, Message] = {
    Measure.PEOPLE: msg("people"),
    Measure.MERCURY: msg("kg"),
    Measure.INVENTORIES: msg("inventories"),
    Measure.TEXTS: msg("texts"),
    Measure.SITES: msg("sites"),
}
HOWS: dict[How, Message] = {
    How.VALUE: msg("the last accepted value"),
    How.REACHED: msg("1 once the target is reached"),
}
_KILOGRAMS = frozenset({"kg", "kilogram", "kilograms", "kilogramme", "kilogrammes"})
# After a number these make another unit of it, or another figure.
_OTHER = _KILOGRAMS | {
    "%", "per", "pour", "percent", "thousand", "million", "mille", "millions", "milliers", "g", "mg", "t", "tonne",
    "tonnes", "ton", "tons", "gram", "grams", "gramme", "grammes", "ppm", "ha", "usd", "points",
}  # fmt: skip
_NUMBER = re.compile(
    r"\s*(\d{1,3}(?:[ ,’'\u00a0\u202f]\d{3})+|\d+)(?:([.,])(\d+))?(?![\d.,]*\d)\s*([^\W\d_]+|%)?"
)


def number(text: str, measure: Measure, unit: str = "") -> Decimal | None:
    """Return the number with which a value begins ("3 of 8 hospitals": 3), in the unit of the measure; None where there is
    none, where it may be read in two ways ("1.200"), or where its unit is another one.

    `unit`: that of the indicator, which stands where the value names none.
    """
    found = _NUMBER.match(text)
    if found is None:
        return None
    whole, point, places, word = found.groups()
    if point and len(places) == 3:
        return None
    said = (word or unit.split(" ", maxsplit=1)[0]).casefold()
    fits = said in _KILOGRAMS if measure is Measure.MERCURY else said not in _OTHER
    return Decimal(re.sub(r"\D", "", whole) + (f".{places}" if point else "")) if fits else None


@dataclass(frozen=True, slots=True)
class Counted:
    """An indicator that counts for a measure: whose project, and what its last accepted report says (None: no report)."""

    project: str
    measure: Measure
    how: How
    unit: str = ""
    value: str | None = None
    is_reached: bool = False

    def amount(self) -> Decimal | None:
        """Return what it adds; None where nothing was reported, or it cannot be read."""
        if self.value is None:
            return None
        if self.how is How.REACHED:
            return Decimal(int(self.is_reached))
        return number(self.value, self.measure, self.unit)


@dataclass(frozen=True, slots=True)
class Total:
    """A measure over all projects: `reporting` of `projects` that have such an indicator say something that can be read;
    `unread` values cannot.
    """

    measure: Measure
    amount: Decimal
    projects: int
    reporting: int
    unread: int

    @property
    def silent(self) -> int:
        """Return how many projects with such an indicator do not report on it yet, or not readably."""
        return self.projects - self.reporting


def totals(counted: Iterable[Counted]) -> list[Total]:
    """Return every measure with its sum, those without an indicator too."""
    kept = list(counted)
    return [_total(measure, [one for one in kept if one.measure is measure]) for measure in Measure]


def _total(measure: Measure, mine: list[Counted]) -> Total:
    amounts = [(one, one.amount()) for one in mine]
    read = [(one, amount) for one, amount in amounts if amount is not None]
    return Total(
        measure,
        sum((amount for _one, amount in read), Decimal(0)),
        projects=len({one.project for one in mine}),
        reporting=len({one.project for one, _amount in read}),
        unread=sum(1 for one, amount in amounts if amount is None and one.value is not None),
    )


_WORDS: Mapping[Measure, re.Pattern[str]] = {
    measure: re.compile(words, re.IGNORECASE)
    for measure, words in {
        Measure.PEOPLE: r"\btrained|formé",
        Measure.MERCURY: r"\bmercury (in|and waste in)\b.*\bstor|residues collected|\bmercure\b.*\bstock",
        Measure.INVENTORIES: r"\binventor(y|ies) (made|completed)|inventaires? (fait|achev)",
        Measure.TEXTS: r"\b(instruments|protocols|texts) adopted|textes? adopté|regulation in force",
    }.items()
}


def proposed(text: str) -> Measure | None:
    """Return the measure that the words of an indicator let one think of: a proposal to the officer, no more."""
    return next((measure for measure, words in _WORDS.items() if words.search(text)), None)
