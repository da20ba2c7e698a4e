"""Numbered pages of a list: two statements, however long it is."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select

from sipgrants.core.db import session

T = TypeVar("T")
SIZE = 25


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list: its rows, its number (from 1), how many rows and pages there are in all."""

    rows: list[T]
    number: int
    total: int
    size: int = SIZE

    @property
    def pages(self) -> int:
        """Return the number of pages (at least one)."""
        return max(1, -(-self.total // self.size))


def part(rows: list[T], number: int = 1, size: int = SIZE) -> Page[T]:
    """Return page `number` of rows that are in memory already."""
    chosen = min(max(1, number), max(1, -(-len(rows) // size)))
    return Page(rows[(chosen - 1) * size : chosen * size], chosen, len(rows), size)


def paginate(query: Select[Any], number: int = 1, size: int = SIZE) -> Page[Any]:
    """Return page `number` of the records that `query` selects; a number out of range becomes the nearest page."""
    bare = query.order_by(None).subquery()
    total = session().scalar(select(func.count()).select_from(bare)) or 0
    last = max(1, -(-total // size))
    chosen = min(max(1, number), last)
    rows = session().scalars(query.limit(size).offset((chosen - 1) * size)).unique().all()
    return Page(list(rows), chosen, total, size)
