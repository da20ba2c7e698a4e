"""Which refunds are overdue: what came settles the oldest first. Pure.

Programme rule (section 4): "Overdue refunds are chased". A disallowance after the closure is due at once, like any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Open:
    """A refund or the rest of one: US$ minor units, the day it became due, and the day by which it should come."""

    minor: int
    day: date
    by: date


@dataclass(frozen=True, slots=True)
class Overdue:
    """US$ minor units that should have come by now, and the day by which the oldest of them should have."""

    minor: int
    since: date


def still_due(movements: Iterable[tuple[date, int]], days: int) -> list[Open]:
    """Return what is due of one award, oldest first.

    `movements`: (day, minor) of refunds receivable: positive what became due, negative what came or was written off.
    `days`: how long a Party has.
    """
    kept = list(movements)
    settled = -sum(minor for _day, minor in kept if minor < 0)
    found = []
    for day, minor in sorted(one for one in kept if one[1] > 0):
        left = max(minor - settled, 0)
        settled = max(settled - minor, 0)
        if left:
            found.append(Open(left, day, day + timedelta(days)))
    return found


def overdue(movements: Iterable[tuple[date, int]], days: int, today: date) -> Overdue | None:
    """Return what is overdue of one award; None where nothing is."""
    late = [one for one in still_due(movements, days) if one.by < today]
    return Overdue(sum(one.minor for one in late), late[0].by) if late else None
