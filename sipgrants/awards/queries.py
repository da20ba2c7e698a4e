"""Awards as pages and other rooms need them: lists, one whole, their money, what is due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, not_, or_, select
from sqlalchemy.orm import selectinload

from sipgrants.applications.models import Application, Partner
from sipgrants.awards import due as rules
from sipgrants.awards.models import Award, Due, Instalment, OpeningAward
from sipgrants.core import clock
from sipgrants.core.db import find, session
from sipgrants.core.errors import NotFound
from sipgrants.core.paging import Page, paginate
from sipgrants.documents.models import IssuedDocument
from sipgrants.fund import constraints
from sipgrants.fund import queries as fund
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import SECRETARIAT, TEAM, Actor, RoleName
from sipgrants.lifecycle.states import AwardState, InstalmentState
from sipgrants.meetings.models import Decision

OFFICE = SECRETARIAT | {RoleName.AUDITOR}
UNDER_WAY = ("offered", "accepted", "active", "suspended", "completed", "terminated")


def visible(actor: Actor) -> Select[Any]:
    """Return the query for the awards that `actor` may read: the office's all, a Party's own and those it is partner of."""
    query = select(Award).order_by(Award.created_at.desc(), Award.number)
    if actor.has(OFFICE):
        return query
    parties = actor.parties(TEAM)
    shared = (
        select(Application.id)
        .join(Partner, Partner.application_id == Application.id)
        .where(Partner.party_id.in_(parties), Partner.state.in_(("invited", "confirmed")))
    )
    return query.where(or_(Award.party_id.in_(parties), Award.application_id.in_(shared)))


def award(actor: Actor, award_id: UUID) -> Award:
    """Return an award that `actor` may read; NotFound otherwise, whether there is one or not."""
    found = find(Award, award_id)
    if not rights.can(actor, "award.read", found):
        raise NotFound()
    return found


def by_id(award_id: str) -> Award:
    """Return an award by its identifier as text; NotFound where there is none."""
    return find(Award, UUID(award_id))


@dataclass(frozen=True)
class Filter:
    """What a list of awards is narrowed by; empty: not by this."""

    state: str = ""
    round_id: UUID | None = None
    party_id: str = ""
    text: str = ""


def listed(actor: Actor, chosen: Filter, page: int = 1) -> Page[Award]:
    """Return a page of the awards that `actor` may read."""
    return paginate(_narrowed(visible(actor), chosen), page)


def every(actor: Actor, chosen: Filter) -> list[Award]:
    """Return all of them, for export."""
    return list(session().scalars(_narrowed(visible(actor), chosen)).unique())


def _narrowed(query: Select[Any], chosen: Filter) -> Select[Any]:
    if chosen.state:
        query = query.where(Award.state == chosen.state)
    if chosen.round_id:
        query = query.where(Award.round_id == chosen.round_id)
    if chosen.party_id:
        query = query.where(Award.party_id == chosen.party_id)
    if chosen.text:
        like = f"%{chosen.text.strip()}%"
        query = query.where(or_(Award.number.ilike(like), Award.title.ilike(like)))
    return query


def of_application(application_id: UUID) -> Award | None:
    """Return the award of an application, where there is one; the latest, where an earlier one fell."""
    query = select(Award).where(Award.application_id == application_id).order_by(Award.created_at.desc())
    return session().scalars(query.limit(1)).first()


def was_offered(decision: Decision) -> bool:
    """Tell whether an award was offered on that decision, or another one of the application stands."""
    fell = Award.state.in_(("declined", "lapsed"))
    standing = and_(Award.application_id == decision.application_id, not_(fell))
    query = select(Award.id).where(or_(Award.decision_id == decision.id, standing))
    return session().scalars(query.limit(1)).first() is not None


def standing_decision(application_id: UUID) -> Decision | None:
    """Return the confirmed decision on an application that stands."""
    return session().scalar(
        select(Decision).where(Decision.application_id == application_id, Decision.state == "confirmed")
    )


def to_be_offered() -> list[Application]:
    """Return the approved applications for which no award was offered yet, in one statement."""
    taken = select(Award.decision_id).where(Award.decision_id.is_not(None))
    query = (
        select(Application)
        .join(Decision, Decision.application_id == Application.id)
        .where(Application.state == "approved", Decision.state == "confirmed", Decision.outcome == "approved")
        .where(Decision.id.not_in(taken))
        .order_by(Application.reference)
        .options(selectinload(Application.partners))
    )
    return list(session().scalars(query).unique())


def money_rows(awards: Iterable[Award]) -> list[constraints.AwardMoney]:
    """Return awards as their rows tell them, to be held against the ledger."""
    return [money_row(one) for one in awards]


def money_row(award: Award) -> constraints.AwardMoney:
    """Return one award as its rows tell it."""
    instalments = tuple(
        constraints.Instalment(one.minor, InstalmentState(one.state)) for one in award.instalments
    )
    return constraints.AwardMoney(award.id, AwardState(award.state), award.amount_minor, instalments)


def dues(award_id: UUID) -> list[Due]:
    """Return what an award owes, by day; void ones left out."""
    return dues_of([award_id])[award_id]


def dues_of(award_ids: Iterable[UUID]) -> dict[UUID, list[Due]]:
    """Return what many awards owe, by day, in one statement."""
    wanted = list(award_ids)
    query = select(Due).where(Due.award_id.in_(wanted), Due.void.is_(False)).order_by(Due.due_on, Due.kind)
    found: dict[UUID, list[Due]] = {one: [] for one in wanted}
    for row in session().scalars(query):
        found[row.award_id].append(row)
    return found


def due(award_id: UUID, kind: str, period_from: date) -> Due | None:
    """Return one due of an award."""
    return session().scalar(
        select(Due).where(Due.award_id == award_id, Due.kind == kind, Due.period_from == period_from)
    )


def open_dues(award_ids: Iterable[UUID] | None = None) -> list[tuple[Due, Award]]:
    """Return what is owed and not met, of awards under way, by day."""
    query = (
        select(Due, Award)
        .join(Award, Award.id == Due.award_id)
        .where(Due.met_at.is_(None), Due.void.is_(False))
        .where(Award.state.in_(("active", "suspended", "terminated")))
        .order_by(Due.due_on)
    )
    if award_ids is not None:
        query = query.where(Award.id.in_(list(award_ids)))
    return [(row, award) for row, award in session().execute(query).unique()]


def pure_due(row: Due) -> rules.Due:
    """Return a due as the rules see it."""
    return rules.Due(rules.DueKind(row.kind), row.period_from, row.period_to, row.due_on)


def settled_keys(award: Award) -> frozenset[str]:
    """Return the keys of the dues that are met, or whose report is with the Secretariat: a change touches neither."""
    handed_in = rights.known("dues.handed_in")
    rows = (row for row in dues(award.id) if row.met_at is not None or row.id in handed_in)
    return frozenset(pure_due(row).key for row in rows)


def instalment(actor: Actor, instalment_id: UUID) -> Instalment:
    """Return an instalment that `actor` may read; NotFound otherwise."""
    found = find(Instalment, instalment_id)
    if not rights.can(actor, "instalment.read", found):
        raise NotFound()
    return found


def end_of(day: date | None, zone: str = "Europe/Zurich") -> datetime | None:
    """Return the moment at which a day has passed in `zone`: deadlines given as days last until then."""
    if day is None:
        return None
    return datetime.combine(day + timedelta(1), time(), ZoneInfo(zone)) - timedelta(minutes=1)


def is_answer_late(award: Award) -> bool:
    """Tell whether the day to answer the offer has passed."""
    return award.answer_by is not None and award.answer_by < clock.today()


def figures(awards: Iterable[Award]) -> Mapping[UUID, Any]:
    """Return the money of awards from the ledger, in one statement."""
    return fund.figures_of([one.id for one in awards])


def opening(opening_id: UUID) -> OpeningAward:
    """Return what was written down of a running award."""
    return find(OpeningAward, opening_id)


def documents(award: Award) -> list[IssuedDocument]:
    """Return the letters and agreements that were issued for an award, newest first."""
    query = (
        select(IssuedDocument)
        .where(IssuedDocument.about_type == "award", IssuedDocument.about_id == str(award.id))
        .order_by(IssuedDocument.created_at.desc())
    )
    return list(session().scalars(query))


def facts(award: Award) -> dict[str, Any]:
    """Return what every mail about an award is given."""
    return {
        "award_id": award.id,
        "number": award.number,
        "title": award.title,
        "party_id": award.party_id,
        "minor": award.amount_minor,
        "answer_by": award.answer_by,
    }
