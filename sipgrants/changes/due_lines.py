"""Report dates before and after a change, line by line: what the new end moves, and days that the Party asks for. Pure.

Programme rule (section 3, Change): "then dates, instalments, budget lines and annex move in one step". A report that is not
accepted yet may get another day, its period passed or not; one that is with the Secretariat, accepted or waived stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sipgrants.awards.due import Due, Shift
from sipgrants.core.errors import Problem
from sipgrants.core.i18n import msg


@dataclass(frozen=True, slots=True)
class DueLine:
    """One report: its period, the day before (None: new) and the day after (None: not owed any more). `is_settled`: with
    the Secretariat, accepted or waived.
    """

    key: str
    kind: str
    period_from: date
    period_to: date
    was: date | None
    becomes: date | None
    is_settled: bool = False

    @property
    def moves(self) -> bool:
        """Tell whether the day changes."""
        return self.was != self.becomes

    def kept(self) -> dict[str, Any]:
        """Return the line as a change keeps it."""
        return {
            "key": self.key,
            "kind": self.kind,
            "period_from": self.period_from.isoformat(),
            "period_to": self.period_to.isoformat(),
            "was": self.was.isoformat() if self.was else None,
            "becomes": self.becomes.isoformat() if self.becomes else None,
        }


def read(kept: Iterable[Mapping[str, Any]]) -> list[DueLine]:
    """Return the lines that a change keeps."""
    return [
        DueLine(
            one["key"],
            one["kind"],
            date.fromisoformat(one["period_from"]),
            date.fromisoformat(one["period_to"]),
            date.fromisoformat(one["was"]) if one["was"] else None,
            date.fromisoformat(one["becomes"]) if one["becomes"] else None,
        )
        for one in kept
    ]


def lines(shift: Shift, settled: Collection[str], days: Mapping[str, date]) -> list[DueLine]:
    """Return every report by its day. `days`: days asked for, by key; a settled report keeps its own."""
    pairs: list[tuple[Due | None, Due | None]] = [
        *((due, due) for due in shift.kept),
        *shift.moved,
        *((None, due) for due in shift.added),
        *((due, None) for due in shift.dropped),
    ]
    found = [_line(before, after, settled, days) for before, after in pairs]
    return sorted(found, key=lambda one: (one.becomes or one.was or date.max, one.kind))


def _line(
    before: Due | None, after: Due | None, settled: Collection[str], days: Mapping[str, date]
) -> DueLine:
    shown = after or before
    if shown is None:
        raise ValueError("a line has a report")
    shut = shown.key in settled
    becomes = after.due_on if after else None
    if becomes is not None and not shut:
        becomes = days.get(shown.key, becomes)
    was = before.due_on if before else None
    return DueLine(shown.key, str(shown.kind), shown.period_from, shown.period_to, was, becomes, shut)


def day_problems(found: Iterable[DueLine], days: Mapping[str, date], today: date) -> list[Problem]:
    """Return what is wrong with days that were asked for: of a report that is still owed, after its period, not past."""
    by_key = {one.key: one for one in found}
    wrong = []
    for key, day in days.items():
        line = by_key.get(key)
        if line is None or line.becomes is None:
            wrong.append(Problem("dues", msg("This report is not owed.")))
        elif day == line.was:
            continue
        elif line.is_settled:
            text = msg("This report is with the Secretariat, accepted or waived: its day does not move.")
            wrong.append(Problem("dues", text))
        elif day <= line.period_to or day < today:
            text = msg(
                "The report for the period to %(end)s: enter a day after its period, today or later.",
                end=line.period_to,
            )
            wrong.append(Problem("dues", text))
    return wrong
