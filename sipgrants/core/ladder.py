"""The ladder of reminders for anything that waits for a person: some before the day, some after.

The rungs are two settings of the Programme, known by the fact `reminder.rungs`; `LADDER` is their default.

Programme rule (section 3) [ours]: "Reminders 30, 14, 3 days before and 1, 14, 30 days after ... Everything
else that waits for a person ... has the same ladder".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

LADDER = (-30, -14, -3, 1, 14, 30)
"""Rungs in days from the due date; before it they are negative."""


def rung_days(due_on: date, rungs: Sequence[int] = LADDER) -> tuple[tuple[int, date], ...]:
    """Each rung with its day."""
    return tuple((rung, due_on + timedelta(rung)) for rung in sorted(rungs))


def next_day(due_on: date, today: date, rungs: Sequence[int] = LADDER) -> date | None:
    """The day of the next reminder from tomorrow on; None after the last."""
    return next((day for _rung, day in rung_days(due_on, rungs) if day > today), None)


def rung_due(
    due_on: date,
    today: date,
    climbed: Collection[int] = (),
    begun: date | None = None,
    rungs: Sequence[int] = LADDER,
) -> int | None:
    """The rung to remind on today, or None.

    `climbed`: rungs already used. After days without a worker only the latest rung is used: one mail, not
    three. `begun`: the day on which the matter began to wait; rungs before it never count.
    """
    passed = [
        rung for rung, day in rung_days(due_on, rungs) if day <= today and (begun is None or day >= begun)
    ]
    if not passed or (climbed and max(climbed) >= passed[-1]):
        return None
    return passed[-1]
