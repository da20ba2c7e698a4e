"""Tables that people bring and take away: CSV or Excel read as rows of cells, rows written as Excel. Knows no columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from openpyxl import load_workbook

from sipgrants.core import media
from sipgrants.core.errors import Invalid, Problem
from sipgrants.core.i18n import msg
from sipgrants.core.media import MB, Limits, office
from sipgrants.core.media.office import XLSX

LIMITS = Limits(frozenset({XLSX}), 2 * MB)
MOST_ROWS, MOST_COLUMNS = 6000, 40
BOMS = (b"\xff\xfe", b"\xfe\xff")  # with which UTF-16 begins: what Excel calls Unicode text
Rows = list[Sequence[object]]
_UNREADABLE = msg("This table cannot be read: save it once more as .xlsx or as CSV and choose it again.")


def read(data: bytes, field: str = "file") -> Rows:
    """Return the rows of the first sheet, or of a text with commas, semicolons or tabs; Invalid where it is none.

    Cells of a workbook keep their kind (float, int, datetime, str, None), those of a text are str. At most 6,000 rows by
    40 columns are read. Never called inside a transaction.
    """
    is_workbook = media.media_type(data) == XLSX
    if is_workbook or not data or len(data) > LIMITS.largest:
        wrong = media.problem(data, field, LIMITS)
        if wrong:
            raise Invalid([wrong])
        return _workbook(data, field)
    if data.startswith(b"PK\x03\x04") or (b"\0" in data and data[:2] not in BOMS):
        # Not what other forms say, which take documents and pictures, too.
        raise Invalid([Problem(field, office.stranger(data) or _UNREADABLE)])
    return _text(data, field)


def _workbook(data: bytes, field: str) -> Rows:
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size need not be true
        cells = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
        return [tuple(row) for row in cells]
    except Exception:  # whatever the parser stumbles over, the file cannot be read
        raise Invalid([Problem(field, _UNREADABLE)]) from None


def _text(data: bytes, field: str) -> Rows:
    text = decode(data)
    delimiter = max(",;\t", key=text.count)  # of the whole: above the columns there may be words
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        raise Invalid([Problem(field, _UNREADABLE)]) from None
    return [row[:MOST_COLUMNS] for row in rows[:MOST_ROWS]]


def decode(data: bytes) -> str:
    """Return the text of a file, whatever wrote it."""
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in BOMS else "utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def write(
    sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[object]]]], *, rtl: bool = False
) -> bytes:
    """Return (name, head, rows) as .xlsx. Decimals are numbers with two places, days dates; no text acts as a formula."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    strong = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    kinds = {
        Decimal: book.add_format({"num_format": "#,##0.00"}),
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    for name, head, rows in sheets:
        page = book.add_worksheet(name[:31])
        if rtl:
            page.right_to_left()
        page.freeze_panes(1, 1)
        page.set_column(0, max(len(head) - 1, 0), 18)
        page.write_row(0, 0, head, strong)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _put(page, number, column, value, kinds)
    book.close()
    return out.getvalue()


def _put(page: Any, row: int, column: int, value: object, kinds: dict[Any, Any]) -> None:
    if isinstance(value, Decimal):
        page.write_number(row, column, float(value), kinds[Decimal])
    elif isinstance(value, int) and not isinstance(value, bool):
        page.write_number(row, column, value)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, kinds[date])
    elif value is not None:
        page.write_string(row, column, str(value))
