"""From the data of a request to the content of a part. Pure: anything with `getlist` and keys will do.

Fields are named by their place (`outcomes.0.outputs.1.title`). Four buttons change rows, each by the place it names:
`add` (a list), `remove`, `up`, `down` (a row); a save follows, so nothing typed is lost on the way.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from sipgrants.plans.content import ROOTS, Row, Shape
from sipgrants.questionnaires.texts import clean

MOST_ROWS = 300
_PLACE = re.compile(r"(?P<list>[a-z_.0-9]+?)\.(?P<number>\d{1,4})")


class Typed(Protocol):
    """The data of a form, as a browser sends it."""

    def getlist(self, key: str) -> Sequence[str]: ...
    def keys(self) -> Iterable[str]: ...


def wants_more(data: Typed) -> bool:
    """Tell whether a row was added, removed or moved: the person comes back to the same page."""
    return any(data.getlist(button) for button in ("add", "remove", "up", "down"))


def read_part(part: str, data: Typed) -> list[Row]:
    """Return the rows of a part. Rows with nothing in them are left out, but for one that was asked for just now."""
    name, shape = ROOTS[part]
    return _Reader(data).rows(name, shape)


class _Reader:
    def __init__(self, data: Typed) -> None:
        self.data = data
        self.numbers: dict[str, set[int]] = defaultdict(set)
        for key in data.keys():  # noqa: SIM118 - no mapping
            parts = key.split(".")
            for at, word in enumerate(parts):
                if word.isdecimal() and len(word) <= 4:
                    self.numbers[".".join(parts[:at])].add(int(word))

    def rows(self, path: str, shape: Shape) -> list[Row]:
        """Return the rows of the list at `path`."""
        found = {
            number: self.row(f"{path}.{number}", shape) for number in sorted(self.numbers[path])[:MOST_ROWS]
        }
        order = self._moved(path, [number for number, row in found.items() if not _drop(shape, row)])
        rows = [found[number] for number in order]
        if path in self.data.getlist("add"):
            rows.append({**shape.blank(), "is_new": True})
        return rows

    def row(self, path: str, shape: Shape) -> Row:
        """Return one row, its lists included."""
        return {
            **{name: clean(self._first(f"{path}.{name}")) for name in (*shape.hidden, *shape.texts)},
            **{name: bool(self._first(f"{path}.{name}")) for name in shape.flags},
            **{name: _whole(self.data.getlist(f"{path}.{name}")) for name in shape.numbers},
            **{name: self.rows(f"{path}.{name}", inner) for name, inner in shape.lists.items()},
        }

    def _first(self, key: str) -> str:
        return next(iter(self.data.getlist(key)), "")

    def _moved(self, path: str, numbers: list[int]) -> list[int]:
        """Apply `remove`, `up` and `down` where they name a row of this list."""
        for number in self._named("remove", path):
            numbers = [one for one in numbers if one != number]
        for button, step in (("up", -1), ("down", 1)):
            for number in self._named(button, path):
                if number in numbers and 0 <= numbers.index(number) + step < len(numbers):
                    at = numbers.index(number)
                    numbers[at], numbers[at + step] = numbers[at + step], numbers[at]
        return numbers

    def _named(self, button: str, path: str) -> list[int]:
        places = (_PLACE.fullmatch(place) for place in self.data.getlist(button))
        return [int(place["number"]) for place in places if place and place["list"] == path]


def _drop(shape: Shape, row: Row) -> bool:
    """An empty row goes, unless something was added inside it; a workplan's row belongs to an activity and stays."""
    asked = any(inner.get("is_new") for name in shape.lists for inner in _all(row[name]))
    return shape.is_empty(row) and not asked and not shape.numbers


def _all(rows: list[Row]) -> Iterable[Row]:
    for row in rows:
        yield row
        for inner in row.values():
            if isinstance(inner, list) and inner and isinstance(inner[0], dict):
                yield from _all(inner)


def _whole(typed: Sequence[str]) -> list[int]:
    return sorted({int(one) for one in typed if one.isdecimal() and len(one) <= 3})
