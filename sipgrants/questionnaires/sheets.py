"""What a workbook holds, described once: the one who writes it and the one who reads it follow the same description.

A sheet is a list of blocks, one under the other: an answer, boxes to tick, a table, or something to read. Every block that
is filled in has a path, which stands in the sheet's hidden first column; values are those that questionnaires and plans
keep (cents, ISO days, values of options), never what a spreadsheet makes of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sipgrants.core.i18n import Message

FIRST = 2  # the column of the first answer, counted from 0: before it the hidden paths and the labels
CALCULATED = frozenset({"formula", "shown"})  # what nobody fills in
Pairs = tuple[tuple[str, str], ...]  # value and what a reader sees


@dataclass(frozen=True)
class Slot:
    """A cell to fill in. `kind` is that of a question, or `amount` (a plan's amount as text), `yes`, `activity` (one of a
    list that the workbook itself may add to), `formula`, `shown` (to read, never read back). `choices` names a list; in a
    formula, {r} is the row, {first} and {last} those of the table, and {key} the column of that key.
    """

    key: str
    kind: str
    label: str
    note: str = ""
    choices: str = ""
    formula: str = ""
    width: int = 22
    is_hidden: bool = False
    is_summed: bool = False


@dataclass(frozen=True)
class Answer:
    """One question with one cell."""

    path: str
    slot: Slot
    value: Any


@dataclass(frozen=True)
class Ticks:
    """A question of which several may be chosen: a line for each option."""

    path: str
    label: str
    note: str
    options: Pairs
    chosen: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A row of a table; `ident` says which one it is, whatever is written into it."""

    ident: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """A question with rows. `offered`: how many rows are there to write into; `most`: how many are taken; `by`: the column
    of choices by which the summed columns are added up once more; `is_fixed`: its rows are given, so that none is added,
    and one whose cells were emptied says so.
    """

    path: str
    label: str
    note: str
    columns: tuple[Slot, ...]
    rows: tuple[Row, ...]
    offered: int
    most: int
    by: str = ""
    is_fixed: bool = False

    @property
    def filled_in(self) -> tuple[Slot, ...]:
        """Return the columns that a person writes into."""
        return tuple(one for one in self.columns if one.kind not in CALCULATED)

    def column(self, key: str) -> int:
        """Return where a column stands in the sheet, counted from 0."""
        return FIRST + next(at for at, one in enumerate(self.columns) if one.key == key)


@dataclass(frozen=True)
class Told:
    """Something to read."""

    text: str
    is_heading: bool = False


Block = Answer | Ticks | Table | Told


@dataclass(frozen=True)
class Sheet:
    """One sheet; `key` is its own, `closed` says why nothing in it can be changed."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    closed: Message | None = None


@dataclass(frozen=True)
class Live:
    """A list that grows with a table of the same workbook: the `count`-th one (a running number in a column of the table)
    has its words in the column `label`.
    """

    path: str
    count: str
    label: str
    most: int = 150


@dataclass(frozen=True)
class Words:
    """What a workbook says by itself, in its language."""

    total: str = "Total"
    yes: str = "yes"
    too_long: str = "Too long for a cell: it stays as it is on the page."


@dataclass(frozen=True)
class Book:
    """A whole workbook. `about` goes into a hidden sheet: whose it is, and what was there when it was written."""

    sheets: tuple[Sheet, ...]
    about: Mapping[str, str]
    lists: Mapping[str, Pairs] = field(default_factory=dict)
    live: Mapping[str, Live] = field(default_factory=dict)
    words: Words = Words()
    is_right_to_left: bool = False

    def with_sheets(self, sheets: Sequence[Sheet]) -> Book:
        """Return the same with other sheets."""
        return replace(self, sheets=tuple(sheets))


@dataclass(frozen=True)
class Misfit:
    """Something that could not be taken: on which sheet, in which cell, under which label, and why."""

    sheet: str
    cell: str
    label: str
    reason: Message


@dataclass(frozen=True)
class RowRead:
    """A row of a table as it came: `number` is that of the sheet's row, from 1 on."""

    ident: str
    number: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Fitted:
    """What a workbook holds, by path: values, lists of options, lists of `RowRead`; what did not fit; on which sheet a path
    was found.
    """

    values: dict[str, Any]
    misfits: tuple[Misfit, ...]
    sheets: dict[str, str]


def distinct(pairs: Sequence[tuple[str, str]]) -> Pairs:
    """Return options whose labels tell them apart, so that a label leads back to one value."""
    seen: dict[str, int] = {}
    found = []
    for value, label in pairs:
        plain = " ".join(label.split()) or value
        seen[plain.casefold()] = seen.get(plain.casefold(), 0) + 1
        again = seen[plain.casefold()]
        found.append((value, plain if again == 1 else f"{plain} ({again})"))
    return tuple(found)


def letter(column: int) -> str:
    """Return what a column is called, counted from 0: A, B, ... Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
