"""Which changes there are, what they would do, and what waits for whom."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from sipgrants.accounts.models import Person, RoleAssignment
from sipgrants.accounts.queries import people_with
from sipgrants.awards.models import Award, Instalment
from sipgrants.changes import kinds
from sipgrants.changes.models import Change, ChangeDraft
from sipgrants.core import clock, db
from sipgrants.core.db import session
from sipgrants.core.errors import NotFound, Problem
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.core.paging import Page, paginate
from sipgrants.fund import queries as fund
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import FOCAL, MANAGERS, OFFICE, OFFICER, TEAM, Actor, RoleName
from sipgrants.lifecycle.states import AwardState, ChangeState
from sipgrants.lifecycle.waiting import Waiting
from sipgrants.plans import comparing
from sipgrants.plans import queries as plans
from sipgrants.plans.models import Plan
from sipgrants.plans.pages import Agreed

OPEN = (ChangeState.PROPOSED, ChangeState.RETURNED, ChangeState.APPROVED)
RUNNING = (AwardState.ACTIVE, AwardState.SUSPENDED)


def find(actor: Actor, change_id: UUID) -> Change:
    """Return a change that `actor` may know of; NotFound otherwise."""
    found = db.find(Change, change_id)
    if not rights.can(actor, "change.read", found):
        raise NotFound()
    return found


def award(actor: Actor, award_id: UUID) -> Award:
    """Return an award of which `actor` may ask for a change; NotFound otherwise."""
    found = db.find(Award, award_id)
    if not rights.can(actor, "change.propose", found):
        raise NotFound()
    return found


def draft(actor: Actor, draft_id: UUID) -> ChangeDraft:
    """Return a draft that `actor` may write; NotFound otherwise."""
    found = db.find(ChangeDraft, draft_id)
    if not rights.can(actor, "change.propose", found):
        raise NotFound()
    return found


def draft_of(award_id: UUID) -> ChangeDraft | None:
    """Return the draft of an award, where there is one."""
    return session().scalar(select(ChangeDraft).where(ChangeDraft.award_id == award_id))


def of_award(award_id: UUID) -> list[Change]:
    """Return the changes of an award, newest first."""
    query = select(Change).where(Change.award_id == award_id).order_by(Change.number.desc())
    return list(session().scalars(query))


def listed(actor: Actor, *, state: str = "", kind: str = "", page: int = 1) -> Page[Change]:
    """Return a page of the changes that `actor` may know of, newest first."""
    query = select(Change).join(Change.award).order_by(Change.proposed_at.desc(), Change.id)
    if not actor.has(OFFICE):
        query = query.where(Award.party_id.in_(actor.parties(TEAM)))
    if state:
        query = query.where(Change.state == state)
    if kind:
        query = query.where(Change.kind == kind)
    return paginate(query, page)


def next_number(award_id: UUID) -> int:
    """Return the number that the next change of an award gets."""
    return (session().scalar(select(func.max(Change.number)).where(Change.award_id == award_id)) or 0) + 1


def open_of_kind(award_id: UUID, kind: str) -> Change | None:
    """Return an open change that touches the same thing: the plan is one thing."""
    same = tuple(kinds.PARTS) if kind in kinds.PARTS else (kind,)
    return session().scalar(
        select(Change)
        .where(Change.award_id == award_id, Change.kind.in_(same), Change.state.in_(OPEN))
        .limit(1)
    )


def managers_of(party_id: str) -> list[Person]:
    """Return the Party's project managers of today, by name."""
    return people_with(RoleName.PROJECT_MANAGER, party_id)


def manager_roles(person_id: UUID, party_id: str) -> list[RoleAssignment]:
    """Return the roles as project manager that a person holds today or later for a Party."""
    query = select(RoleAssignment).where(
        RoleAssignment.person_id == person_id,
        RoleAssignment.party_id == party_id,
        RoleAssignment.role == RoleName.PROJECT_MANAGER,
    )
    today = clock.today()
    return [one for one in session().scalars(query) if one.until_day is None or one.until_day >= today]


def day_of_party(award: Award, moment: datetime) -> date:
    """Return the Party's own day at a moment: its last day to ask, or to sign, ends there and not in UTC."""
    return moment.astimezone(ZoneInfo(award.party.zone or "UTC")).date()


