"""Rewriting the plan on a copy, before a change is asked for or after it came back."""

from typing import Any
from uuid import UUID

from sipgrants.awards.models import Award
from sipgrants.changes import kinds, queries
from sipgrants.changes.models import Change, ChangeDraft
from sipgrants.core import audit
from sipgrants.core.db import command, find, session
from sipgrants.core.errors import Conflict, NotFound
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.plans import commands as plans
from sipgrants.plans import queries as plan_queries
from sipgrants.plans.models import Plan, PlanChange


@command
def start(award: Award, *, by: Actor, kind: str) -> ChangeDraft:
    """Open a copy of the agreed plan to be rewritten; the agreed one stays as it is."""
    rights.demand(by, "change.propose", award)
    check_running(award)
    if kind not in kinds.PARTS or award.plan_id is None:
        raise NotFound()
    if queries.draft_of(award.id) is not None:
        raise Conflict(msg("A plan of this award is being rewritten already."))
    if queries.open_of_kind(award.id, kind) is not None:
        raise Conflict(msg("A change of the plan was asked for already: it is decided first."))
    return copy(award, kind, award.plan_id, by)


def copy(award: Award, kind: str, plan_id: Any, by: Actor, change: Change | None = None) -> ChangeDraft:
    """Make the draft, inside a command."""
    plan = plans.copy(plan_queries.whole(plan_id), by=by)
    row = ChangeDraft(
        award_id=award.id,
        kind=kind,
        plan_id=plan.id,
        change_id=change.id if change else None,
        started_by=by.person_id,
    )
    session().add(row)
    session().flush()
    audit.record("change.draft", award, by, kind=kind, plan=plan.id)
    return row


@command
def save_part(
    draft: ChangeDraft,
    part: str,
    content: Any,
    *,
    by: Actor,
    marks: str | None = None,
    page: str | None = None,
) -> Plan:
    """Keep a part of the rewritten plan as it was typed, right or wrong."""
    _demand(draft, part, by)
    return plans.save_part(plan_queries.whole(draft.plan_id), part, content, by=by, marks=marks, page=page)


@command
def merge_part(
    draft: ChangeDraft,
    part: str,
    content: Any,
    *,
    by: Actor,
    marks: str | None = None,
    page: str | None = None,
) -> plans.PartSaved:
    """The same while somebody types: a row that two changed is told, everything else is saved."""
    _demand(draft, part, by)
    return plans.merge_part(plan_queries.whole(draft.plan_id), part, content, by=by, marks=marks, page=page)


@command
def put_back(draft: ChangeDraft, *, by: Actor, change_id: UUID) -> None:
    """Put an earlier row of the rewritten plan back; what stands there now is kept."""
    rights.demand(by, "change.put_back", draft)
    change = find(PlanChange, change_id)
    if change.plan_id != draft.plan_id:
        raise NotFound()
    _demand(draft, change.part, by)
    plans.put_back(plan_queries.whole(draft.plan_id), change, by=by)
    audit.record("change.put_back", draft.award, by, part=change.part, change=change.id)


def _demand(draft: ChangeDraft, part: str, by: Actor) -> None:
    rights.demand(by, "change.propose", draft)
    if part not in kinds.PARTS[draft.kind]:
        raise NotFound()


@command
def discard(draft: ChangeDraft, *, by: Actor) -> None:
    """Give the rewritten plan up; the agreed one goes on."""
    rights.demand(by, "change.propose", draft)
    audit.record("change.discard", draft.award, by, kind=draft.kind, plan=draft.plan_id)
    session().delete(draft)


def check_running(award: Award) -> None:
    """Refuse a change of an award that does not run."""
    if award.state not in queries.RUNNING:
        raise Conflict(msg("Only an award that is active or suspended can be changed."))
