"""The rows of the budget's grid: lines of one activity, class and explanation side by side, a column for each year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol
from uuid import UUID

from sipgrants.plans import amounts
from sipgrants.plans.content import LINE, YEARS, Row


class Line(Protocol):
    """A line of the budget as it is kept."""

    @property
    def id(self) -> UUID: ...
    @property
    def activity_id(self) -> UUID | None: ...
    @property
    def budget_class(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def minor(self) -> int: ...
    @property
    def typed(self) -> str: ...
    @property
    def explanation(self) -> str: ...


def grouped(lines: Iterable[Line]) -> list[list[int]]:
    """Return the places of the lines of each row: neighbours that differ in the year only, years rising."""
    rows: list[list[int]] = []
    kept = list(lines)
    for place, line in enumerate(kept):
        if rows and _goes_with(kept[rows[-1][-1]], line):
            rows[-1].append(place)
        else:
            rows.append([place])
    return rows


def _goes_with(before: Line, line: Line) -> bool:
    same = (before.activity_id, before.budget_class, before.explanation)
    return same == (line.activity_id, line.budget_class, line.explanation) and before.year < line.year


def to_rows(lines: Sequence[Line]) -> list[Row]:
    """Return the grid's rows of lines in order."""
    return [_row([lines[place] for place in places]) for places in grouped(lines)]


def _row(lines: Sequence[Line]) -> Row:
    first = lines[0]
    return {
        **LINE.blank(),
        "activity": str(first.activity_id) if first.activity_id else "",
        "budget_class": first.budget_class,
        "explanation": first.explanation,
        "lines": " ".join(f"{line.year}:{line.id}" for line in lines),
        **{f"year{line.year}": amounts.show(line.minor, line.typed) for line in lines},
    }


def to_lines(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the lines of the grid's rows, each with the identifier it had (`id`, empty for a new one)."""
    return [line for row in rows for line in _lines(row)]


def _lines(row: Row) -> list[dict[str, Any]]:
    known = dict(pair.split(":", 1) for pair in row["lines"].split() if ":" in pair)
    # A row without any amount is kept as a line of the first year that has none yet.
    years = [year for year in YEARS if row.get(f"year{year}")] or [1]
    found = []
    for year in years:
        minor, kept = amounts.keep(row[f"year{year}"])
        found.append(
            {
                "id": known.get(str(year), ""),
                "made": row.get("made", ()),
                "activity": row["activity"],
                "budget_class": row["budget_class"],
                "explanation": row["explanation"],
                "year": year,
                "minor": minor,
                "typed": kept,
            }
        )
    return found
