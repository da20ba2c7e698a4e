"""What stood in rows of a plan before somebody else put another in its place, and what was set aside."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.accounts.models import Person
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.plans.models import PlanChange

SITTING = timedelta(minutes=10)


@dataclass(frozen=True)
class EarlierRow:
    """A row that is no longer in the plan as it was: what stood in it, who wrote it, until when."""

    row: dict[str, Any]
    name: str
    at: datetime
    is_set_aside: bool


def set_aside(plan_id: UUID, part: str, person_id: UUID | None) -> dict[str, PlanChange]:
    """Return what a person typed lately while colleagues were faster, by the row it was typed in."""
    wanted = select(PlanChange).where(
        PlanChange.plan_id == plan_id,
        PlanChange.part == part,
        PlanChange.changed_by == person_id,
        PlanChange.is_set_aside,
        PlanChange.created_at > clock.now() - SITTING,
    )
    return {str(one.row.get("ref")): one for one in session().scalars(wanted)}


def earlier(plan_id: UUID, part: str, most: int = 200) -> list[EarlierRow]:
    """Return what stood in a part before, and what was set aside, newest first, in one statement."""
    wanted = select(PlanChange, Person.name).outerjoin(Person, Person.id == PlanChange.changed_by)
    wanted = wanted.where(PlanChange.plan_id == plan_id, PlanChange.part == part)
    rows = session().execute(wanted.order_by(PlanChange.created_at.desc()).limit(most))
    return [EarlierRow(one.row, name or "", one.created_at, one.is_set_aside) for one, name in rows]
