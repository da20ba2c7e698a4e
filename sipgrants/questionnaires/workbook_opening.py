"""A file that somebody brought, opened as a workbook: refused with the reason before anything of it is trusted.

Looked at in this order: its first bytes, how much it holds once inflated, document types; only then is it parsed.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from defusedxml.ElementTree import iterparse
from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from sipgrants.core.errors import Invalid, Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.questionnaires.cells import Scalar
from sipgrants.questionnaires.sheets import Pairs
from sipgrants.questionnaires.workbook_writing import ABOUT, LISTS

MB = 1000 * 1000
LARGEST = 5 * MB
LARGEST_INFLATED = 20 * MB  # a whole application has less than two
MOST_PARTS = 300
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 120, 3000, 60  # a member scores one application on each sheet
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Cell:
    """A cell as it was saved; `is_uncalculated`: a formula that has no result, or whose result is not in the file."""

    value: Scalar
    is_uncalculated: bool = False


@dataclass(frozen=True)
class Line:
    """A line of a sheet: its number from 1 on, its path, its cells from the third column on."""

    number: int
    path: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Page:
    """A sheet as it came; `key` is what its first hidden cell says."""

    key: str
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Opened:
    """A workbook as it came: what it says about itself, its lists by name, its sheets."""

    about: dict[str, str]
    lists: dict[str, Pairs]
    pages: tuple[Page, ...]


def open_workbook(data: bytes, field: str = "file") -> Opened:
    """Return what is in a workbook; `Invalid` with the reason where it is none, or not one of ours."""
    reason = _refusal(data)
    if reason is not None:
        raise Invalid([Problem(field, reason)])
    try:
        opened = _parse(data)
    except Exception:  # whatever the parser stumbles over, the file cannot be read
        raise Invalid([Problem(field, _UNREADABLE)]) from None
    if not opened.about.get("kind"):
        raise Invalid([Problem(field, _NOT_OURS)])
    return opened


_UNREADABLE = msg("This workbook cannot be read: it is damaged. Save it once more as .xlsx and send that.")
_NOT_OURS = msg("This is not a workbook of this system. Download one here, fill it in and send it back.")
_TOO_MUCH = msg("This workbook holds too much once it is opened. Send the one that you downloaded here.")


def _refusal(data: bytes) -> Message | None:
    if not data:
        return msg("The file is empty.")
    if len(data) > LARGEST:
        return msg("This file is too large: at most %(number)s MB.", number=LARGEST // MB)
    if data.startswith(_OLD):
        return msg("This is an old or protected Excel file: save it without a password as .xlsx.")
    if not data.startswith(b"PK\x03\x04"):
        return msg("This is not an Excel workbook: save it as .xlsx and choose it again.")
    return _archive_refusal(data)


def _archive_refusal(data: bytes) -> Message | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {one.filename for one in parts}
            if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > LARGEST_INFLATED:
                return _TOO_MUCH
            if any(one.flag_bits & 1 for one in parts):
                return msg("This workbook is protected with a password: save it without one.")
            if any(name.endswith("vbaProject.bin") for name in names):
                return msg("The file holds macros: save it without macros, as .xlsx.")
            if "xl/workbook.xml" not in names:
                return _NOT_OURS
            return _UNREADABLE if any(_has_document_type(archive, one) for one in parts) else None
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, RuntimeError):
        return _UNREADABLE


def _has_document_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """No spreadsheet program writes one; it is where entities that grow come from."""
    with archive.open(part) as opened:
        return b"<!DOCTYPE" in opened.read(4096).replace(b"\x00", b"")


class _Reader(ExcelReader):
    """Reads texts as the format says: `_x000D_` stands for a sign, and `_x005F_` for the stroke itself."""

    def read_strings(self) -> None:
        """Read all texts; the library's own way would lose a part of some."""
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for _event, node in iterparse(source):
                if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                    said: Any = Text.from_tree(node)
                    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), said.content)
                    self.shared_strings.append(text)
                    node.clear()


def _workbook(data: bytes, is_calculated: bool) -> Any:
    reader = _Reader(io.BytesIO(data), read_only=True, data_only=is_calculated, keep_links=False)
    reader.read()
    return reader.wb


def _parse(data: bytes) -> Opened:
    written, shown = _workbook(data, False), _workbook(data, True)
    sheets = [one for one in written.worksheets if one.title not in (ABOUT, LISTS)][:MOST_SHEETS]
    about = {str(row[0].value): str(row[1].value or "") for row in _rows(written, ABOUT, 2) if row[0].value}
    return Opened(about, _lists(shown), tuple(_page(one, shown[one.title]) for one in sheets))


def _rows(workbook: Any, name: str, columns: int) -> Any:
    if name not in workbook.sheetnames:
        return ()
    return workbook[name].iter_rows(min_row=1, max_row=MOST_ROWS, min_col=1, max_col=columns)


def _lists(workbook: Any) -> dict[str, Pairs]:
    found: dict[str, list[tuple[str, str]]] = {}
    names: list[str] = []
    for row in _rows(workbook, LISTS, 2 * MOST_COLUMNS):
        values = [str(one.value or "") for one in row]
        if not names:
            names = values[::2]
            continue
        for name, label, value in zip(names, values[::2], values[1::2], strict=False):
            if name and label and value:
                found.setdefault(name, []).append((value, label))
    return {name: tuple(pairs) for name, pairs in found.items()}


def _page(written: Any, shown: Any) -> Page:
    lines = []
    results = _area(shown)
    for number, (row, calculated) in enumerate(zip(_area(written), results, strict=False), start=1):
        if any(one.value is not None for one in row):
            path, _label, *rest = [_cell(*pair) for pair in zip(row, calculated, strict=True)]
            lines.append(Line(number, str(path.value or ""), tuple(rest)))
    key = lines[0].path if lines and lines[0].number == 1 else ""
    return Page(key, written.title, tuple(lines))


def _area(sheet: Any) -> Any:
    sheet.reset_dimensions()  # what a file says of its own size need not be true
    return sheet.iter_rows(min_row=1, max_row=MOST_ROWS, min_col=1, max_col=MOST_COLUMNS)


def _cell(written: Any, calculated: Any) -> Cell:
    if calculated.data_type == "e":
        return Cell(None, is_uncalculated=True)
    if written.data_type != "f":
        return Cell(written.value)
    return Cell(calculated.value, is_uncalculated=calculated.value is None)
