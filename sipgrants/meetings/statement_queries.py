"""The Co-Chairs' public statement on a round: what the record says, and what a reader may see of it before it is public."""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.core.audit import canonical
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.lifecycle.rights import known
from sipgrants.lifecycle.waiting import Waiting
from sipgrants.meetings import queries
from sipgrants.meetings.advice_models import PublicStatement
from sipgrants.meetings.models import Meeting
from sipgrants.rounds.models import Round
from sipgrants.scoring.queries import barred

KIND = "public_statement"
STATES = ("decided", "completed")


def of_round(round_id: UUID) -> PublicStatement | None:
    """Return the statement on a round, once it is drafted."""
    return session().scalar(select(PublicStatement).where(PublicStatement.round_id == round_id))


def adopted_on(round_id: UUID) -> PublicStatement | None:
    """Return the statement on a round, once both Co-Chairs have adopted it."""
    found = of_round(round_id)
    return found if found is not None and found.state == "adopted" else None


def refuse(round_: Round) -> Message | None:
    """Return why nothing can be told to the public yet; None where it can: every applicant knows the outcome first."""
    if round_.past is not None or round_.state not in STATES:
        return msg("The Board's decisions on this round are not closed yet.")
    if known("round.untold", round_.id):
        return msg("Applicants are told before the public: an outcome of this round is not told yet.")
    return None


def facts(round_: Round) -> dict[str, Any]:
    """Return what the record says: how many applications, what was approved for whom, and in which meetings.

    `approved`: (application, title, Parties by code, amount in US cents) by reference. Amounts are those decided on.
    """
    found = queries.table(round_)
    outcomes = [found.confirmed[one.id] for one in found.picture.applications if one.id in found.confirmed]
    approved = [one for one in outcomes if one.outcome == "approved"]
    symbols = {one.meeting_id for one in outcomes}
    meetings = session().scalars(select(Meeting).where(Meeting.id.in_(symbols)).order_by(Meeting.number))
    return {
        "considered": len(found.picture.applications),
        "approved": [
            {
                "application": str(one.application_id),
                "title": one.application.title,
                "parties": [one.application.party_id, *sorted(_partners(one.application))],
                "amount": one.amount_minor,
            }
            for one in approved
        ],
        "reserve": sum(one.outcome == "reserve" for one in outcomes),
        "not_approved": sum(one.outcome == "not_approved" for one in outcomes),
        "total": sum(one.amount_minor or 0 for one in approved),
        "meetings": [one.symbol for one in meetings.unique()],
    }


def _partners(application: Any) -> frozenset[str]:
    found: frozenset[str] = application.party_ids - {application.party_id}
    return found


def shown(statement: PublicStatement) -> Mapping[str, Any]:
    """Return the figures of a statement: those that were adopted, or the record's of now."""
    return statement.facts if statement.state == "adopted" else facts(statement.round)


def for_reader(
    found: Mapping[str, Any], reader: Actor, statement: PublicStatement
) -> tuple[Mapping[str, Any], bool]:
    """Return the figures as a reader may see them before they are public, and whether some were left out.

    A barred member finds neither the row nor a sum that would tell.
    """
    hidden = {str(one) for one in barred(reader)}
    mine = hidden & {str(one.id) for one in queries.table(statement.round).picture.applications}
    if statement.state == "adopted" or not mine:
        return found, False
    rows = [one for one in found["approved"] if one["application"] not in hidden]
    return {"approved": rows, "meetings": found["meetings"]}, True


def mark(statement: PublicStatement, found: Mapping[str, Any]) -> str:
    """Return the hash of words and figures: who adopted others is asked again."""
    whole = {"opening": statement.opening, "closing": statement.closing, "facts": found}
    return hashlib.sha256(canonical(whole).encode()).hexdigest()


def first_words(round_: Round) -> tuple[str, str]:
    """Return the first draft of opening and closing; figures are never typed, they are taken from the record."""
    opening = (
        f"The Governing Board of the Specific International Programme has decided on the applications of "
        f"{round_.name('en')}. The Co-Chairs thank all Parties that applied."
    )
    closing = (
        "Applicants whose projects could not be approved have received the recommendations of the Board and are "
        "welcome to apply again."
    )
    return opening, closing


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return the statements that wait for a Co-Chair's word."""
    if not actor.has({RoleName.CO_CHAIR}):
        return []
    drafted = session().scalars(select(PublicStatement).where(PublicStatement.state == "drafted"))
    return [
        Waiting(
            msg("Adopt the public statement on round %(number)s.", number=one.round.number),
            msg("Read statement"),
            "meetings.statement",
            {"round_id": one.round_id},
            None,
            "public_statement.adopt",
        )
        for one in drafted
        if actor.person_id not in {row.person_id for row in one.adoptions}
    ]
