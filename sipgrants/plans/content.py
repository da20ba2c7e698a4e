"""The parts of a plan as plain content: lists of rows, each a dict of texts. What is typed, what is kept and what is
drawn have the same shape; this module knows the shapes.

An amount is text here (what stands in the field); a row carries the identifier of its record in `id`, empty for a new one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]
YEARS = range(1, 11)
PARTS = ("framework", "workplan", "risks", "budget", "other_funding")


@dataclass(frozen=True)
class Shape:
    """What a row of a list holds: texts, boxes, numbers ticked, hidden identifiers, lists of further rows."""

    texts: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ("id",)
    lists: Mapping[str, Shape] = field(default_factory=dict)

    def blank(self) -> Row:
        """Return a row with nothing in it."""
        return {
            **dict.fromkeys((*self.hidden, *self.texts), ""),
            **dict.fromkeys(self.flags, False),
            **{name: [] for name in (*self.numbers, *self.lists)},
        }

    def is_empty(self, row: Row) -> bool:
        """Tell whether nothing was entered, in the row or below it."""
        own = any(row.get(name) for name in (*self.texts, *self.flags, *self.numbers))
        return not own and all(
            shape.is_empty(inner) for name, shape in self.lists.items() for inner in row.get(name, ())
        )


INDICATOR = Shape(("text", "unit", "baseline", "target", "means", "assumptions"))
ACTIVITY = Shape(("title",))
OUTPUT = Shape(("title",), lists={"indicators": INDICATOR, "activities": ACTIVITY})
OUTCOME = Shape(("title",), lists={"indicators": INDICATOR, "outputs": OUTPUT})
WORK = Shape(("responsible",), numbers=("quarters",))
RISK = Shape(("text", "likelihood", "impact", "mitigation", "owner"))
LINE = Shape(
    ("activity", "budget_class", "explanation", *(f"year{year}" for year in YEARS)), hidden=("id", "lines")
)
FUNDING = Shape(("source", "purpose", "amount"), flags=("in_kind", "is_confirmed"))

# The list that makes up a part, by the name its fields begin with.
ROOTS: dict[str, tuple[str, Shape]] = {
    "framework": ("outcomes", OUTCOME),
    "workplan": ("activities", WORK),
    "risks": ("risks", RISK),
    "budget": ("budget", LINE),
    "other_funding": ("funding", FUNDING),
}


def mark(part: str, rows: list[Row]) -> str:
    """Return a short mark of a part's content, by which a change since the page was opened is told."""
    _name, shape = ROOTS[part]
    text = json.dumps(_bare(shape, rows, keep=part == "workplan"), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _bare(shape: Shape, rows: list[Row], keep: bool = False) -> list[Row]:
    """Without empty rows and identifiers; the workplan keeps those of its activities."""
    names = (*shape.texts, *shape.flags, *shape.numbers, *(("id",) if keep else ()))
    return [
        {
            **{name: row.get(name) for name in names if row.get(name)},
            **{name: _bare(inner, row.get(name, [])) for name, inner in shape.lists.items()},
        }
        for row in rows
        if not shape.is_empty(row)
    ]


def numbered(outcomes: list[Row]) -> Iterator[tuple[str, Row]]:
    """Give every activity of a framework with its number, "1.2.3", in order."""
    for first, outcome in enumerate(outcomes, start=1):
        for second, output in enumerate(outcome["outputs"], start=1):
            for third, activity in enumerate(output["activities"], start=1):
                yield f"{first}.{second}.{third}", activity
