"""Putting an earlier row of a plan back in its place."""

from sipgrants.core.audit import Acting
from sipgrants.core.db import command
from sipgrants.core.errors import Conflict
from sipgrants.core.i18n import msg
from sipgrants.plans import tracing
from sipgrants.plans.commands.saving import Saving
from sipgrants.plans.merging import Merged
from sipgrants.plans.models import Plan, PlanChange


@command
def put_back(plan: Plan, change: PlanChange, *, by: Acting) -> None:
    """Put a row back as it was before a change, or as it was typed while a colleague was faster: its texts where the row is
    there, else the whole row. What stands there now is kept in turn; a frozen plan refuses. (The room that owns the plan
    records it.)
    """
    saving = Saving.of(plan, change.part, [], by, None, None)
    place = tracing.kept_place(change)
    rows = tracing.put_back(change.part, saving.now, place) if change.before and place else None
    if rows is None:
        raise Conflict(msg("The row above this one was removed: put that one back first."))
    saving.merged = Merged(rows)
    saving.keep()
