"""What a person wrote into a workbook, by the description it was written from: values, and what did not fit and why.

Lines are found by the path in their hidden column, so rows may be added inside a table and sheets renamed or moved. Totals
and other formulas of the workbook are never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.questionnaires.cells import Lists, Unfit, from_cell
from sipgrants.questionnaires.sheets import (
    FIRST,
    Answer,
    Book,
    Fitted,
    Misfit,
    Row,
    RowRead,
    Sheet,
    Slot,
    Table,
    Ticks,
    Told,
    letter,
)
from sipgrants.questionnaires.workbook_opening import Cell, Line, Opened, Page

_NOTHING = Cell(None)


def fit(opened: Opened, book: Book) -> Fitted:
    """Return what the workbook holds of what `book` describes. Lists that it adds to are those that it brought."""
    brought = {name: opened.lists.get(name, book.lists.get(name, ())) for name in book.live}
    pages = {page.key: page for page in opened.pages}
    found = _Reader(book, {**book.lists, **brought})
    for sheet in book.sheets:
        if sheet.key in pages:
            _SheetReader(found, sheet, pages[sheet.key]).read()
    return Fitted(found.values, tuple(found.misfits), found.sheets)


@dataclass
class _Reader:
    book: Book
    lists: Lists
    values: dict[str, Any] = field(default_factory=dict)
    misfits: list[Misfit] = field(default_factory=list)
    sheets: dict[str, str] = field(default_factory=dict)


@dataclass
class _SheetReader:
    found: _Reader
    sheet: Sheet
    page: Page

    def read(self) -> None:
        """Read every block whose path is there."""
        lines = {line.path: line for line in reversed(self.page.lines) if line.path}
        for block in self.sheet.blocks:
            if isinstance(block, Told):
                continue
            if isinstance(block, Answer) and block.path in lines:
                self._answer(block, lines[block.path])
            elif isinstance(block, Ticks) and block.path in lines:
                self._ticks(block, lines)
            elif isinstance(block, Table) and f"{block.path}!" in lines:
                self._table(block)

    def _take(self, path: str, value: Any) -> None:
        self.found.values[path] = value
        self.found.sheets[path] = self.page.name

    def _answer(self, block: Answer, line: Line) -> None:
        value = self._read(block.slot, line, FIRST, block.value, block.slot.label, _Refused)
        if value is not _Refused:
            self._take(block.path, value)

    def _ticks(self, block: Ticks, lines: Mapping[str, Line]) -> None:
        kept = []
        for value, label in block.options:
            line = lines.get(f"{block.path}={value}")
            is_now = value in block.chosen
            slot = Slot(value, "yes", label)
            if line and self._read(slot, line, FIRST, is_now, f"{block.label}: {label}", is_now):
                kept.append(value)
        unknown = [one for one in block.chosen if one not in dict(block.options)]
        self._take(block.path, [*kept, *unknown])

    def _table(self, table: Table) -> None:
        known = {row.ident: row for row in table.rows}
        rows: list[RowRead] = []
        for line, ident in _lines_of(table, self.page):
            if self._is_blank(table, line) and not (table.is_fixed and ident in known):
                continue
            if table.is_fixed and ident not in known:
                self._tell(line.number, FIRST, table.label, _NO_ROW)
                continue
            if len(rows) == table.most:
                reason = nmsg("At most %(num)s row is taken.", "At most %(num)s rows are taken.", table.most)
                self._tell(line.number, FIRST, table.label, reason)
                break
            rows.append(RowRead(ident, line.number, self._row(table, line, known.get(ident))))
        self._take(table.path, rows)

    def _row(self, table: Table, line: Line, row: Row | None) -> dict[str, Any]:
        """What does not fit stays what it was, or empty in a new row."""
        found: dict[str, Any] = {}
        for slot in table.filled_in:
            present = row.values.get(slot.key) if row else None
            label = f"{table.label}: {slot.label}"
            otherwise = _empty(slot) if present is None else present
            found[slot.key] = self._read(slot, line, table.column(slot.key), present, label, otherwise)
        return found

    @staticmethod
    def _is_blank(table: Table, line: Line) -> bool:
        cells = [_cell(line, table.column(one.key)) for one in table.filled_in]
        return all(_is_nothing(one) for one in cells)

    def _read(self, slot: Slot, line: Line, column: int, present: Any, label: str, otherwise: Any) -> Any:
        cell = _cell(line, column)
        try:
            if cell.is_uncalculated:
                raise Unfit(_NO_RESULT)
            return from_cell(slot, cell.value, present, self.found.lists, self.found.book.words)
        except Unfit as unfit:
            self._tell(line.number, column, label, unfit.reason)
            return otherwise

    def _tell(self, row: int, column: int, label: str, reason: Message) -> None:
        self.found.misfits.append(Misfit(self.page.name, f"{letter(column)}{row}", label, reason))


_Refused = object()
_NO_ROW = msg("The agreed plan has no such row: it was not taken.")
_NO_RESULT = msg("This formula has no result. Write the figure or the text itself.")


def _cell(line: Line, column: int) -> Cell:
    at = column - FIRST
    return line.cells[at] if at < len(line.cells) else _NOTHING


def _is_nothing(cell: Cell) -> bool:
    if cell.is_uncalculated:
        return False
    return cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())


def _empty(slot: Slot) -> Any:
    return False if slot.kind == "yes" else ""


def _lines_of(table: Table, page: Page) -> Iterator[tuple[Line, str]]:
    """Give the lines of a table with what identifies each; a line without a path belongs to it where one of its own went
    before.
    """
    inside, mark, added = False, f"{table.path}#", 0
    for line in page.lines:
        if line.path.startswith(mark):
            inside = True
            yield line, line.path.removeprefix(mark)
        elif line.path:
            inside = False
        elif inside:
            added += 1
            yield line, f"+new{added}"
