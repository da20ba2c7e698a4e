"""What rounds and the table of rights ask about applications, by name: each fact is one statement."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import func, or_, select

from sipgrants.accounts.models import Person, RoleAssignment
from sipgrants.applications.models import Application, Reconsideration
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import WRITERS
from sipgrants.lifecycle.rights import fact
from sipgrants.rounds.models import Round


@fact("rounds.standing")
def standing() -> Mapping[UUID, Mapping[str, int]]:
    """Return for every round how many applications are in each state."""
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    counts = select(Application.round_id, Application.state, func.count()).group_by(
        Application.round_id, Application.state
    )
    for round_id, state, number in session().execute(counts):
        found[round_id][state] = number
    return dict(found)


@fact("rounds.ever_submitted")
def ever_submitted() -> frozenset[UUID]:
    """Return the rounds in which something was submitted, whatever became of it."""
    query = select(Application.round_id).where(Application.submitted_version > 0).distinct()
    return frozenset(session().scalars(query))


@fact("round.unscreened")
def unscreened(round_id: UUID) -> frozenset[UUID]:
    """Return the applications that wait for a finding of eligibility."""
    return _in_states(round_id, "submitted", "returned")


@fact("round.undecided")
def undecided(round_id: UUID) -> frozenset[UUID]:
    """Return the applications before the Board: a confirmed decision moves them on."""
    return _in_states(round_id, "with_board")


@fact("round.reconsiderations")
def reconsiderations(round_id: UUID) -> frozenset[UUID]:
    """Return the applications with a request for reconsideration that nobody has answered."""
    query = (
        select(Reconsideration.application_id)
        .join(Application, Application.id == Reconsideration.application_id)
        .where(Application.round_id == round_id, Reconsideration.outcome.is_(None))
    )
    return frozenset(session().scalars(query))


@fact("round.drafters")
def drafters(round_id: UUID) -> frozenset[UUID]:
    """Return the people who may still write on an application of the round: drafts, and what may be replaced."""
    return _teams(round_id, "draft", "submitted", "returned")


@fact("round.applicants")
def applicants(round_id: UUID) -> frozenset[UUID]:
    """Return the teams of every application of the round that is still alive."""
    return _teams(round_id, "draft", "submitted", "returned", "eligible", "with_board", "reserve")


@fact("party.open_work")
def open_work(party_id: str) -> list[dict[str, str]]:
    """Return the applications that a Party's team may still write on: reference, title, identifier."""
    query = (
        select(Application.reference, Application.title, Application.id)
        .join(Round, Round.id == Application.round_id)
        .where(Application.party_id == party_id, Application.state.in_(("draft", "submitted", "returned")))
        .where(Round.state.in_(("announced", "screening")))
        .order_by(Application.reference)
    )
    return [
        {"reference": reference, "title": title, "id": str(identifier)}
        for reference, title, identifier in session().execute(query)
    ]


def _in_states(round_id: UUID, *states: str) -> frozenset[UUID]:
    query = select(Application.id).where(Application.round_id == round_id, Application.state.in_(states))
    return frozenset(session().scalars(query))


def _teams(round_id: UUID, *states: str) -> frozenset[UUID]:
    parties = select(Application.party_id).where(
        Application.round_id == round_id, Application.state.in_(states)
    )
    day = clock.today()
    query = (
        select(RoleAssignment.person_id)
        .join(Person)
        .where(RoleAssignment.party_id.in_(parties), RoleAssignment.role.in_([str(name) for name in WRITERS]))
        .where(RoleAssignment.from_day <= day, Person.disabled_at.is_(None))
        .where(or_(RoleAssignment.until_day.is_(None), RoleAssignment.until_day >= day))
    )
    return frozenset(session().scalars(query))
