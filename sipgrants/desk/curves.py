"""Planned against paid against reported over time: dated amounts become points of sums. Pure; US$ minor units."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

MOST_POINTS = 16  # rows of the table beside the curve; today comes on top
Movement = tuple[date, int]


@dataclass(frozen=True, slots=True)
class Point:
    """The sums at the end of a day. What lies in the future has no payments and no spending yet: None."""

    day: date
    planned: int
    paid: int | None
    reported: int | None


def points(
    planned: Iterable[Movement], paid: Iterable[Movement], reported: Iterable[Movement], today: date
) -> list[Point]:
    """Return the sums at the ends of quarters (of half-years, of years, where there would be too many), and today's.

    The first point is the end of the period before anything moved, so that a curve begins at nothing.
    """
    sums = [_summed(one) for one in (planned, paid, reported)]
    days = [day for one in sums for day in one[0]]
    if not days:
        return []
    return [
        Point(
            day,
            _at(sums[0], day),
            _at(sums[1], day) if day <= today else None,
            _at(sums[2], day) if day <= today else None,
        )
        for day in _days(min(days), max(days), today)
    ]


Sums = tuple[list[date], list[int]]


def _summed(movements: Iterable[Movement]) -> Sums:
    kept = sorted(movements)
    return [day for day, _minor in kept], list(accumulate(minor for _day, minor in kept))


def _at(sums: Sums, day: date) -> int:
    place = bisect_right(sums[0], day)
    return sums[1][place - 1] if place else 0


def _days(first: date, last: date, today: date) -> Sequence[date]:
    last = max(last, today)
    for months in (3, 6, 12, 24, 60):
        found = list(_ends(first, last, months))
        if len(found) <= MOST_POINTS:
            break
    return sorted({*found, today})


def _ends(first: date, last: date, months: int) -> Iterator[date]:
    """Yield the ends of periods, from the one before `first` to that in which `last` lies."""
    begun = first.year * 12 + (first.month - 1) // months * months if months <= 12 else first.year * 12
    for month in range(begun, last.year * 12 + last.month + months, months):
        end = date(month // 12, month % 12 + 1, 1) - timedelta(1)
        yield end
        if end >= last:
            return
