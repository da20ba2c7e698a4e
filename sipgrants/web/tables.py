"""Tables as CSV and as workbooks, for spreadsheets: text that would be taken for a formula is disarmed."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

from sipgrants.core import clock, spreadsheets
from sipgrants.core.i18n import Message
from sipgrants.core.media.office import XLSX
from sipgrants.core.money import Money
from sipgrants.web import locale
from sipgrants.web.downloads import attachment

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_answer(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Return rows as a file to download, with a byte order mark so that spreadsheets read UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    data = ("\ufeff" + out.getvalue()).encode()
    return attachment(data, f"{name}-{clock.today().isoformat()}.csv", "text/csv")


def _plain(cell: object) -> object:
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


Sheet = tuple[Message, Sequence[Message], Iterable[Sequence[object]]]


def workbook_answer(name: str, sheets: Iterable[Sheet]) -> Response:
    """Return (title, heads, rows) as a workbook in the reader's language; messages, `Money`, days and numbers are cells."""
    say = locale.translate
    written = [
        (say(title), [say(head) for head in heads], [[_kept(cell) for cell in row] for row in rows])
        for title, heads, rows in sheets
    ]
    data = spreadsheets.write(written, rtl=locale.direction() == "rtl")
    return attachment(data, f"{name}-{clock.today().isoformat()}.xlsx", XLSX)


def _kept(cell: object) -> object:
    if isinstance(cell, Money):
        return cell.decimal()
    return locale.translate(cell) if isinstance(cell, Message) else cell
