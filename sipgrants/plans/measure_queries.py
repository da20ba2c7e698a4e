"""The indicators of plans, and what they count for."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from sipgrants.core.db import session
from sipgrants.plans.measure_models import IndicatorMeasure
from sipgrants.plans.models import Indicator, Outcome, Output


@dataclass(frozen=True)
class Placed:
    """An indicator of a plan under its first ancestor."""

    root: UUID
    plan_id: UUID
    text: str
    unit: str
    target: str


def indicators(plan_ids: Iterable[UUID]) -> list[Placed]:
    """Return the indicators of plans, in the order of each plan, in one statement."""
    query = (
        select(Indicator, Outcome.plan_id)
        .outerjoin(Output, Output.id == Indicator.output_id)
        .join(Outcome, Outcome.id == func.coalesce(Indicator.outcome_id, Output.outcome_id))
        .where(Outcome.plan_id.in_(list(plan_ids)))
        .order_by(Outcome.plan_id, Outcome.position, Output.position, Indicator.position)
    )
    return [
        Placed(one.root, plan_id, one.text, one.unit, one.target) for one, plan_id in session().execute(query)
    ]


def measures() -> dict[UUID, IndicatorMeasure]:
    """Return what was decided, by the first ancestor of the indicator."""
    return {row.origin_id: row for row in session().scalars(select(IndicatorMeasure))}
