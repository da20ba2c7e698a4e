"""What an officer still owes once the Board has decided and everybody was told: recommendations, and the statement."""

from sqlalchemy import func, select

from sipgrants.applications.models import Application
from sipgrants.core.db import session
from sipgrants.core.i18n import msg, nmsg
from sipgrants.lifecycle.actor import OFFICER, Actor
from sipgrants.lifecycle.rights import known
from sipgrants.lifecycle.waiting import Waiting
from sipgrants.meetings.advice_models import Advice, PublicStatement
from sipgrants.meetings.advice_queries import UNSUCCESSFUL
from sipgrants.meetings.models import Decision
from sipgrants.rounds.models import Round


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return what waits for an officer in the rounds that are decided and not completed: in a few statements."""
    if not actor.has(OFFICER):
        return []
    untold = select(Application.round_id).where(Application.id.in_(list(known("applications.untold"))))
    query = select(Round).where(Round.state == "decided", Round.id.not_in(untold)).order_by(Round.number)
    told = list(session().scalars(query).unique())
    stated = set(session().scalars(select(PublicStatement.round_id)))
    owed = _owed()
    found = []
    for one in told:
        if owed.get(one.id):
            found.append(_advice(one, owed[one.id]))
        elif one.id not in stated:
            found.append(_statement(one))
    return found


def _owed() -> dict[object, int]:
    """Return how many recommendations are not released yet, by round."""
    rows = session().execute(
        select(Application.round_id, func.count())
        .join(Decision, Decision.application_id == Application.id)
        .outerjoin(Advice, Advice.decision_id == Decision.id)
        .where(Decision.state == "confirmed", Decision.outcome.in_(UNSUCCESSFUL))
        .where(Advice.released_at.is_(None))
        .group_by(Application.round_id)
    )
    return {row[0]: row[1] for row in rows}


def _advice(one: Round, number: int) -> Waiting:
    what = nmsg(
        "Round %(round)s: %(num)s applicant waits for the Board's recommendations.",
        "Round %(round)s: %(num)s applicants wait for the Board's recommendations.",
        number,
        round=one.number,
    )
    return Waiting(
        what, msg("Recommend"), "meetings.advice_list", {"round_id": one.id}, None, "advice.release"
    )


def _statement(one: Round) -> Waiting:
    return Waiting(
        msg("Round %(round)s: the public waits for the Co-Chairs' statement.", round=one.number),
        msg("Draft public statement"),
        "meetings.statement",
        {"round_id": one.id},
        None,
        "public_statement.draft",
    )
