"""What pages and later stages ask about rounds."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import lazyload

from sipgrants.accounts.models import Person, RoleAssignment
from sipgrants.board.models import Seat
from sipgrants.core import clock, db
from sipgrants.core.db import Database, session
from sipgrants.core.errors import NotFound, Problem
from sipgrants.core.i18n import msg, nmsg
from sipgrants.core.money import Money
from sipgrants.core.paging import Page, paginate
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import OFFICE, OFFICER, Actor, RoleName
from sipgrants.lifecycle.states import RoundState
from sipgrants.plans.framework import BudgetClass, PlanRules
from sipgrants.questionnaires.kinds import FORMS
from sipgrants.questionnaires.models import FormVersion
from sipgrants.rounds import deadline
from sipgrants.rounds.models import ApplicantExtension, Round

log = logging.getLogger(__name__)
_LITERAL: dict[str, Any] = {"compile_kwargs": {"literal_binds": True}}
UNFINISHED = ("submitted", "returned", "eligible", "with_board", "reserve")
UNDER_WAY = ("announced", "screening", "appraisal", "with_board", "decided")


def find(actor: Actor, round_id: UUID) -> Round:
    """Return a round that `actor` may know of; NotFound otherwise."""
    found = db.find(Round, round_id)
    if not rights.can(actor, "round.read", found):
        raise NotFound()
    return found


def holds_demonstration(database: Database) -> bool | None:
    """Tell whether a database holds the demonstration, by a connection of its own; None where it cannot be asked."""
    query = str(select(Round.id).where(Round.is_demonstration).limit(1).compile(database.engine, **_LITERAL))
    try:
        connection = database.engine.raw_connection()
    except DBAPIError:
        return None
    try:
        cursor = connection.cursor()
        cursor.execute(query)
        return cursor.fetchone() is not None
    except Exception as error:  # the driver's own: no tables yet, or the server went away
        log.warning("the database could not be asked", exc_info=error)
        return None
    finally:
        connection.close()


def listed(actor: Actor, page: int = 1) -> Page[Round]:
    """Return the rounds that `actor` may know of, newest first."""
    query = select(Round).order_by(Round.number.desc())
    if not actor.has(OFFICE):
        query = query.where(Round.state != RoundState.DRAFT)
    return paginate(query, page)


def is_open(round_: Round, now: datetime | None = None) -> bool:
    """Tell whether the round takes applications now."""
    if round_.opens_at is None or round_.closes_at is None:
        return False
    return deadline.is_open(
        announced=round_.state == RoundState.ANNOUNCED,
        opens_at=round_.opens_at,
        closes_at=round_.closes_at,
        now=now or clock.now(),
    )


def taking_applications() -> list[Round]:
    """Return the rounds that are open, or announced and about to open, the next deadline first."""
    return list(
        session().scalars(
            select(Round)
            .where(Round.state == RoundState.ANNOUNCED, Round.closes_at > clock.now())
            .order_by(Round.closes_at)
        )
    )


def under_way() -> list[Round]:
    """Return the rounds between announcement and completion, newest first."""
    return list(
        session().scalars(select(Round).where(Round.state.in_(UNDER_WAY)).order_by(Round.number.desc()))
    )


def next_number() -> int:
    """Return the number that the next round gets."""
    return (session().scalar(select(func.max(Round.number))) or 0) + 1


def latest(number: int | None = None) -> Round | None:
    """Return the round with that number, or the one with the highest."""
    query = select(Round).order_by(Round.number.desc()).limit(1)
    return session().scalar(query if number is None else query.where(Round.number == number))


def form_versions() -> list[FormVersion]:
    """Return the versions of Forms A, B and C without their questions, newest first; drafts are among them."""
    query = select(FormVersion).where(FormVersion.kind.in_(FORMS)).order_by(FormVersion.number.desc())
    return list(session().scalars(query.options(lazyload(FormVersion.sections))))


def forms_of(round_: Round, *, whole: bool = True) -> list[FormVersion]:
    """Return the versions that a round carries, A, B, C; `whole`: with their questions."""
    wanted = [one for one in (round_.form_a_id, round_.form_b_id, round_.form_c_id) if one]
    query = select(FormVersion).where(FormVersion.id.in_(wanted)).order_by(FormVersion.kind)
    query = query if whole else query.options(lazyload(FormVersion.sections))
    return list(session().scalars(query)) if wanted else []


def rounds_by_form() -> dict[UUID, list[Round]]:
    """Return the rounds that carry a version of a form, by version: one statement."""
    carried = (Round.form_a_id, Round.form_b_id, Round.form_c_id)
    query = select(Round).where(or_(*(one.is_not(None) for one in carried))).order_by(Round.number)
    found: dict[UUID, list[Round]] = {}
    for round_ in session().scalars(query.options(lazyload(Round.criteria), lazyload(Round.errata))):
        for form_id in (round_.form_a_id, round_.form_b_id, round_.form_c_id):
            if form_id is not None:
                found.setdefault(form_id, []).append(round_)
    return found


def extension_for(round_id: UUID, party_id: str) -> datetime | None:
    """Return the later deadline given to one Party, or None."""
    return session().scalar(
        select(func.max(ApplicantExtension.until)).where(
            ApplicantExtension.round_id == round_id,
            ApplicantExtension.party_id == party_id,
            ApplicantExtension.seconded_by.is_not(None),
        )
    )


def extensions_for(parties: Iterable[str]) -> dict[tuple[UUID, str], datetime]:
    """Return the later deadlines given to these Parties, by round and Party: one statement."""
    rows = session().execute(
        select(ApplicantExtension.round_id, ApplicantExtension.party_id, func.max(ApplicantExtension.until))
        .where(ApplicantExtension.party_id.in_(parties), ApplicantExtension.seconded_by.is_not(None))
        .group_by(ApplicantExtension.round_id, ApplicantExtension.party_id)
    )
    return {(round_id, party_id): until for round_id, party_id, until in rows}


def extensions(round_id: UUID) -> list[ApplicantExtension]:
    """Return the extensions of a round, asked for and given."""
    return list(
        session().scalars(
            select(ApplicantExtension)
            .where(ApplicantExtension.round_id == round_id)
            .order_by(ApplicantExtension.created_at)
        )
    )


def last_moment(round_: Round, party_id: str | None = None) -> datetime | None:
    """Return the last moment that counts: the deadline with its grace, or the Party's extension where later."""
    if round_.closes_at is None:
        return None
    return last_moment_with(round_, extension_for(round_.id, party_id) if party_id else None)


