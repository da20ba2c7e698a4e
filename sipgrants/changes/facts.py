"""What earlier stages ask about changes and equipment, by name."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from sipgrants.awards.models import Award
from sipgrants.changes import assets_queries
from sipgrants.changes.models import Change
from sipgrants.changes.queries import OPEN, RUNNING
from sipgrants.core.db import session
from sipgrants.lifecycle.rights import fact
from sipgrants.lifecycle.states import ChangeState


@fact("award.open_changes")
def open_changes(award_id: UUID) -> tuple[str, ...]:
    """Return the references of an award's changes that are neither decided nor in force."""
    query = select(Change).where(Change.award_id == award_id, Change.state.in_(OPEN)).order_by(Change.number)
    return tuple(one.reference for one in session().scalars(query))


@fact("award.equipment")
def equipment(award_id: UUID) -> assets_queries.Equipment:
    """Return what was agreed of an award's equipment, and what is left to be agreed."""
    return assets_queries.equipment(award_id)


@fact("instalments.moved")
def moved() -> Mapping[UUID, str]:
    """Return the instalments whose days an approved change moves, with its reference: until both have signed they wait.
    Once the award does not run any more, no change comes into force.
    """
    query = select(Change).join(Change.award)
    query = query.where(Change.state == ChangeState.APPROVED, Award.state.in_(RUNNING))
    wanted = {
        (one.award_id, row["number"]): one.reference
        for one in session().scalars(query)
        for row in one.instalments
    }
    if not wanted:
        return {}
    awards = select(Award).where(Award.id.in_({award for award, _number in wanted}))
    return {
        one.id: wanted[award.id, one.number]
        for award in session().scalars(awards).unique()
        for one in award.instalments
        if (award.id, one.number) in wanted
    }
