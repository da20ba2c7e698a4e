"""What a project owes and when: reports, statements and inventories, from the agreement's start and end.

Programme rule (section 3, Report) [usual]: "progress (half-yearly: 31 January, 31 July), expenditure (with
it), inventory of non-expendable equipment (yearly ...), final report and final statement ... (60 days after
the end)".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FINAL_DAYS = 60


class DueKind(StrEnum):
    """The kinds of report."""

    PROGRESS = "progress"
    EXPENDITURE = "expenditure"
    INVENTORY = "inventory"
    FINAL = "final"
    STATEMENT = "statement"


LAST = frozenset({DueKind.FINAL, DueKind.STATEMENT})


@dataclass(frozen=True, slots=True)
class Due:
    """One report that is owed, for a period (both days included), on a day."""

    kind: DueKind
    period_from: date
    period_to: date
    due_on: date

    @property
    def key(self) -> str:
        """What stays the same when the end of the agreement moves: `progress:2026-07-01`, `final`."""
        return self.kind.value if self.kind in LAST else f"{self.kind.value}:{self.period_from.isoformat()}"


def schedule(start: date, end: date, final_days: int = FINAL_DAYS) -> list[Due]:
    """Everything owed under an agreement that runs from `start` to `end`, both included, in order of the
    day.

    Every half-year that ends before the agreement does has a progress and an expenditure report; the
    half-year in which it ends is covered by the final report and statement. Equipment is listed at the end
    of every year and, with the final report, of the project. ValueError where the end lies before the
    start.
    """
    if end < start:
        raise ValueError("an agreement ends after it starts")
    found = []
    for first, last in _half_years(start, end):
        due_on = _after_half_year(last)
        found += [Due(kind, first, last, due_on) for kind in (DueKind.PROGRESS, DueKind.EXPENDITURE)]
        if last.month == 12:
            found.append(Due(DueKind.INVENTORY, max(start, date(last.year, 1, 1)), last, due_on))
    return sorted(found + _last(start, end, final_days), key=lambda due: due.due_on)


@dataclass(frozen=True, slots=True)
class Shift:
    """What an amendment does to the dues: `moved` are (before, after)."""

    kept: tuple[Due, ...]
    moved: tuple[tuple[Due, Due], ...]
    added: tuple[Due, ...]
    dropped: tuple[Due, ...]


def shifted(
    present: Iterable[Due],
    start: date,
    end: date,
    settled: Collection[str] = (),
    final_days: int = FINAL_DAYS,
) -> Shift:
    """The dues after a change of the agreement's dates. `settled`: keys of those submitted, accepted or
    waived, which are never touched, whatever the new dates would say. Where a period stays, its day stays: an earlier
    change may have moved it.

    Programme rule (section 3, Change): "then dates, instalments, budget lines and annex move in one step".
    """
    before = {due.key: due for due in present}
    after = {due.key: due for due in schedule(start, end, final_days)}
    kept, moved, dropped = [], [], []
    for key, due in before.items():
        if key in settled or (key in after and _period(after[key]) == _period(due)):
            kept.append(due)
        elif key in after:
            moved.append((due, after[key]))
        else:
            dropped.append(due)
    added = tuple(due for key, due in after.items() if key not in before)
    return Shift(tuple(kept), tuple(moved), added, tuple(dropped))


def _period(due: Due) -> tuple[date, date]:
    return due.period_from, due.period_to


def ended_early(
    present: Iterable[Due], ended_on: date, settled: Collection[str] = (), final_days: int = FINAL_DAYS
) -> Shift:
    """The dues of a terminated agreement: as if it had been made to end on that day."""
    dues = tuple(present)
    return shifted(dues, min(due.period_from for due in dues), ended_on, settled, final_days)


def is_overdue(due: Due, today: date) -> bool:
    """Whether the day has passed; what is settled is not asked here."""
    return due.due_on < today


def _half_years(start: date, end: date) -> Iterator[tuple[date, date]]:
    """The half-years that end before the agreement does, cut at its start."""
    first = start
    last = date(start.year, 6, 30) if start.month <= 6 else date(start.year, 12, 31)
    while last < end:
        yield first, last
        first = last + timedelta(1)
        last = date(first.year, 6, 30) if first.month <= 6 else date(first.year, 12, 31)


def _after_half_year(last: date) -> date:
    return date(last.year, 7, 31) if last.month == 6 else date(last.year + 1, 1, 31)


def _last(start: date, end: date, final_days: int) -> list[Due]:
    due_on = end + timedelta(final_days)
    year = max(start, date(end.year, 1, 1))
    return [
        Due(DueKind.FINAL, start, end, due_on),
        Due(DueKind.STATEMENT, start, end, due_on),
        Due(DueKind.INVENTORY, year, end, due_on),
    ]
