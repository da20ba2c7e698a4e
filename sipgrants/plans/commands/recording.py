"""Keeping who changed which row of a plan, from what to what. Typing on in one sitting is one change."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from sipgrants.core import clock
from sipgrants.core.audit import Acting
from sipgrants.core.db import session
from sipgrants.plans import tracing
from sipgrants.plans.content import Row
from sipgrants.plans.merging import Clash, texts
from sipgrants.plans.models import Plan, PlanChange
from sipgrants.plans.tracing import Step, ids
from sipgrants.questionnaires.keeping_commands import SITTING


def record(plan: Plan, made: Mapping[str, Sequence[Step]], *, by: Acting, page: str | None) -> None:
    """Keep what became of rows, by part: at most four statements, however many rows."""
    parts = [part for part, steps in made.items() if steps]
    if not parts:
        return
    lately = _lately(plan.id, parts, by.person_id, page)
    new, further, undone = [], [], []
    for part in parts:
        for step in made[part]:
            known = next((row for row in lately if _goes_on(row, part, step)), None)
            if known is None:
                new.append(_change(plan.id, part, step, by.person_id, page))
            elif known.before == step.after:
                undone.append(known.id)
            else:
                further.append({"id": known.id, "after": step.after, "changed_at": clock.now()})
    session().add_all(new)
    if further:
        session().execute(update(PlanChange), further)
    if undone:
        session().execute(delete(PlanChange).where(PlanChange.id.in_(undone)))
    session().flush()


def _lately(plan_id: UUID, parts: list[str], person_id: UUID | None, page: str | None) -> Sequence[Any]:
    """What this hand did to the parts just now; nobody goes on with what has no author."""
    if person_id is None:
        return ()
    columns = (PlanChange.id, PlanChange.part, PlanChange.keys, PlanChange.before, PlanChange.after)
    wanted = select(*columns).where(
        PlanChange.plan_id == plan_id,
        PlanChange.part.in_(parts),
        PlanChange.changed_by == person_id,
        PlanChange.page == page,
        ~PlanChange.is_set_aside,
        PlanChange.changed_at > clock.now() - SITTING,
    )
    return session().execute(wanted.order_by(PlanChange.changed_at.desc())).all()


def _goes_on(row: Any, part: str, step: Step) -> bool:
    same = row.part == part and not ids(row.keys).isdisjoint(ids(step.keys))
    return same and tracing.is_typed_on(step, row.before, row.after)


def _change(plan_id: UUID, part: str, step: Step, who: UUID | None, page: str | None) -> PlanChange:
    return PlanChange(
        plan_id=plan_id,
        part=part,
        kind=step.place.kind,
        number=step.place.number,
        keys=step.keys,
        above=step.place.above,
        before=step.before,
        after=step.after,
        changed_by=who,
        page=page,
    )


def set_aside(plan: Plan, part: str, typed: Sequence[Row], clashes: Iterable[Clash], *, by: Acting) -> None:
    """Keep what was typed in rows where a colleague was faster; typed on, it stays one text."""
    there = _aside(plan.id, part, by.person_id)
    places = {one: place for place in tracing.placed(part, typed) for one in place.ids}
    for one in clashes:
        place = next(places[key] for key in ids(one.keys) if key in places)
        row = texts(place.shape, one.mine)
        known = next((kept for kept in there if ids(kept.keys) & ids(one.keys)), None)
        if known and all(
            str(row.get(name) or "").startswith(str(text)) for name, text in known.before.items()
        ):
            known.before, known.changed_at = row, clock.now()
        else:
            step = Step(place, one.keys, row, {})
            kept = _change(plan.id, part, step, by.person_id, None)
            kept.is_set_aside = True
            session().add(kept)


def _aside(plan_id: UUID, part: str, person_id: UUID | None) -> Sequence[PlanChange]:
    wanted = select(PlanChange).where(
        PlanChange.plan_id == plan_id,
        PlanChange.part == part,
        PlanChange.changed_by == person_id,
        PlanChange.is_set_aside,
        PlanChange.changed_at > clock.now() - SITTING,
    )
    return session().scalars(wanted.order_by(PlanChange.changed_at.desc())).all()
