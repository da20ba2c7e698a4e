"""A change in force: dates, instalments, plan move in one step. Who decides on changes is the room `changes`."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sipgrants.awards import due as rules
from sipgrants.awards import queries
from sipgrants.awards.commands.agreement import parts_problems, put_parts
from sipgrants.awards.commands.dues import move_dues, put_off
from sipgrants.awards.commands.money import commit
from sipgrants.awards.models import Award
from sipgrants.awards.terms import Part
from sipgrants.core import audit
from sipgrants.core.db import command
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.fund import queries as fund
from sipgrants.lifecycle.actor import Actor


@command
def amend(
    award: Award,
    *,
    by: Actor,
    ends_on: date | None = None,
    plan_id: UUID | None = None,
    parts: Sequence[Part] | None = None,
    due_days: Mapping[str, date] | None = None,
    change: int | None = None,
) -> None:
    """Bring a change into force, inside the command that decides on it: what is given moves, what is not stays.

    `parts`: the instalments that are planned or held, anew; those under way, paid or cancelled stay as they are.
    `due_days`: other days of reports, by the due's key, after the new end has moved what it moves; those with the
    Secretariat, accepted or waived stay.
    """
    if award.state not in ("active", "suspended"):
        raise Conflict(msg("Only an award that runs can be changed."))
    if parts is not None:
        stays = sum(
            one.minor for one in award.instalments if one.state not in ("planned", "held", "cancelled")
        )
        require(parts_problems(award, parts, besides=stays))
        put_parts(award, parts, by=by)
    if ends_on is not None:
        _move_end(award, ends_on, by)
    if due_days:
        put_off(award, due_days, by=by)
    if plan_id is not None:
        award.plan_id = plan_id
    audit.record("award.amend", award, by, ends_on=ends_on, plan=plan_id, change=change)
    commit(award, by=by)


def _move_end(award: Award, ends_on: date, by: Actor) -> None:
    if award.starts_on is None or ends_on <= award.starts_on:
        require([Problem("ends_on", msg("Enter a last day after the first."))])
        return
    present = [queries.pure_due(row) for row in queries.dues(award.id)]
    settled = queries.settled_keys(award)
    move_dues(
        award, rules.shifted(present, award.starts_on, ends_on, settled, fund.setting("final_days")), by=by
    )
    award.ends_on = ends_on
