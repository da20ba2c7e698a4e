"""Saving a part of a plan as it was typed, alone or beside colleagues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sipgrants.core.audit import Acting
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Stale
from sipgrants.core.i18n import msg
from sipgrants.plans import merging, queries, tracing
from sipgrants.plans.commands import recording
from sipgrants.plans.commands.rows import PARTS
from sipgrants.plans.content import Row, mark
from sipgrants.plans.merging import Clash, Merged
from sipgrants.plans.models import Plan

# An activity that goes takes its row of the workplan with it, and leaves lines of the budget without one.
BESIDE = {"framework": ("workplan", "budget")}


@command
def save_part(
    plan: Plan,
    part: str,
    content: list[Row],
    *,
    by: Acting,
    marks: str | None = None,
    page: str | None = None,
) -> Plan:
    """Keep a part of the plan as it was typed, right or wrong, together with the rows that colleagues changed since the
    page was opened (`marks`: what the page carried; `page`: which window it is). Stale where both changed one row:
    nothing is saved then; a frozen plan refuses.
    """
    saving = Saving.of(plan, part, content, by, marks, page)
    if saving.merged.clashes:
        raise Stale()
    saving.keep()
    saving.note(queries.content(plan, part))
    return plan


@command
def merge_part(
    plan: Plan,
    part: str,
    content: list[Row],
    *,
    by: Acting,
    marks: str | None = None,
    page: str | None = None,
) -> PartSaved:
    """The same while somebody types: everything is saved but the rows that two changed; there what was typed is kept aside,
    and both texts come back.
    """
    saving = Saving.of(plan, part, content, by, marks, page)
    saving.set_aside()
    saving.keep()
    kept = queries.content(plan, part)
    known = saving.note(kept)
    return PartSaved(tuple(saving.merged.clashes), known, known.startswith("-") and not saving.merged.clashes)


@dataclass(frozen=True)
class PartSaved:
    """What a save by the way did: what two changed, the marks of what the page has seen by now, whether a colleague's
    rows are there that the page does not show yet.
    """

    clashes: tuple[Clash, ...]
    marks: str
    is_newer: bool


@dataclass
class Saving:
    """One save of one part: what was typed, what is there, and the two together."""

    plan: Plan
    part: str
    typed: list[Row]
    now: list[Row]
    merged: Merged
    base: merging.Base
    by: Acting
    page: str | None

    @classmethod
    def of(
        cls, plan: Plan, part: str, content: list[Row], by: Acting, marks: str | None, page: str | None
    ) -> Saving:
        """Lock the plan and put what was typed beside what is there."""
        session().refresh(plan, with_for_update={"of": Plan})
        if plan.frozen_at is not None:
            raise Conflict(msg("This plan is frozen: it belongs to a version that was handed in."))
        now = queries.content(plan, part)
        typed = merging.identified(plan.id, part, content, now)
        last = plan.touched.get(part, {})
        is_own = page is not None and last.get("page") == page
        wholes, base = merging.read(marks, last.get("seen") if is_own else None)
        # Nobody else was here since: what was typed stands as it is.
        is_alone = marks is None or mark(part, now) in wholes
        merged = Merged(typed) if is_alone else merging.merge(part, base, typed, now)
        return cls(plan, part, typed, now, merged, base, by, page)

    def keep(self) -> None:
        """Write the rows, and what became of each by this hand."""
        rows = self.merged.rows
        if mark(self.part, rows) == mark(self.part, self.now) and not _has_new(rows):
            return
        beside = {part: queries.content(self.plan, part) for part in BESIDE.get(self.part, ())}
        numbers = {str(one.id): number for number, one in queries.activities(self.plan)}
        PARTS[self.part](self.plan, rows)
        self.plan.revision += 1
        self._remember({"page": self.page})
        made = {self.part: tracing.steps(self.part, self.now, rows, numbers)}
        for part, before in beside.items():
            made[part] = tracing.steps(part, before, queries.content(self.plan, part), numbers)
        recording.record(self.plan, made, by=self.by, page=self.page)

    def note(self, kept: list[Row]) -> str:
        """Return the marks of what this window has seen by now, and keep them: the answer may be lost on the line."""
        known = merging.seen_by_now(self.part, self.base, self.typed, kept)
        last = self._last()
        if self.page is not None and last.get("page") == self.page and last.get("seen") != known:
            self._remember({**last, "seen": known})
        return known

    def _last(self) -> dict[str, Any]:
        """Who saved this part last, in which window."""
        return self.plan.touched.get(self.part, {})

    def _remember(self, last: dict[str, Any]) -> None:
        self.plan.touched = {**self.plan.touched, self.part: last}
        session().flush()

    def set_aside(self) -> None:
        """Keep what was typed where a colleague was faster."""
        if self.merged.clashes:
            recording.set_aside(self.plan, self.part, self.typed, self.merged.clashes, by=self.by)


def _has_new(rows: list[Row]) -> bool:
    """An empty row that was asked for is nothing yet, but it has to be there when the page comes back."""
    return any(one.get("is_new") or _has_new(_below(one)) for one in rows)


def _below(row: Row) -> list[Row]:
    return [
        one for value in row.values() if isinstance(value, list) for one in value if isinstance(one, dict)
    ]
