"""A described workbook as a file: labels locked, answers open, choices to drop down, paths hidden."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from sipgrants.questionnaires import cells
from sipgrants.questionnaires.asking import NUMBERS
from sipgrants.questionnaires.sheets import (
    FIRST,
    Answer,
    Book,
    Live,
    Row,
    Sheet,
    Slot,
    Table,
    Ticks,
    Told,
    Words,
    letter,
)

ABOUT, LISTS = "_about", "_lists"  # the hidden sheets
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


def write(book: Book) -> bytes:
    """Return the workbook as .xlsx. No text of it is ever taken for a formula, a link or a number."""
    out = io.BytesIO()
    file = xlsxwriter.Workbook(out, {"in_memory": True})
    _Writer(book, file).write()
    file.close()
    return out.getvalue()


def sheet_names(book: Book) -> dict[str, str]:
    """Return what each sheet is called, by its key: at most 31 signs, none that a spreadsheet forbids, each once."""
    found: dict[str, str] = {}
    for sheet in book.sheets:
        plain = "".join(" " if sign in "[]:*?/\\'" else sign for sign in sheet.title)
        name, again = " ".join(plain.split())[:31].strip() or sheet.key, 2
        while name.casefold() in {one.casefold() for one in found.values()} | {ABOUT, LISTS, "history"}:
            name, again = f"{name[:27]} ({again})", again + 1
        found[sheet.key] = name
    return found


@dataclass
class _Writer:
    book: Book
    file: Any
    styles: dict[str, Any] = field(default_factory=dict)
    ranges: dict[str, str] = field(default_factory=dict)
    tables: dict[str, tuple[str, Table, int, int]] = field(default_factory=dict)

    def write(self) -> None:
        for name, own in _STYLES.items():
            self.styles[name] = self.file.add_format({**_FONT, **own, "locked": name not in _OPEN})
            self.styles[f"{name}!"] = self.file.add_format({**_FONT, **own, "locked": True})
        names = sheet_names(self.book)
        pages = [(sheet, self.file.add_worksheet(names[sheet.key])) for sheet in self.book.sheets]
        lists, about = (self.file.add_worksheet(name) for name in (LISTS, ABOUT))
        for at, name in enumerate(self.book.lists):
            rows = max(1, len(self.book.lists[name]))
            self.ranges[name] = f"={LISTS}!${letter(2 * at)}$2:${letter(2 * at)}${rows + 1}"
        for name in self.book.live:
            column = letter(self._live_column(name))
            width = f'MAX(1,COUNTIF({LISTS}!${column}$2:${column}$999,"?*"))'
            self.ranges[name] = f"=OFFSET({LISTS}!${column}$2,0,0,{width},1)"
        for sheet, page in pages:
            _SheetWriter(self, sheet, page, names[sheet.key]).write()
        self._lists(lists)
        for number, (key, text) in enumerate(self.book.about.items()):
            about.write_string(number, 0, key)
            about.write_string(number, 1, text)
        about.very_hidden()
        pages[0][1].activate()

    def _lists(self, page: Any) -> None:
        for at, (name, pairs) in enumerate(self.book.lists.items()):
            page.write_string(0, 2 * at, name)
            for number, (value, label) in enumerate(pairs, start=1):
                page.write_string(number, 2 * at, label)
                page.write_string(number, 2 * at + 1, value)
            if name in self.book.live and self.book.live[name].path in self.tables:
                labels = [label for _value, label in pairs]
                self._live(page, self._live_column(name), self.book.live[name], labels)
        page.hide()

    def _live_column(self, name: str) -> int:
        """Beside all lists, without a name: what is offered may change, what a label meant when it was written may not."""
        return 2 * (len(self.book.lists) + list(self.book.live).index(name))

    def _live(self, page: Any, column: int, live: Live, labels: list[str]) -> None:
        sheet, table, first, last = self.tables[live.path]
        count, label = (
            f"'{sheet}'!${letter(table.column(key))}${first}:${letter(table.column(key))}${last}"
            for key in (live.count, live.label)
        )
        for number in range(1, live.most + 1):
            formula = f'=IFERROR(INDEX({label},MATCH({number},{count},0)),"")'
            known = labels[number - 1] if number <= len(labels) else ""
            page.write_formula(number, column, formula, None, known)


@dataclass
class _SheetWriter:
    writer: _Writer
    sheet: Sheet
    page: Any
    name: str
    at: int = 0

    def write(self) -> None:
        page, book = self.page, self.writer.book
        page.set_column(0, 0, None, None, {"hidden": True})
        page.set_column(1, 1, 44)
        page.set_column(FIRST, FIRST, 60)
        page.set_column(FIRST + 1, FIRST + 40, 24)
        if book.is_right_to_left:
            page.right_to_left()
        page.write_string(0, 0, self.sheet.key)
        for block in (Told(self.sheet.title, is_heading=True), *self.sheet.blocks):
            self._block(block)
        page.protect("", _PROTECTED)
        page.set_landscape()
        page.fit_to_pages(1, 0)

    def _block(self, block: Answer | Ticks | Table | Told) -> None:
        if isinstance(block, Told):
            self._key(ASIDE if self.at else self.sheet.key)
            self._say(1, block.text, "heading" if block.is_heading else "told")
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
        self.page.write_string(self.at, column, text[: cells.LONGEST // 2], self.writer.styles[style])

    def _answer(self, block: Answer) -> None:
        self._key(block.path)
        self._say(1, block.slot.label, "label")
        self._value(FIRST, block.slot, block.value)
        self._limits(self.at, self.at, FIRST, block.slot)
        if block.slot.note:
            self._say(FIRST + 1, block.slot.note, "note")
        self.at += 1

    def _ticks(self, block: Ticks) -> None:
        self._key(block.path)
        self._say(1, block.label, "label")
        self._say(FIRST, block.note, "note")
        self.at += 1
        self._limits(self.at, self.at + max(0, len(block.options) - 1), FIRST, Slot("", "yes", ""))
        for value, label in block.options:
            self._key(f"{block.path}={value}")
            self._say(1, label, "option")
            self._value(FIRST, Slot(value, "yes", label), value in block.chosen)
            self.at += 1

    def _value(self, column: int, slot: Slot, value: Any) -> None:
        book = self.writer.book
        cell = cells.to_cell(slot, value, book.lists, book.words)
        shut = self.sheet.closed is not None or cells.is_too_long(value)
        style = self.writer.styles[_style(slot) + ("!" if shut else "")]
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
            kind = "warning" if slot.choices in self.writer.book.live else "stop"
            limits = {"validate": "list", "source": self.writer.ranges[slot.choices], "error_type": kind}
        elif slot.kind == "yes":
            limits = {"validate": "list", "source": [self.writer.book.words.yes]}
        elif slot.kind in AMOUNTS | NUMBERS:
            limits = {"validate": "decimal", "criteria": ">=", "value": 0, "error_type": "warning"}
        if limits:
            self.page.data_validation(first, column, last, column, limits)

    def _table(self, table: Table) -> None:
        self._key(f"{table.path}!")
        self._say(1, table.label, "label")
        self._say(FIRST, table.note, "note")
        self.at += 1
        self._key(ASIDE)
        for at, slot in enumerate(table.columns, start=FIRST):
            self._say(at, slot.label, "head")
            width = None if at == FIRST and slot.width <= 60 else slot.width
            if slot.is_hidden:
                self.page.set_column(at, at, None, None, {"hidden": True})
            elif width:
                self.page.set_column(at, at, width)
        self.at += 1
        first = self.at + 1
        spare = [Row(f"+{number}", {}) for number in range(len(table.rows), table.offered)]
        last = first + len(table.rows) + len(spare) - 1
        self.writer.tables[table.path] = (self.name, table, first, last)
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
                self.page.write_formula(self.at, column, formula, self.writer.styles["formula"], kept)
            else:
                self._value(column, slot, value)
        self.at += 1

    def _sums(self, table: Table, first: int, last: int) -> None:
        summed = [(table.column(one.key), one) for one in table.columns if one.is_summed]
        if not summed:
            return
        groups = self.writer.book.lists[_slot(table, table.by).choices] if table.by else ()
        key = letter(table.column(table.by)) if table.by else ""
        for label in (None, *(label for _value, label in groups)):
            self._key(ASIDE)
            self._say(1, label or self.writer.book.words.total, "label")
            for column, slot in summed:
                area = f"{letter(column)}${first}:{letter(column)}${last}"
                by = f"=SUMIF(${key}${first}:${key}${last},$B{self.at + 1},{area})"
                total = _added(table, slot.key, label, dict(groups))
                self.page.write_formula(
                    self.at, column, by if label else f"=SUM({area})", self.writer.styles["sum"], total
                )
            self.at += 1


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
    if slot.kind == "formula":
        figures = (row.values.get(key) for row in rows)
    return sum(one for one in figures if isinstance(one, int | float))
