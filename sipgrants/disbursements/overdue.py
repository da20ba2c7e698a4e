"""Which refunds are overdue: what came settles the oldest first. Pure.

Programme rule (section 4): "Overdue refunds are chased". A disallowance after the closure is due at once, like any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Overdue:
    """US$ minor units that should have come by now, and the day by which the oldest of them should have."""

    minor: int
    since: date


def overdue(movements: Iterable[tuple[date, int]], days: int, today: date) -> Overdue | None:
    """Return what is overdue of one award; None where nothing is.

    `movements`: (day, minor) of refunds receivable: positive what became due, negative what came or was written off.
    `days`: how long a Party has.
    """
    kept = list(movements)
    settled = -sum(minor for _day, minor in kept if minor < 0)
    late, first = 0, None
    for day, minor in sorted(one for one in kept if one[1] > 0):
        left = max(minor - settled, 0)
        settled = max(settled - minor, 0)
        by = day + timedelta(days)
        if left and by < today:
            late, first = late + left, first or by
    return Overdue(late, first) if first is not None else None
