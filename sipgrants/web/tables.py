"""Tables as CSV, for spreadsheets: text that would be taken for a formula is disarmed."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

from sipgrants.core import clock
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