def movable(award: Award) -> list[Instalment]:
    """Return the instalments whose days may move: those not under way yet."""
    return [one for one in award.instalments if one.state in ("planned", "held")]


# --- what would change ---


@dataclass(frozen=True)
class Comparison:
    """Two plans side by side: every difference, the classes, and which of them move by more than the `free` share."""

    changes: list[comparing.Change]
    classes: list[comparing.ClassChange]
    over: list[comparing.ClassChange]
    free: Fraction


def compare(old_plan_id: UUID | None, new_plan_id: UUID | None) -> Comparison | None:
    """Return how two versions of a plan differ; None where the plan is not touched."""
    if old_plan_id is None or new_plan_id is None:
        return None
    before, after = (plans.canonical(plans.whole(one)) for one in (old_plan_id, new_plan_id))
    classes = comparing.classes(before, after)
    free: Fraction = fund.setting("class_share")
    return Comparison(comparing.compare(before, after), classes, kinds.over_limit(classes, free), free)


def months(award: Award, until: date | None = None) -> int:
    """Return the duration of an award (to another end, `until`) in months, counting a month that was begun."""
    end = until or award.ends_on
    if award.starts_on is None or end is None:
        return plans.LONGEST
    whole = (end.year - award.starts_on.year) * 12 + end.month - award.starts_on.month
    return max(1, whole + (1 if end.day >= award.starts_on.day else 0))


def planned_end(award: Award) -> date | None:
    """Return the last day that a plan may count with: the one asked for, while an extension is open."""
    query = select(Change.new_ends_on).where(
        Change.award_id == award.id, Change.kind == kinds.EXTENSION, Change.state.in_(OPEN)
    )
    return session().scalar(query.limit(1)) or award.ends_on


def plan_problems(award: Award, plan: Plan, until: date | None) -> dict[str, list[Problem]]:
    """Return what is wrong with a rewritten plan, by part: its total is the amount awarded, its quarters end by `until`."""
    return plans.problems(plan, None, Money(award.amount_minor), months(award, until))


def agreed_classes(award: Award) -> Agreed | None:
    """Return what the agreed budget has by class, and how far each may move without another agreement."""
    if award.plan_id is None:
        return None
    content = plans.canonical(plans.whole(award.plan_id))
    sums: dict[str, Money] = {one.name: one.before for one in comparing.classes(content, content)}
    return Agreed(sums, fund.setting("class_share"))


# --- what waits ---


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return the changes that wait for `actor`: three statements at most."""
    found: list[Waiting] = []
    if actor.has(OFFICER):
        query = select(Change).where(Change.state.in_((ChangeState.PROPOSED, ChangeState.APPROVED)))
        found += [_for_officer(one) for one in session().scalars(query.order_by(Change.proposed_at))]
    parties = actor.parties(MANAGERS)
    if parties:
        query = select(Change).join(Change.award)
        query = query.where(Change.state == ChangeState.RETURNED, Award.party_id.in_(parties))
        found += [_for_party(one) for one in session().scalars(query)]
    focal = actor.parties(FOCAL)
    if focal:
        query = select(Change).join(Change.award).where(Change.signed_by_party_on.is_(None))
        query = query.where(Change.state == ChangeState.APPROVED, Award.party_id.in_(focal))
        found += [_to_sign(one) for one in session().scalars(query)]
    return found


def _for_officer(change: Change) -> Waiting:
    proposed = change.state == ChangeState.PROPOSED
    text = msg("%(kind)s of %(award)s: decide", **_named(change))
    if not proposed:
        text = msg("%(kind)s of %(award)s: record the signatures", **_named(change))
    action = "change.approve" if proposed else "change.sign"
    return Waiting(text, msg("Open change"), "changes.show", {"id": change.id}, None, action)


def _for_party(change: Change) -> Waiting:
    what = msg("%(kind)s of %(award)s came back: propose it again", **_named(change))
    return Waiting(what, msg("Open change"), "changes.show", {"id": change.id}, None, "change.revise")


def _to_sign(change: Change) -> Waiting:
    what = msg("%(kind)s of %(award)s: sign the amendment", **_named(change))
    return Waiting(what, msg("Open change"), "changes.show", {"id": change.id}, None, "change.sign")


def _named(change: Change) -> dict[str, Any]:
    return {"kind": kinds.label(change.kind), "award": change.award.number}
