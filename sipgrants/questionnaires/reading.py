"""From the data of a request to answers, by the kind of question. Pure: anything with `getlist` and keys will do.

A field's name is the path of its answer: `section.question`, in a table `section.question.row.column`. A box that is
not ticked sends nothing, so the page names in `asked` what it has asked. The buttons `add` (a table's path) and
`remove` (a row's path) change the rows; a save follows either way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from sipgrants.questionnaires.asking import MANY, ROWS, Asked, Sectioned, columns, is_empty, is_kept, options
from sipgrants.questionnaires.texts import clean
from sipgrants.questionnaires.values import read

MOST_ROWS = 500


class Typed(Protocol):
    """The data of a form, as a browser sends it."""

    def getlist(self, key: str) -> Sequence[str]: ...
    def keys(self) -> Iterable[str]: ...


def read_section(section: Sectioned, data: Typed) -> dict[str, Any]:
    """Return the answers of a section by question, only of those that were on the page."""
    asked = set(data.getlist("asked"))
    found = {}
    for question in section.questions:
        path = f"{section.key}.{question.key}"
        if is_kept(question) and (path in asked or data.getlist(path)):
            found[question.key] = read_answer(question, path, data)
    return found


def read_answer(question: Asked, path: str, data: Typed) -> Any:
    """Return the answer to one question."""
    if question.kind in MANY:
        return _chosen(question, data.getlist(path))
    if question.kind in ROWS:
        return _rows(question, path, data)
    return read(question.kind, _first(data, path))


def wants_more(data: Typed) -> bool:
    """Tell whether rows were added or removed: the person comes back to the same page."""
    return bool(data.getlist("add") or data.getlist("remove"))


def _first(data: Typed, path: str) -> str:
    return next(iter(data.getlist(path)), "")


def _chosen(question: Asked, sent: Sequence[str]) -> list[str]:
    """In the order of the options; what is none of them stays, to be complained about."""
    order = {value: place for place, (value, _label) in enumerate(options(question))}
    unique = dict.fromkeys(clean(one) for one in sent if one.strip())
    return sorted(unique, key=lambda one: order.get(one, len(order)))


def _rows(question: Asked, path: str, data: Typed) -> list[dict[str, Any]]:
    asked = columns(question)
    removed = {name for name in data.getlist("remove") if name.startswith(f"{path}.")}
    rows = [
        {column.key: read(column.kind, _first(data, f"{path}.{number}.{column.key}")) for column in asked}
        for number in _numbers(path, data)
        if f"{path}.{number}" not in removed
    ]
    rows = [row for row in rows if not is_empty(row)]
    if path in data.getlist("add"):
        rows.append({column.key: "" for column in asked})
    return rows


def _numbers(path: str, data: Typed) -> list[int]:
    pattern = re.compile(re.escape(path) + r"\.(\d{1,4})\.")
    found = {int(match[1]) for name in data.keys() if (match := pattern.match(name))}  # noqa: SIM118 - no mapping
    return sorted(found)[:MOST_ROWS]
