"""Beginning a plan, copying it, freezing it."""

from typing import TypeVar
from uuid import UUID, uuid4

from sipgrants.core import clock
from sipgrants.core.audit import Acting
from sipgrants.core.db import Record, command, session
from sipgrants.plans.models import Activity, BudgetLine, Indicator, OtherFunding, Outcome, Output, Plan, Risk

R = TypeVar("R", bound=Record)


@command
def start(*, by: Acting) -> Plan:
    """Begin an empty plan."""
    plan = Plan(outcomes=[], lines=[], risks=[], other_funding=[])
    session().add(plan)
    session().flush()
    return plan


@command
def freeze(plan: Plan, *, by: Acting) -> Plan:
    """Make a plan unchangeable for ever. A plan that is frozen stays as it is."""
    plan.frozen_at = plan.frozen_at or clock.now()
    session().flush()
    return plan


@command
def snapshot(plan: Plan, *, by: Acting) -> Plan:
    """Return a frozen copy: what a submitted version points to, while the draft may go on."""
    return freeze(copy(plan, by=by), by=by)


@command
def copy(plan: Plan, *, by: Acting) -> Plan:
    """Return a copy that may be changed; every row knows its first ancestor."""
    ids: dict[UUID, UUID] = {}
    made = Plan(
        copied_from_id=plan.id,
        outcomes=[_copy_outcome(one, ids) for one in plan.outcomes],
        risks=[_like(one, Risk()) for one in plan.risks],
        other_funding=[_like(one, OtherFunding()) for one in plan.other_funding],
    )
    session().add(made)
    session().flush()  # activities stand before the lines that point to them
    made.lines = [_copy_line(line, ids) for line in plan.lines]
    session().flush()
    return made


_OWN = {"id", "created_at", "plan_id", "outcome_id", "output_id", "origin_id", "activity_id"}


def _like(source: R, made: R) -> R:
    """Give `made` what `source` holds, but for whose it is; its first ancestor, where it is followed."""
    for column in source.__mapper__.column_attrs:
        if column.key not in _OWN:
            setattr(made, column.key, getattr(source, column.key))
    root = getattr(source, "root", None)
    if root is not None:
        made.origin_id = root  # type: ignore[attr-defined]
    return made


def _copy_outcome(outcome: Outcome, ids: dict[UUID, UUID]) -> Outcome:
    made = _like(outcome, Outcome())
    made.indicators = [_like(one, Indicator()) for one in outcome.indicators]
    made.outputs = [_copy_output(one, ids) for one in outcome.outputs]
    return made


def _copy_output(output: Output, ids: dict[UUID, UUID]) -> Output:
    made = _like(output, Output())
    made.indicators = [_like(one, Indicator()) for one in output.indicators]
    for activity in output.activities:
        ids[activity.id] = uuid4()
        made.activities.append(_like(activity, Activity(id=ids[activity.id])))
    return made


def _copy_line(line: BudgetLine, ids: dict[UUID, UUID]) -> BudgetLine:
    made = _like(line, BudgetLine())
    made.activity_id = ids[line.activity_id] if line.activity_id else None
    return made
