"""A described workbook as a file: its sheets, the lists that are dropped down, and what it says of itself, hidden."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from sipgrants.questionnaires.sheet_writing import Frame, SheetWriter, add_styles
from sipgrants.questionnaires.sheets import (
    Book,
    Live,
    letter,
)

ABOUT, LISTS = "_about", "_lists"  # the hidden sheets


def write(book: Book) -> bytes:
    """Return the workbook as .xlsx. No text of it is ever taken for a formula, a link or a number."""
    out = io.BytesIO()
    file = xlsxwriter.Workbook(out, {"in_memory": True})
    _Writer(book, file, Frame(book)).write()
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
    frame: Frame

    def write(self) -> None:
        add_styles(self.file, self.frame)
        names = sheet_names(self.book)
        pages = [(sheet, self.file.add_worksheet(names[sheet.key])) for sheet in self.book.sheets]
        lists, about = (self.file.add_worksheet(name) for name in (LISTS, ABOUT))
        for at, name in enumerate(self.book.lists):
            rows = max(1, len(self.book.lists[name]))
            self.frame.ranges[name] = f"={LISTS}!${letter(2 * at)}$2:${letter(2 * at)}${rows + 1}"
        for name in self.book.live:
            column = letter(self._live_column(name))
            width = f'MAX(1,COUNTIF({LISTS}!${column}$2:${column}$999,"?*"))'
            self.frame.ranges[name] = f"=OFFSET({LISTS}!${column}$2,0,0,{width},1)"
        for sheet, page in pages:
            SheetWriter(self.frame, sheet, page, names[sheet.key]).write()
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
            if name in self.book.live and self.book.live[name].path in self.frame.tables:
                labels = [label for _value, label in pairs]
                self._live(page, self._live_column(name), self.book.live[name], labels)
        page.hide()

    def _live_column(self, name: str) -> int:
        """Beside all lists, without a name: what is offered may change, what a label meant when it was written may not."""
        return 2 * (len(self.book.lists) + list(self.book.live).index(name))

    def _live(self, page: Any, column: int, live: Live, labels: list[str]) -> None:
        sheet, table, first, last = self.frame.tables[live.path]
        count, label = (
            f"'{sheet}'!${letter(table.column(key))}${first}:${letter(table.column(key))}${last}"
            for key in (live.count, live.label)
        )
        for number in range(1, live.most + 1):
            formula = f'=IFERROR(INDEX({label},MATCH({number},{count},0)),"")'
            known = labels[number - 1] if number <= len(labels) else ""
            page.write_formula(number, column, formula, None, known)
