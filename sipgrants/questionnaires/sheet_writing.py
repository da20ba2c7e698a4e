"""One sheet of a described workbook, block under block: labels locked, answers open, choices to drop down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from sipgrants.questionnaires import cells
from sipgrants.questionnaires.asking import NUMBERS, TEXT
from sipgrants.questionnaires.sheets import (
    CALCULATED,
    FIRST,
    Answer,
    Block,
    Book,
    Row,
    Sheet,
    Slot,
    Table,
    Ticks,
    Told,
    Words,
    letter,
)

LABEL, ANSWER, NOTE = 44, 60, 24  # widths of columns, in signs
LINE, HIGHEST = (
    13.5,
    30,
)  # points of a line of text; lines that a row shows at most: none is higher than 409 points
ASIDE = "-"  # in the column of paths: nothing of this line is read
AMOUNTS = frozenset({"money", "amount"})
_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True}
_STYLES: dict[str, dict[str, Any]] = {
    "label": {"bold": True},
    "note": {"font_color": "#4A5A66", "italic": True},
    "told": {},
    "heading": {"bold": True, "font_size": 14, "text_wrap": False},
    "head": {"bold": True, "bg_color": "#CBD5DC", "border": 1},
    "option": {"indent": 1},
    "sum": {"bold": True, "num_format": "#,##0.00", "top": 1},
    "formula": {"bg_color": "#F5F7F9", "font_color": "#4A5A66"},
    "text": {"num_format": "@", "bg_color": "#FFFBE6", "border": 1, "border_color": "#CBD5DC"},
    "figure": {"num_format": "General", "bg_color": "#FFFBE6", "border": 1, "border_color": "#CBD5DC"},
    "money": {"num_format": "#,##0.00", "bg_color": "#FFFBE6", "border": 1, "border_color": "#CBD5DC"},
    "date": {"num_format": "yyyy-mm-dd", "bg_color": "#FFFBE6", "border": 1, "border_color": "#CBD5DC"},
}
_OPEN = ("text", "figure", "money", "date")
_PROTECTED = {
    "insert_rows": True, "format_cells": True, "format_columns": True, "format_rows": True,
}  # fmt: skip


@dataclass
class Frame:
    """What all sheets of a file share: styles by name (with `!`: locked), the ranges of lists, where tables were written
    (sheet, table, first and last row from 1 on).
    """

    book: Book
    styles: dict[str, Any] = field(default_factory=dict)
    ranges: dict[str, str] = field(default_factory=dict)
    tables: dict[str, tuple[str, Table, int, int]] = field(default_factory=dict)


def add_styles(file: Any, frame: Frame) -> None:
    """Give a file its styles: what is filled in is open, and pale yellow."""
    for name, own in _STYLES.items():
        frame.styles[name] = file.add_format({**_FONT, **own, "locked": name not in _OPEN})
        frame.styles[f"{name}!"] = file.add_format({**_FONT, **own, "locked": True})


@dataclass
class SheetWriter:
    """Writes one sheet; `at` is the next row, from 0 on."""

    frame: Frame
    sheet: Sheet
    page: Any
    name: str
    at: int = 0

    def write(self) -> None:
        """Write every block, then lock whatever is no answer."""
        page, book = self.page, self.frame.book
        page.set_column(0, 0, None, None, {"hidden": True})
        page.set_column(1, 1, LABEL)
        page.set_column(FIRST, FIRST, ANSWER)
        page.set_column(FIRST + 1, FIRST + 40, NOTE)
        if not any(isinstance(one, Table) for one in self.sheet.blocks):
            page.set_column(FIRST + 1, FIRST + 1, ANSWER)
        if book.is_right_to_left:
            page.right_to_left()
        page.write_string(0, 0, self.sheet.key)
        for block in (Told(self.sheet.title, is_heading=True), *self.sheet.blocks):
            self._block(block)
        page.protect("", _PROTECTED)
        page.set_landscape()
        page.fit_to_pages(1, 0)

    def _block(self, block: Block) -> None:
        if isinstance(block, Told):
            self._key(ASIDE if self.at else self.sheet.key)
            self._say(1, block.text, "heading" if block.is_heading else "told")
            if not block.is_heading:
                self._fit((block.text, LABEL))
            self.at += 1
        elif isinstance(block, Answer):
            self._answer(block)
        elif isinstance(block, Ticks):
            self._ticks(block)
        else:
            self._table(block)
        self._key(ASIDE)
        self.at += 1

    def _key(self, key: str) -> None:
        self.page.write_string(self.at, 0, key)

    def _say(self, column: int, text: str, style: str) -> None:
        self.page.write_string(self.at, column, text[: cells.LONGEST // 2], self.frame.styles[style])

    def _fit(self, *shown: tuple[Any, float]) -> None:
        """Make the line as high as what stands in it: not every program does so by itself when it opens a file."""
        lines = max((_lines(text, width) for text, width in shown), default=1)
        if lines > 1:
            self.page.set_row(self.at, LINE * min(lines, HIGHEST))

    def _answer(self, block: Answer) -> None:
        self._key(block.path)
        self._say(1, block.slot.label, "label")
        self._value(FIRST, block.slot, block.value)
        self._limits(self.at, self.at, FIRST, block.slot)
        if block.slot.note:
            self._say(FIRST + 1, block.slot.note, "note")
        if isinstance(block.value, str) or block.slot.kind not in TEXT:
            self._fit((block.slot.label, LABEL), (block.value, ANSWER))
        self.at += 1

    def _ticks(self, block: Ticks) -> None:
        self._key(block.path)
        self._say(1, block.label, "label")
        self._say(FIRST, block.note, "note")
        self._fit((block.label, LABEL), (block.note, ANSWER))
        self.at += 1
        self._limits(self.at, self.at + max(0, len(block.options) - 1), FIRST, Slot("", "yes", ""))
        for value, label in block.options:
            self._key(f"{block.path}={value}")
            self._say(1, label, "option")
            self._fit((label, LABEL - 2))
            self._value(FIRST, Slot(value, "yes", label), value in block.chosen)
            self.at += 1

    def _value(self, column: int, slot: Slot, value: Any) -> None:
        book = self.frame.book
        cell = cells.to_cell(slot, value, book.lists, book.words)
        shut = self.sheet.closed is not None or cells.is_too_long(value)
        style = self.frame.styles[_style(slot) + ("!" if shut else "")]
        if isinstance(cell, str):
            self.page.write_string(self.at, column, cell, style)
        elif cell is None:
            self.page.write_blank(self.at, column, None, style)
        elif isinstance(cell, int | float):
            self.page.write_number(self.at, column, cell, style)
        else:
            self.page.write_datetime(self.at, column, cell, style)

    def _limits(self, first: int, last: int, column: int, slot: Slot) -> None:
        """Offer what may be chosen; a figure below nothing is asked about once more."""
        limits: dict[str, Any] | None = None
        if slot.choices:
            kind = "warning" if slot.choices in self.frame.book.live else "stop"
            limits = {"validate": "list", "source": self.frame.ranges[slot.choices], "error_type": kind}
        elif slot.kind == "yes":
            limits = {"validate": "list", "source": [self.frame.book.words.yes]}
        elif slot.kind in AMOUNTS | NUMBERS:
            limits = {"validate": "decimal", "criteria": ">=", "value": 0, "error_type": "warning"}
        if limits:
            self.page.data_validation(first, column, last, column, limits)

    def _table(self, table: Table) -> None:
        self._key(f"{table.path}!")
        self._say(1, table.label, "label")
        self.at += 1
        self._key(ASIDE)
        self._say(1, table.note, "note")
        self._fit(
            (table.note, LABEL), *((one.label, one.width) for one in table.columns if not one.is_hidden)
        )
        is_alone = not any(isinstance(one, Answer | Ticks) for one in self.sheet.blocks)
        for at, slot in enumerate(table.columns, start=FIRST):
            self._say(at, slot.label, "head")
            if slot.is_hidden:
                self.page.set_column(at, at, None, None, {"hidden": True})
            elif is_alone or at > FIRST:
                self.page.set_column(at, at, slot.width)
        if is_alone:
            self.page.freeze_panes(self.at + 1, FIRST)
        self.at += 1
        first = self.at + 1
        spare = [Row(f"+{number}", {}) for number in range(len(table.rows), table.offered)]
        last = first + len(table.rows) + len(spare) - 1
        self.frame.tables[table.path] = (self.name, table, first, last)
        for at, slot in enumerate(table.columns, start=FIRST):
            self._limits(first - 1, last - 1, at, slot)
        for row in (*table.rows, *spare):
            self._row(table, row, first, last)
        self._sums(table, first, last)

    def _row(self, table: Table, row: Row, first: int, last: int) -> None:
        self._key(f"{table.path}#{row.ident}")
        for column, slot in enumerate(table.columns, start=FIRST):
            value = row.values.get(slot.key)
            if slot.kind == "formula":
                formula = _formula(slot.formula, table, self.at + 1, first, last)
                kept = "" if value is None else value
                self.page.write_formula(self.at, column, formula, self.frame.styles["formula"], kept)
            elif slot.kind == "shown":
                self._shown(column, value)
            else:
                self._value(column, slot, value)
        shown = (
            one for one in table.columns if not one.is_hidden and isinstance(row.values.get(one.key), str)
        )
        self._fit(*((row.values[one.key], one.width) for one in shown))
        self.at += 1

    def _shown(self, column: int, value: Any) -> None:
        style = self.frame.styles["formula"]
        if isinstance(value, int | float):
            self.page.write_number(self.at, column, value, style)
        else:
            self.page.write_string(self.at, column, str(value or "")[: cells.LONGEST // 2], style)

    def _sums(self, table: Table, first: int, last: int) -> None:
        summed = [(table.column(one.key), one) for one in table.columns if one.is_summed]
        if not summed:
            return
        groups = self.frame.book.lists[_slot(table, table.by).choices] if table.by else ()
        key = letter(table.column(table.by)) if table.by else ""
        for label in (None, *(label for _value, label in groups)):
            self._key(ASIDE)
            self._say(1, label or self.frame.book.words.total, "label")
            for column, slot in summed:
                area = f"{letter(column)}${first}:{letter(column)}${last}"
                by = f"=SUMIF(${key}${first}:${key}${last},$B{self.at + 1},{area})"
                total = _added(table, slot.key, label, dict(groups))
                self.page.write_formula(
                    self.at, column, by if label else f"=SUM({area})", self.frame.styles["sum"], total
                )
            self.at += 1


def _lines(text: Any, width: float) -> int:
    """Return about how many lines a text takes: more signs than its width go into a column, Chinese ones count twice."""
    if not isinstance(text, str):
        return 1
    wide = (sum(2 if east_asian_width(sign) in "WF" else 1 for sign in part) for part in text.split("\n"))
    return sum(max(1, ceil(one / (1.15 * width))) for one in wide)


def _style(slot: Slot) -> str:
    if slot.kind in AMOUNTS:
        return "money"
    return "figure" if slot.kind in NUMBERS else "date" if slot.kind == "date" else "text"


def _slot(table: Table, key: str) -> Slot:
    return next(one for one in table.columns if one.key == key)


def _formula(text: str, table: Table, row: int, first: int, last: int) -> str:
    columns = {one.key: letter(table.column(one.key)) for one in table.columns}
    return text.format(r=row, above=row - 1, first=first, last=last, **columns)


def _added(table: Table, key: str, label: str | None, groups: Mapping[str, str]) -> float:
    """What a sum comes to now: for programs that do not calculate."""
    slot = _slot(table, key)
    rows = [row for row in table.rows if label is None or groups.get(row.values.get(table.by, "")) == label]
    figures = (cells.to_cell(slot, row.values.get(key), {}, Words()) for row in rows)
    if slot.kind in CALCULATED:
        figures = (row.values.get(key) for row in rows)
    return sum(one for one in figures if isinstance(one, int | float))
