"""From a value to what stands in a spreadsheet's cell and back, by kind. What goes out comes back the same.

A value that a spreadsheet could not give back goes out as text. A text of more signs than a cell can hold does not go out:
a sentence stands in its place, and where that sentence comes back the value stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.questionnaires.asking import NUMBERS, TEXT
from sipgrants.questionnaires.sheets import Pairs, Slot, Words
from sipgrants.questionnaires.texts import clean
from sipgrants.questionnaires.values import read, read_date, read_money, read_number, typed

LONGEST = 32_767  # what a cell holds, in the units in which spreadsheets count
_INSTEAD = (
    "\u2060[…] "  # begins the sentence that stands for a text that is too long; nobody types the first sign
)
_FIRST_DAY = date(1900, 3, 1)  # before it spreadsheets count days that never were
_DAY_NOUGHT = date(1899, 12, 30)
_DAYS_OF_THE_CENTURY = range(36_526, 73_051)  # 2000 to 2099, so that nobody's year is taken for a day
_YES = {"yes", "y", "x", "✓", "✔", "1", "true"}
_NO = {"", "no", "n", "0", "-", "false"}
Scalar = str | float | int | bool | datetime | None
Lists = Mapping[str, Pairs]


class Unfit(Exception):
    """A cell that cannot be read as what is asked for."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


def is_too_long(value: Any) -> bool:
    """Tell whether a text is longer than a cell can hold."""
    return isinstance(value, str) and len(value.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST


def to_cell(slot: Slot, value: Any, lists: Lists, words: Words) -> Scalar:
    """Return what stands in the cell of a value."""
    if is_too_long(value):
        return _INSTEAD + words.too_long
    if slot.kind == "yes":
        return words.yes if value else None
    if slot.choices:
        return dict(lists.get(slot.choices, ())).get(str(value), _text(value))
    figure = _figure(slot.kind, value)
    if figure is not None and _parse(slot, figure, lists) == value:
        return figure
    day = read_date(value) if slot.kind == "date" else None
    return datetime(day.year, day.month, day.day) if day and day >= _FIRST_DAY else _text(value)  # noqa: DTZ001


def _figure(kind: str, value: Any) -> float | None:
    """Return a number as a spreadsheet keeps it: fifteen digits at most."""
    if kind == "money" and isinstance(value, int):
        exact: Decimal | None = Money(value).decimal()
    elif kind == "amount":
        minor = read_money(str(value))
        exact = None if minor is None else Money(minor).decimal()
    else:
        exact = read_number(str(value)) if kind in NUMBERS else None
    return None if exact is None else float(f"{exact:.15G}")


def _text(value: Any) -> str | None:
    text = "" if value is None else typed("", value)
    # Whoever writes the file would take this for markup of its own; the space goes when the text is read.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text or None


def from_cell(slot: Slot, cell: Scalar, present: Any, lists: Lists, words: Words) -> Any:
    """Return the value in a cell; `Unfit` with the reason where there is none. `present`: the value that is kept now; where
    nothing was changed in the cell, it comes back as it is, right or wrong.
    """
    if isinstance(cell, str) and cell.startswith(_INSTEAD):
        return present
    there = None if cell == "" else cell
    if _is_untouched(there, to_cell(slot, present, lists, words)) and not isinstance(cell, bool):
        return present if present is not None else _parse(slot, None, lists)
    return _parse(slot, cell, lists, words)


def _is_untouched(there: Scalar, written: Scalar) -> bool:
    """A text that went through an .ods file has lost its tabs, and nobody took them out."""
    if isinstance(there, str) and isinstance(written, str):
        return there.replace("\t", "") == written.replace("\t", "")
    return there == written


def _parse(slot: Slot, cell: Scalar, lists: Lists, words: Words = Words()) -> Any:
    if slot.kind == "yes":
        return _yes(cell, words)
    if slot.kind == "activity":
        return _activity(clean(_plain(cell)), lists.get(slot.choices, ()))
    if slot.choices:
        return _choice(clean(_plain(cell)), lists.get(slot.choices, ()))
    if slot.kind in TEXT or slot.kind == "mail":
        text = clean(_plain(cell))
        return text if slot.kind == "long_text" else " ".join(text.split("\n"))
    return _READERS[slot.kind](cell)


def _plain(cell: Scalar) -> str:
    """Return a cell as a person would type it."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        return f"{Decimal(repr(cell)).normalize():f}" if abs(cell) < 10**18 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    return "" if cell is None else str(cell)


def _yes(cell: Scalar, words: Words) -> bool:
    said = clean(_plain(cell)).casefold()
    if said in _YES or said == words.yes.casefold():
        return True
    if said in _NO:
        return False
    raise Unfit(msg("Write “%(yes)s” here, or leave the cell empty.", yes=words.yes))


def _choice(said: str, offered: Pairs) -> str:
    wanted = " ".join(said.split()).casefold()
    for value, label in offered:
        if wanted in (label.casefold(), value.casefold()):
            return value
    if not said:
        return ""
    raise Unfit(msg("Choose one of the answers offered."))


def _activity(said: str, offered: Pairs) -> str:
    """One that the list does not know may stand in the same workbook: it comes back as it was written, marked."""
    known = {label.casefold(): value for value, label in offered}
    plain = " ".join(said.split())
    return known.get(plain.casefold(), f"?{plain}" if plain else "")


def _money(cell: Scalar) -> int | str:
    if isinstance(cell, bool | datetime):
        raise Unfit(_NO_AMOUNT)
    minor = read_money(_in_cents(cell) if isinstance(cell, int | float) else clean(_plain(cell)))
    if minor is None and clean(_plain(cell)):
        raise Unfit(_NO_AMOUNT)
    return "" if minor is None else minor


def _in_cents(figure: float) -> str:
    """Return a calculated figure without the dust that binary fractions leave behind the cents."""
    exact = Decimal(repr(figure))
    cents = exact.quantize(Decimal("0.01")) if abs(exact) < 10**15 else exact
    return f"{cents if abs(cents - exact) < Decimal('0.00001') else exact:f}"


def _amount(cell: Scalar) -> str:
    minor = _money(cell)
    return typed("money", minor) if isinstance(minor, int) else ""


def _number(cell: Scalar) -> str:
    text = clean(_plain(cell))
    if isinstance(cell, bool | datetime) or (text and read_number(text) is None):
        raise Unfit(msg("This is no number. Enter figures only, for example 12 or 12.5."))
    return str(read("number", text))


def _date(cell: Scalar) -> str:
    if isinstance(cell, int | float) and int(cell) in _DAYS_OF_THE_CENTURY:  # a date whose format was lost
        return (_DAY_NOUGHT + timedelta(days=int(cell))).isoformat()
    text = clean(_plain(cell))[:10] if isinstance(cell, datetime) else clean(_plain(cell))
    if text and read_date(text) is None:
        raise Unfit(msg("This is no date. Enter it as 2027-03-31."))
    return str(read("date", text))


_NO_AMOUNT = msg("This is no amount. Enter it in US dollars, in figures, for example 180000.")
_READERS: dict[str, Callable[[Scalar], Any]] = {
    **dict.fromkeys(NUMBERS, _number),
    "money": _money,
    "amount": _amount,
    "date": _date,
}
