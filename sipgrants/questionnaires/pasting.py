"""Lines copied out of a spreadsheet and pasted into a page, read as rows of a described table.

Between cells stands a tab; a cell with line breaks stands in quotation marks. Where the first line repeats the heads of the
table, it says which column is which; else columns come in the order of the table: those that are filled in, or all of them
where as many were copied.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from sipgrants.core.i18n import nmsg
from sipgrants.questionnaires.cells import Lists, Unfit, from_cell
from sipgrants.questionnaires.sheets import Fitted, Misfit, RowRead, Slot, Table, Words

MOST_SIGNS = 1_000_000


def paste(text: str, table: Table, lists: Lists, words: Words) -> Fitted:
    """Return the pasted rows as a workbook's would come; misfits name the row as cell, and no sheet."""
    lines = _lines(text)
    slots, rest = _columns(lines, table)
    misfits: list[Misfit] = []
    rows = [_row(number, cells, slots, table, lists, words, misfits) for number, cells in rest]
    if len(rows) > table.most:
        reason = nmsg("At most %(num)s row is taken.", "At most %(num)s rows are taken.", table.most)
        misfits.append(Misfit("", str(rest[table.most][0]), table.label, reason))
    return Fitted({table.path: rows[: table.most]}, tuple(misfits), {table.path: ""})


def _lines(text: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text[:MOST_SIGNS], newline=""), "excel-tab")
    try:
        found = list(enumerate(reader, start=1))
    except csv.Error:  # a cell longer than a spreadsheet's: taken line by line, marks and all
        found = [(number, line.split("\t")) for number, line in enumerate(text.splitlines(), start=1)]
    return [(number, cells) for number, cells in found if any(one.strip() for one in cells)]


def _columns(
    lines: Sequence[tuple[int, list[str]]], table: Table
) -> tuple[list[Slot | None], list[tuple[int, list[str]]]]:
    """Return which column each cell belongs to, and the lines without a head."""
    visible = [one for one in table.columns if not one.is_hidden]
    heads = {_plain(one.label): one for one in visible}
    first = [_plain(one) for one in lines[0][1]] if lines else []
    known = [heads.get(one) for one in first]
    if sum(one is not None for one in known) * 2 > sum(bool(one) for one in first):
        return known, list(lines[1:])
    widest = max((len(cells) for _number, cells in lines), default=0)
    in_order = visible if widest >= len(visible) else list(table.filled_in)
    return list(in_order), list(lines)


def _plain(head: str) -> str:
    return " ".join(head.split()).casefold()


def _row(
    number: int,
    cells: Sequence[str],
    slots: Sequence[Slot | None],
    table: Table,
    lists: Lists,
    words: Words,
    misfits: list[Misfit],
) -> RowRead:
    found: dict[str, Any] = {one.key: False if one.kind == "yes" else "" for one in table.filled_in}
    for slot, cell in zip(slots, cells, strict=False):
        if slot is None or slot.kind == "formula":
            continue
        try:
            found[slot.key] = from_cell(slot, cell, None, lists, words)
        except Unfit as unfit:
            misfits.append(Misfit("", str(number), f"{table.label}: {slot.label}", unfit.reason))
    return RowRead(f"+{number}", number, found)
