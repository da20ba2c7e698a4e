"""Who changed which row of a plan when, from what to what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.accounts.models import Person
from sipgrants.core.db import session
from sipgrants.plans import naming, queries, tracing
from sipgrants.plans.content import PARTS, Row, Shape
from sipgrants.plans.merging import Clash, texts
from sipgrants.plans.models import Plan, PlanChange
from sipgrants.plans.tracing import SHORT, Placed, ids
from sipgrants.questionnaires.pages import Other
from sipgrants.questionnaires.trace_queries import Field, Told
from sipgrants.questionnaires.wording import Piece, beginning, pieces

SECTION = "plan-"  # before the name of a part: sections of forms are called alike


@dataclass(frozen=True)
class RowTrace:
    """One change of one row, without its texts."""

    id: UUID
    at: datetime
    by: UUID | None


def authors(plan: Plan, part: str, clashes: Iterable[Clash], person_id: UUID | None) -> dict[str, Other]:
    """Return who wrote what stands in rows that two changed, and when, by how the page names the row: one statement."""
    columns = (PlanChange.keys, PlanChange.changed_by, PlanChange.changed_at, Person.name)
    wanted = select(*columns).outerjoin(Person, Person.id == PlanChange.changed_by)
    wanted = wanted.where(PlanChange.plan_id == plan.id, PlanChange.part == part, ~PlanChange.is_set_aside)
    rows = session().execute(wanted.order_by(PlanChange.changed_at.desc())).all()
    found = {}
    for one in clashes:
        last = next((row for row in rows if ids(row.keys) & ids(one.keys)), None)
        if last is not None:
            own = person_id is not None and last.changed_by == person_id
            found[one.ref] = Other(one.theirs, last.name or "", last.changed_at, own)
    return found


def traces(plan_id: UUID | None, section: str = "") -> list[RowTrace]:
    """Return every change of a plan's rows (of one part, `plan-risks`, where named), newest first: one statement."""
    parts = [part for part in PARTS if section in ("", SECTION + part)]
    if plan_id is None or not parts:
        return []
    wanted = select(PlanChange.id, PlanChange.changed_at, PlanChange.changed_by)
    wanted = wanted.where(PlanChange.plan_id == plan_id, PlanChange.part.in_(parts))
    rows = session().execute(wanted.order_by(PlanChange.changed_at.desc(), PlanChange.created_at.desc()))
    return [RowTrace(*row) for row in rows]


def told(chosen: Sequence[RowTrace], plan: Plan) -> dict[UUID, Told]:
    """Return changes as a page shows them, by their identifier: one statement, however many."""
    wanted = select(PlanChange).where(PlanChange.id.in_([one.id for one in chosen]))
    rows = session().scalars(wanted).all() if chosen else ()
    there = _There(plan) if rows else None
    return {one.id: there.told(one) for one in rows if there}


class _There:
    """The plan as it stands now: what a row is called, and whether an earlier one can be put back."""

    def __init__(self, plan: Plan) -> None:
        numbered = [(number, one) for number, one in queries.activities(plan)]
        self.activities = {str(one.id): f"{number} {one.text}".strip() for number, one in numbered}
        self.content = {part: queries.content(plan, part) for part in PARTS}
        self.places: dict[tuple[str, str], Placed] = {
            (part, one): place
            for part, rows in self.content.items()
            for place in tracing.placed(part, rows)
            for one in place.ids
        }

    def told(self, change: PlanChange) -> Told:
        """Return a change with its texts compared."""
        place = tracing.kept_place(change)
        present = next(
            (self.places[change.part, one] for one in ids(change.keys) if (change.part, one) in self.places),
            None,
        )
        now = texts(present.shape, present.row) if present else {}
        before, after = (now, change.before) if change.is_set_aside else (change.before, change.after)
        is_gone = not after and present is None
        return Told(
            section=SECTION + change.part,
            label=naming.label(change.kind, change.number),
            title=self._title(change),
            at=change.changed_at,
            by=change.changed_by,
            fields=list(self._fields(place.shape if place else None, before, after)),
            back=change.id if place and self._may_be_back(change, place, present, now) else None,
            is_set_aside=change.is_set_aside,
            is_first=not before and not change.is_set_aside,
            is_gone=is_gone,
        )

    def _title(self, change: PlanChange) -> str:
        own = change.after or change.before
        named = {**own, "id": next(iter(ids(change.keys)), "")} if change.part == "workplan" else own
        return naming.title(named, self.activities)

    def _may_be_back(self, change: PlanChange, place: Placed, present: Placed | None, now: Row) -> bool:
        if not change.before:
            return False
        if present is not None:
            return texts(place.shape, change.before) != now
        return tracing.put_back(change.part, self.content[change.part], place) is not None

    def _fields(self, shape: Shape | None, before: Row, after: Row) -> Iterator[Field]:
        for name in dict.fromkeys([*(shape.blank() if shape else ()), *before, *after]):
            was, became = before.get(name), after.get(name)
            if was == became or name in ("id", "lines", "ref"):
                continue
            if shape and name in shape.lists:
                yield Field(pieces=[Piece("gone", "\n".join(_below(shape.lists[name], was or [])))])
            elif name in SHORT or not isinstance(was or became, str):
                shown = (naming.shown(name, one, self.activities) for one in (was, became))
                yield Field(naming.field(name), (), *shown)
            else:
                yield Field(naming.field(name), _compared(was or "", became or "", is_first=not before))


def _compared(was: str, became: str, is_first: bool) -> Sequence[Piece]:
    return beginning(became) if is_first else pieces(was, became)


def _below(shape: Shape, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The texts of rows that went with the one above them."""
    for row in rows:
        yield ", ".join(str(row[name]) for name in shape.texts if row.get(name))
        for name, inner in shape.lists.items():
            yield from _below(inner, row.get(name, ()))
