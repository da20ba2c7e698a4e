"""The file of payments as UNEP's system gives it out: CSV or .xlsx, one payment a line. Pure; nothing is trusted.

Which titles its columns have is not documented [ours]: those in `COLUMNS` are understood, in any order, also below lines of
a heading. Amounts are US dollars, days as 2027-03-31 or 31.03.2027: what could be read in two ways is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sipgrants.core import spreadsheets
from sipgrants.core.errors import Invalid, Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money

# What a column may be called; the first name that is there counts.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "reference": ("payment reference", "payment document", "document number", "clearing document"),
    "day": ("paid on", "payment date", "value date", "posting date", "date"),
    "amount": ("amount", "amount in usd", "amount in us dollars", "amount usd"),
    "award": (
        "award",
        "agreement",
        "agreement number",
        "award number",
        "our reference",
        "assignment",
        "text",
    ),
    "instalment": ("instalment", "installment"),
    "currency": ("currency",),
    "vendor": ("vendor", "vendor record", "vendor number", "business partner"),
}
NEEDED = ("reference", "day", "amount", "award")
MOST_LINES, MOST_HEADING = 1000, 20
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True, slots=True)
class Line:
    """One payment of the file. `minor`: US$ minor units, 0 where it is no amount; `award`: the text that names the award or
    its agreement; `problems`: what is wrong with the line itself.
    """

    number: int
    reference: str
    day: date | None
    minor: int
    award: str
    instalment: int | None = None
    vendor: str = ""
    problems: tuple[Message, ...] = ()


def read(data: bytes) -> list[Line]:
    """Return the payments of a file; `Invalid` with the reason where it is none."""
    rows = [[_text(cell) for cell in row] for row in spreadsheets.read(data)]
    at, columns = _head(rows)
    kept = [(number, row) for number, row in enumerate(rows[at + 1 :], start=at + 2) if any(row)]
    if len(kept) > MOST_LINES:
        text = msg("These are too many lines: at most %(number)s.", number=MOST_LINES)
        raise Invalid([Problem("file", text)])
    return [_line(number, _named(row, columns)) for number, row in kept]


def _text(cell: object) -> str:
    """Return a cell as a person would type it; a float by its shortest digits, so that cents stay cents."""
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)):f}".removesuffix(".0")
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell).strip()


def _head(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    for at, row in enumerate(rows[:MOST_HEADING]):
        titles = [" ".join(one.split()).casefold() for one in row]
        columns = {
            key: titles.index(name)
            for key, names in COLUMNS.items()
            for name in reversed(names)
            if name in titles
        }
        if columns.keys() >= set(NEEDED):
            return at, columns
    wanted = ", ".join(COLUMNS[key][0] for key in NEEDED)
    raise Invalid(
        [Problem("file", msg("No line names the columns that are needed: %(columns)s.", columns=wanted))]
    )


def _named(row: Sequence[str], columns: Mapping[str, int]) -> dict[str, str]:
    return {key: row[at] if at < len(row) else "" for key, at in columns.items()}


def _line(number: int, row: Mapping[str, str]) -> Line:
    problems: list[Message] = []
    reference = row["reference"]
    if not reference or len(reference) > 60:
        problems.append(msg("The reference of the payment is missing, or too long."))
    if row.get("currency", "").upper() not in ("", "USD", "US$"):
        problems.append(
            msg("The currency is “%(text)s”: grants are paid in US dollars.", text=row["currency"])
        )
    return Line(
        number,
        reference,
        _day(row["day"], problems),
        _amount(row["amount"], problems),
        row["award"],
        _instalment(row.get("instalment", ""), problems),
        row.get("vendor", ""),
        tuple(problems),
    )


def _amount(text: str, problems: list[Message]) -> int:
    try:
        minor = Money.usd(text).minor
    except ValueError:
        problems.append(msg("“%(text)s” is no amount: write 50000.00.", text=text))
        return 0
    if minor <= 0:
        problems.append(msg("This is no payment: its amount is not more than nothing."))
    return max(minor, 0)


def _day(text: str, problems: list[Message]) -> date | None:
    dotted = _DOTTED.fullmatch(text)
    try:
        if dotted:
            return date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        return date.fromisoformat(text[:10])
    except ValueError:
        problems.append(msg("“%(text)s” is no date: write 2027-03-31.", text=text))
        return None


def _instalment(text: str, problems: list[Message]) -> int | None:
    if not text or (text.isdecimal() and len(text) < 4):
        return int(text) if text else None
    problems.append(msg("“%(text)s” is no number of an instalment.", text=text))
    return None
