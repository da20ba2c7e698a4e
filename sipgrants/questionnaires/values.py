"""How one value is read from what was typed, and how it is put back into a field.

What cannot be read is kept as it was typed: it is shown again and complained about, never lost.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from sipgrants.core.money import Money
from sipgrants.questionnaires.asking import NUMBERS
from sipgrants.questionnaires.texts import clean, goes_on

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?")
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_SPACES = re.compile(r"[\s\u00a0\u202f'’٬]")


def read(kind: str, typed: str) -> str | int:
    """Return the value of a single field: US cents for money, plain figures for numbers, ISO for dates, else text."""
    text = clean(typed)
    if kind == "money":
        minor = read_money(text)
        return text if minor is None else minor
    if kind in NUMBERS:
        number = read_number(text)
        return text if number is None else _plain(number)
    day = read_date(text) if kind == "date" else None
    return day.isoformat() if day else text


def read_money(text: str) -> int | None:
    """Return whole cents of a US$ amount; None where it is none, or has more digits than an amount can have."""
    try:
        return Money.usd(_SPACES.sub("", text).replace("٫", ".").removeprefix("US$").removeprefix("$")).minor
    except ValueError:
        return None


def read_number(text: str) -> Decimal | None:
    """Return a number written in figures of any script, at most 15 digits and 6 decimals; None where it is none."""
    plain = _SPACES.sub("", text).replace("٫", ".").replace("−", "-")
    plain = plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else plain.replace(",", ".")
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def read_date(text: object) -> date | None:
    """Return a day written as 2027-03-31; None where it is none."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def typed(kind: str, value: object) -> str:
    """Return what stands in the field of a value."""
    if kind == "money" and isinstance(value, int):
        text = f"{Money(value).decimal():f}"
        return text.removesuffix(".00")
    return "" if value is None else str(value)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_typed_on(before: Any, after: Any) -> bool:
    """Tell whether somebody only typed on: a text that grows or shrinks by less than a fifth, rows in which no text does
    otherwise. A figure or a choice that stands alone is always a change.
    """
    return isinstance(before, str | list) and type(before) is type(after) and _grows(before, after)


def _grows(before: Any, after: Any) -> bool:
    if isinstance(before, list):
        both = isinstance(after, list) and len(after) >= len(before)
        return both and all(map(_grows, before, after))
    if isinstance(before, dict):
        return isinstance(after, dict) and all(_grows(one, after.get(name)) for name, one in before.items())
    return not isinstance(before, str) or goes_on(before, after if isinstance(after, str) else "")
