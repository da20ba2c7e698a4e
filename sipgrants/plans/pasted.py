"""Pasted rows of a plan's part, recognised: a row that is there already keeps its identity, and what hangs on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sipgrants.plans.framework_sheet import counted
from sipgrants.questionnaires.sheets import Fitted, Row, RowRead, Table

_Key = Callable[[Mapping[str, Any]], Any]
# What two rows have in common that are the same one; the first that tells decides.
_SAME: dict[str, tuple[_Key, ...]] = {
    "framework": (lambda row: (row["kind"], row.get("title")),),
    "workplan": (),
    "risks": (lambda row: row["text"],),
    "budget": (lambda row: (row["activity"], row["budget_class"], row["explanation"]),),
    "other_funding": (lambda row: row["source"],),
}


def recognised(part: str, fitted: Fitted, table: Table, is_added: bool) -> Fitted:
    """Return the pasted rows with the identity of those that they repeat. `is_added`: below the present rows, which stay;
    else in their place.
    """
    rows: Sequence[RowRead] = fitted.values[table.path]
    if is_added:
        coming = [*(_present(one, table) for one in table.rows), *rows]
    else:
        free = list(table.rows)
        coming = [_named(row, part, free) for row in rows]
        if part == "framework":
            coming = _by_number(coming, free)
    return replace(fitted, values={table.path: coming})


def _present(row: Row, table: Table) -> RowRead:
    empty = {one.key: False if one.kind == "yes" else "" for one in table.filled_in}
    values = {key: row.values.get(key, nothing) for key, nothing in empty.items()}
    return RowRead(row.ident, 0, values)


def _named(row: RowRead, part: str, free: list[Row]) -> RowRead:
    for same in _SAME[part]:
        for one in free:
            if same(one.values) == same(row.values):
                free.remove(one)
                return replace(row, ident=one.ident)
    return row


def _by_number(rows: Sequence[RowRead], free: Sequence[Row]) -> list[RowRead]:
    """A result or activity whose text is new goes on with the number that it takes: it was reworded."""
    left = {one.values["number"]: one.ident for one in free if one.values.get("number")}
    numbers = [one.number for one in counted(row.values["kind"] for row in rows)]
    return [
        replace(row, ident=left[number]) if row.ident.startswith("+") and number in left else row
        for row, number in zip(rows, numbers, strict=True)
    ]
