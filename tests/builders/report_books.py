"""A report's workbook in tests: downloaded, written into, sent back, looked at."""

import io
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from openpyxl import load_workbook

from sipgrants.applications.workbook_preview_queries import Preview
from sipgrants.applications.workbook_waiting_queries import Waiting
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import Actor
from sipgrants.questionnaires.workbook_writing import write
from sipgrants.reports import content_queries, workbook_queries
from sipgrants.reports import workbook_preview_queries as previews
from sipgrants.reports import workbook_waiting_queries as waiting_files
from sipgrants.reports.models import Report
from tests.builders.workbooks import cell_of

LINES = "E.spending.spending"


def fresh(report: Report) -> Any:
    session().rollback()
    session().expire_all()
    return content_queries.content(report)


def download(report: Report, by: Actor) -> Any:
    return load_workbook(io.BytesIO(write(workbook_queries.book(fresh(report), by, "en", str))))


def saved(workbook: Any) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def sent_back(report: Report, data: bytes) -> Waiting:
    content = fresh(report)
    return waiting_files.waiting(content, waiting_files.keep_workbook(content, data))


def preview(report: Report, by: Actor, waiting: Waiting) -> Preview:
    return previews.preview(fresh(report), by, waiting, str)


def sheet_of(workbook: Any, path: str) -> Any:
    return next(one for one in workbook.worksheets if any(row[0].value == path for row in one.iter_rows()))


def write_line(workbook: Any, report: Report, line: int, **cells: Any) -> None:
    """Write into the cells of a budget line, found by the heads of their columns."""
    key = content_queries.content(report).items("spending")[line].key
    sheet = sheet_of(workbook, f"{LINES}#{key}")
    row = cell_of(sheet, f"{LINES}#{key}").row
    head = next(
        each for each in sheet.iter_rows() if any(one.value == "Spent in the period, US$" for one in each)
    )
    columns = {one.value: one.column for one in head}
    for name, value in cells.items():
        words = {"spent": "Spent in the period, US$", "why": "Explanation, where over 10 % of the class"}[
            name
        ]
        sheet.cell(row, columns[words]).value = value


def offline(report: Report, who: Actor) -> Iterator[tuple[str, Any]]:
    """A report whose workbook was sent back, and what waits to be taken over; by the names of the world of pages."""
    book = download(report, who)
    write_line(book, report, 0, spent=100)
    yield "report.offline", report
    yield "report_waiting.rows", SimpleNamespace(id=sent_back(report, saved(book)).sha256)
