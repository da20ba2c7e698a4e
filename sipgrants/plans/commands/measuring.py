"""Deciding for which measure an indicator counts when projects are added up."""

from collections.abc import Mapping
from uuid import UUID

from sipgrants.core import audit
from sipgrants.core.db import command, session
from sipgrants.core.errors import Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.plans import measure_queries
from sipgrants.plans.measure_models import IndicatorMeasure
from sipgrants.plans.measuring import How, Measure

Choice = tuple[str, str]


@command
def set_measures(chosen: Mapping[UUID, Choice], *, by: Actor) -> int:
    """Let indicators (by their first ancestor) count for a measure, or for none (""); returns how many were changed.

    The sums over the portfolio change at once; no plan and no report does.
    """
    rights.demand(by, "indicator.measure")
    require([problem for measure, how in chosen.values() for problem in _problems(measure, how)][:1])
    known = measure_queries.measures()
    changed = 0
    for root, (measure, how) in chosen.items():
        row = known.get(root)
        before = (row.measure, row.how) if row else None
        if before == (measure, how):
            continue
        if row is None:
            row = IndicatorMeasure(origin_id=root)
            session().add(row)
        row.measure, row.how, row.changed_by = measure, how, by.person_id
        session().flush()
        audit.record("indicator.measure", row, by, indicator=root, changed=[before, (measure, how)])
        changed += 1
    return changed


def _problems(measure: str, how: str) -> list[Problem]:
    if measure in {"", *Measure} and how in set(How):
        return []
    return [Problem("measure", msg("Choose for what the indicator counts, and what of it is added."))]