def last_moment_with(round_: Round, given: datetime | None) -> datetime | None:
    """Return the later of the deadline with its grace and the extension that was `given`."""
    if round_.closes_at is None:
        return None
    limit = round_.closes_at + timedelta(minutes=round_.grace_minutes)
    return max(limit, given) if given else limit


def plan_rules(round_: Round) -> PlanRules:
    """Return the round's settings as the rules of a plan."""
    return PlanRules(
        floor=Money(round_.floor_minor),
        ceiling=Money(round_.ceiling_minor),
        longest_months=round_.longest_months,
        caps={BudgetClass(name): cap for name, cap in round_.class_caps.items()},
    )


def holders(names: Iterable[RoleName], parties: Iterable[str] | None = None) -> list[UUID]:
    """Return the people who hold one of the roles today (for one of `parties` where given)."""
    day = clock.today()
    query = (
        select(RoleAssignment.person_id)
        .join(Person)
        .where(RoleAssignment.role.in_([str(name) for name in names]), Person.disabled_at.is_(None))
        .where(RoleAssignment.from_day <= day)
        .where(or_(RoleAssignment.until_day.is_(None), RoleAssignment.until_day >= day))
    )
    if parties is not None:
        query = query.where(RoleAssignment.party_id.in_(list(parties)))
    return list(session().scalars(query.distinct()))


def sitting_members() -> list[UUID]:
    """Return the people who sit on the Board today."""
    day = clock.today()
    return list(
        session().scalars(
            select(Seat.person_id)
            .where(Seat.from_day <= day, or_(Seat.until_day.is_(None), Seat.until_day >= day))
            .distinct()
        )
    )


def standing(round_: Round) -> dict[str, int]:
    """Return how many applications of the round are in each state."""
    found: dict[str, int] = rights.known("rounds.standing").get(round_.id, {})
    return found


def officers() -> list[UUID]:
    """Return the programme officers of today."""
    return holders(OFFICER)


def takes_scores(round_: Round) -> bool:
    """Tell whether score sheets are, or will be, waited for: the round is scored, and its seal is closed."""
    return round_.scoring_mode != "none" and round_.id not in rights.known("opened_seals")


def was_applied_to(round_: Round) -> bool:
    """Tell whether something was ever submitted: then the round is completed after its decisions."""
    return round_.id in rights.known("rounds.ever_submitted")


def open_ends(round_: Round) -> list[Problem]:
    """Return everything that keeps a decided round from being completed."""
    counts = standing(round_)
    waiting = sum(counts.get(state, 0) for state in UNFINISHED)
    found = []
    if waiting:
        text = nmsg("%(num)s application is still open.", "%(num)s applications are still open.", waiting)
        found.append(Problem("applications", text))
    untold = len(rights.known("round.untold", round_.id))
    if untold:
        text = nmsg(
            "%(num)s outcome is not told yet: release its letter, or offer its award.",
            "%(num)s outcomes are not told yet: release their letters, or offer their awards.",
            untold,
        )
        found.append(Problem("letters", text))
    if round_.letters_released_at is not None:
        over = round_.letters_released_at + timedelta(days=round_.reconsideration_days)
        if clock.now() < over:
            text = msg("Reconsideration may be asked for until %(day)s.", day=over.date())
            found.append(Problem("reconsideration", text))
    if rights.known("round.reconsiderations", round_.id):
        found.append(Problem("reconsideration", msg("A request for reconsideration is not answered yet.")))
    return found
