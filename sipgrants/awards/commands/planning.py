"""The plan at the amount awarded: written by the Party, approved by an officer, then frozen for the agreement."""

from typing import Any
from uuid import UUID

from sipgrants.awards.commands.offering import MANAGERS
from sipgrants.awards.commands.telling import tell
from sipgrants.awards.models import Award
from sipgrants.core import audit, clock
from sipgrants.core.db import command, find
from sipgrants.core.errors import Conflict, NotFound, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import OFFICER, Actor
from sipgrants.plans import commands as plans
from sipgrants.plans import queries as plan_queries
from sipgrants.plans.framework import PlanRules
from sipgrants.plans.models import Plan, PlanChange
from sipgrants.rounds import queries as rounds
from sipgrants.rounds.models import Round


def plan_of(award: Award) -> Plan:
    """Return the award's plan; Conflict where it has none yet."""
    if award.plan_id is None:
        raise Conflict(msg("This award has no plan."))
    return plan_queries.whole(award.plan_id)


def rules_of(award: Award, round_: Round | None) -> PlanRules | None:
    """Return the rules of the round for the plan; none for an award from before this system."""
    return rounds.plan_rules(round_) if round_ is not None and round_.past is None else None


def plan_problems(award: Award, round_: Round | None) -> dict[str, list[Problem]]:
    """Return what keeps the plan from being submitted, by part; the total equals the amount awarded."""
    months = round_.longest_months if round_ is not None and round_.past is None else None
    return plan_queries.problems(plan_of(award), rules_of(award, round_), award.amount, months, least_risks=1)


def may_write(award: Award, by: Actor) -> bool:
    """Tell whether `by` may write on the plan now."""
    return machine.possible(award, "award.revise_plan", by) and award.plan_submitted_at is None


@command
def save_plan(
    award: Award, part: str, content: Any, *, by: Actor, marks: str | None = None, page: str | None = None
) -> Plan:
    """Keep a part of the plan as it was typed, while the plan is with the Party."""
    _begin_writing(award, by)
    return plans.save_part(plan_of(award), part, content, by=by, marks=marks, page=page)


@command
def merge_plan(
    award: Award, part: str, content: Any, *, by: Actor, marks: str | None = None, page: str | None = None
) -> plans.PartSaved:
    """The same while somebody types: a row that two changed is told, everything else is saved."""
    _begin_writing(award, by)
    return plans.merge_part(plan_of(award), part, content, by=by, marks=marks, page=page)


@command
def put_back(award: Award, *, by: Actor, change_id: UUID) -> None:
    """Put an earlier row of the plan back while the plan is with the Party; what stands there now is kept."""
    rights.demand(by, "award.put_back", award)
    _begin_writing(award, by)
    change, plan = find(PlanChange, change_id), plan_of(award)
    if change.plan_id != plan.id:
        raise NotFound()
    plans.put_back(plan, change, by=by)
    audit.record("award.put_back", award, by, part=change.part, change=change.id)


def _begin_writing(award: Award, by: Actor) -> None:
    rights.demand(by, "award.revise_plan", award)
    if not may_write(award, by):
        raise Conflict(msg("The plan is not open for writing now."))
    if award.plan_id is None:
        award.plan_id = plans.start(by=by).id


@command
def revise_plan(award: Award, *, by: Actor, round_: Round | None = None) -> None:
    """Submit the plan at the amount awarded for approval; refused with every gap that is left."""
    machine.move(award, "award.revise_plan", by=by)
    if award.plan_submitted_at is not None:
        raise Conflict(msg("The plan was submitted already."))
    found = plan_problems(award, round_)
    require([Problem(f"{part}.{one.field}", one.message) for part, parts in found.items() for one in parts])
    award.plan_submitted_at = clock.now()
    tell(award, "revise_plan", OFFICER)


@command
def approve_plan(award: Award, *, by: Actor) -> None:
    """Approve the plan: it is frozen and becomes an annex of the agreement."""
    machine.move(award, "award.approve_plan", by=by)
    _check_with_officer(award)
    plans.freeze(plan_of(award), by=by)
    award.plan_approved_at, award.plan_note = clock.now(), ""
    tell(award, "approve_plan", MANAGERS)


@command
def return_plan(award: Award, *, by: Actor, reason: str) -> None:
    """Return the plan with what is to be changed; one approved already opens again as a copy until somebody has signed."""
    machine.move(award, "award.return_plan", by=by, reason=reason)
    require([] if reason.strip() else [Problem("reason", msg("Say what is to be changed."))])
    if award.plan_submitted_at is None:
        raise Conflict(msg("The plan is with the Party."))
    if award.signed_by_party_on or award.signed_by_secretariat_on:
        raise Conflict(msg("The agreement is signed: its annexes cannot change."))
    if award.plan_approved_at is not None:
        award.plan_id = plans.copy(plan_of(award), by=by).id
    award.plan_submitted_at = award.plan_approved_at = None
    award.plan_note = reason.strip()
    tell(award, "return_plan", MANAGERS, reason=reason)


def _check_with_officer(award: Award) -> None:
    if award.plan_submitted_at is None:
        raise Conflict(msg("The Party has not submitted the plan yet."))
    if award.plan_approved_at is not None:
        raise Conflict(msg("The plan is approved already."))
