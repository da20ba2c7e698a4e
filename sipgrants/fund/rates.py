"""Reading a table of the UN operational rates of exchange, and turning them round. Pure.

The UN Treasury publishes how many units of a currency one US dollar costs, from a day on, as a rule for a month; the
ledger keeps the other way round, US dollars for one unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg

PLACES = Decimal(1).scaleb(-10)
MOST_DAYS = 31  # a rate is set for a month: an older one is not taken in silence
MOST_ROWS = 5000
_PLAIN = re.compile(r"\d{1,12}(\.\d{1,20})?")
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+\.\d{1,20}")
_COMMA = re.compile(r"0,\d{1,20}|\d{1,12},(\d{1,2}|\d{4,20})")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "currency": ("currency", "currency code", "code", "iso", "curr"),
    "units": ("units", "rate", "operational rate", "exchange rate", "units per us$", "un operational rate"),
    "day": ("day", "date", "valid from", "effective date", "effective"),
}


@dataclass(frozen=True, slots=True)
class Rate:
    """From `day` on one US dollar costs `units` of `currency`."""

    currency: str
    day: date
    units: Decimal


def dollars_for_one(units: Decimal) -> Decimal:
    """Return US dollars for one unit, where a dollar costs `units`, to 28 digits: amounts are booked as if divided."""
    return 1 / units


def kept(dollars: Decimal) -> Decimal:
    """Return a rate as the tables keep and the pages show it: ten decimals, half to even."""
    return dollars.quantize(PLACES, ROUND_HALF_EVEN)


def rate_problems(rate: Rate) -> list[Problem]:
    """Return what is wrong with a rate: fields `currency`, `units`, `day`."""
    found = []
    code = rate.currency
    if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()) or code == "USD":
        text = msg("Enter the currency by its three letters, for example EUR; US dollars need no rate.")
        found.append(Problem("currency", text))
    if not (rate.units.is_finite() and PLACES * 100 <= rate.units < 10**8):
        found.append(Problem("units", msg("Enter how many units one US dollar costs, for example 0.92.")))
    elif rate.units != rate.units.quantize(PLACES):
        found.append(Problem("units", msg("Enter a rate with at most ten decimals.")))
    return found


def read(rows: Sequence[Sequence[object]], day: date | None = None) -> tuple[list[Rate], list[Problem]]:
    """Return the rates of a table whose first line names the columns, and every problem with the number of its row.

    `day`: from when they hold where the table has no column for it. Rows without currency and rate are passed over.
    """
    head, start = _head(rows)
    if "currency" not in head or "units" not in head:
        text = msg("The table needs a line that names the columns: currency, rate and, if it has them, days.")
        return [], [Problem("file", text)]
    if len(rows) - start > MOST_ROWS:
        return [], [Problem("file", msg("At most %(number)s rows at once.", number=MOST_ROWS))]
    found: list[Rate] = []
    wrong: list[Problem] = []
    seen: dict[tuple[str, date], int] = {}
    for number, row in enumerate(rows[start:], start=start + 1):
        cells = {name: _cell(row, place) for name, place in head.items()}
        if _is_passed_over(cells):
            continue
        made = _rate(cells, day)
        reasons = [made] if isinstance(made, Message) else [one.message for one in rate_problems(made)]
        if isinstance(made, Rate) and not reasons and (made.currency, made.day) in seen:
            first = seen[made.currency, made.day]
            reasons = [msg("Row %(first)s has a rate for this currency and day already.", first=first)]
        if isinstance(made, Rate) and not reasons:
            seen[made.currency, made.day] = number
            found.append(made)
        wrong += [Problem("file", _at(number, reason)) for reason in reasons]
    if not found and not wrong:
        wrong.append(Problem("file", msg("There is no rate in this table.")))
    return found, wrong


def _at(number: int, reason: Message) -> Message:
    return msg("Row %(number)s: %(reason)s", number=number, reason=reason)


def _head(rows: Sequence[Sequence[object]]) -> tuple[dict[str, int], int]:
    """Titles may stand above the table: the first line that names currency and rate is its head."""
    for number, row in enumerate(rows[:30]):
        words = [" ".join(str(cell or "").casefold().split()) for cell in row]
        found = {
            name: next(words.index(one) for one in known if one in words)
            for name, known in COLUMNS.items()
            if any(one in words for one in known)
        }
        if "currency" in found and "units" in found:
            return found, number + 1
    return {}, 0


def _cell(row: Sequence[object], place: int) -> object:
    return row[place] if place < len(row) else None


def _is_passed_over(cells: Mapping[str, object]) -> bool:
    """Empty lines, and the line of the US dollar itself, which publications have."""
    given = [str(cells[name] if cells[name] is not None else "").strip() for name in ("currency", "units")]
    return not any(given) or given[0].upper() == "USD"


def _rate(cells: Mapping[str, object], day: date | None) -> Rate | Message:
    when = _day(cells.get("day")) if str(cells.get("day") or "").strip() else day
    if when is None:
        return msg("Enter from which day the rates hold, like 2027-03-01.")
    units = number(cells["units"])
    if units is None:
        typed = str(cells["units"] or "")[:40]
        return msg("%(text)s is no rate that can be read: write it like 15800.25.", text=typed)
    return Rate(str(cells["currency"] or "").strip().upper(), when, units)


def number(cell: object) -> Decimal | None:
    """Return a number as typed or as a workbook has it; None where it is none, or could be read in two ways ("15,800")."""
    if isinstance(cell, bool) or cell is None:
        return None
    # A workbook's cells are floats: what lies beyond ten decimals is no rate.
    text = f"{cell:.10f}" if isinstance(cell, float) else "".join(str(cell).split())
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    elif _COMMA.fullmatch(text):
        text = text.replace(",", ".")
    return Decimal(text) if _PLAIN.fullmatch(text) else None


def _day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(str(cell).strip()[:10])
    except ValueError:
        return None
