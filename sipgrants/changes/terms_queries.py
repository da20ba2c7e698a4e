"""What a change does to the terms of the agreement: report dates, instalments, versions; before and after, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from sipgrants.awards import due as rules
from sipgrants.awards import queries as awards
from sipgrants.awards import terms
from sipgrants.awards.models import Award
from sipgrants.changes import due_lines
from sipgrants.changes.due_lines import DueLine
from sipgrants.changes.models import Change
from sipgrants.core.db import session
from sipgrants.core.i18n import Message
from sipgrants.core.money import Money
from sipgrants.fund import queries as fund


def dues(award: Award, ends_on: date | None, days: Mapping[str, date] | None = None) -> list[DueLine]:
    """Return every report of an award as it is and as it would be with another end and these days."""
    present = [awards.pure_due(row) for row in awards.dues(award.id)]
    settled = awards.settled_keys(award)
    end = ends_on or award.ends_on
    if award.starts_on is None or end is None or end < award.starts_on:
        return []
    shift = rules.Shift(tuple(present), (), (), ())
    if ends_on is not None and ends_on != award.ends_on:
        shift = rules.shifted(present, award.starts_on, end, settled, fund.setting("final_days"))
    return due_lines.lines(shift, settled, days or {})


def dues_of(change: Change) -> list[DueLine]:
    """Return the reports whose days a change moves, as it keeps them."""
    return due_lines.read(change.dues)


def days_of(change: Change) -> dict[str, date]:
    """Return the days that a change gives to reports, by key."""
    return {one.key: one.becomes for one in dues_of(change) if one.becomes is not None}


def days_asked(change: Change) -> dict[str, date]:
    """Return the days of reports that were asked for, by key, beside those that follow from the new end by themselves."""
    by_rule = {one.key: one.becomes for one in dues(change.award, change.new_ends_on)}
    return {key: day for key, day in days_of(change).items() if by_rule.get(key) != day}


@dataclass(frozen=True)
class PartLine:
    """An instalment with what it waits for, and its days before and after."""

    number: int
    amount: Money
    state: str
    waits: list[Message]
    was_due_on: date | None
    due_on: date | None
    was_not_before: date | None
    not_before: date | None

    subject_type = "instalment"

    @property
    def moves(self) -> bool:
        """Tell whether a day changes."""
        return (self.was_due_on, self.was_not_before) != (self.due_on, self.not_before)


def parts_of(change: Change) -> list[PartLine]:
    """Return the instalments of the award, cancelled ones aside, with the days that a change gives them."""
    moved = {one["number"]: one for one in change.instalments}
    award = change.award
    return [
        _part(one, moved.get(one.number), award.spent_share)
        for one in award.instalments
        if one.state != "cancelled"
    ]


def _part(one: Any, moved: Mapping[str, Any] | None, share: int) -> PartLine:
    names = ("was_due_on", "due_on", "was_waits_for_day", "waits_for_day")
    days = [_day(moved[name]) for name in names] if moved else None
    found = days or [one.due_on, one.due_on, one.waits_for_day, one.waits_for_day]
    return PartLine(one.number, one.amount, one.state, terms.waits(one, share), *found)


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


# --- versions ---


def next_version(award_id: UUID) -> int:
    """Return which version of the agreement the next change makes: the agreement as it was signed first is version 1."""
    highest = select(func.max(Change.becomes_version)).where(Change.award_id == award_id)
    return (session().scalar(highest) or 1) + 1


def first_plan(award: Award, changes: list[Change]) -> Change | None:
    """Return the change whose `old_plan_id` is the plan of the agreement as it was signed first; None: it still counts."""
    touched = [one for one in changes if one.state == "in_force" and one.new_plan_id is not None]
    return min(touched, key=lambda one: one.in_force_at or one.proposed_at, default=None)
