"""The Co-Chairs' public statement on a round: what the record says, and what a reader may see of it before it is public."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.applications.models import Application
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
    return _facts(queries.table(round_))


def _facts(found: queries.Table) -> dict[str, Any]:
    outcomes = [found.confirmed[one.id] for one in found.picture.applications if one.id in found.confirmed]
    approved = [one for one in outcomes if one.outcome == "approved"]
    decided_in = {one.meeting_id for one in outcomes}
    numbers = session().scalars(select(Meeting.number).where(Meeting.id.in_(decided_in)))
    titles = {one.id: one for one in found.picture.applications}
    return {
        "considered": len(titles),
        "approved": [_approved(titles[one.application_id], one.amount_minor) for one in approved],
        "reserve": sum(one.outcome == "reserve" for one in outcomes),
        "not_approved": sum(one.outcome == "not_approved" for one in outcomes),
        "total": sum(one.amount_minor or 0 for one in approved),
        "meetings": [Meeting.symbol_of(number) for number in sorted(numbers)],
    }


def _approved(one: Application, amount: int | None) -> dict[str, Any]:
    partners = sorted(one.party_ids - {one.party_id})
    return {
        "application": str(one.id),
        "title": one.title,
        "parties": [one.party_id, *partners],
        "amount": amount,
    }


@dataclass(frozen=True)
class Shown:
    """The figures of a statement as a reader may see them, the mark of the whole, and whether something is left out."""

    figures: Mapping[str, Any]
    mark: str
    left_out: bool = False


def shown(statement: PublicStatement, reader: Actor) -> Shown:
    """Return the figures that were adopted, or the record's of now.

    Before they are public a barred member finds neither the row nor a sum that would tell.
    """
    if statement.state == "adopted":
        return Shown(statement.facts, mark(statement, statement.facts))
    found = queries.table(statement.round)
    whole = _facts(found)
    hidden = barred(reader) & {one.id for one in found.picture.applications}
    if not hidden:
        return Shown(whole, mark(statement, whole))
    rows = [one for one in whole["approved"] if UUID(one["application"]) not in hidden]
    return Shown({"approved": rows, "meetings": whole["meetings"]}, mark(statement, whole), left_out=True)


def looked_at(statement: PublicStatement, reader: Actor) -> str:
    """Return the hash of what this reader sees of it: whoever adopts it gives their word to that, and nothing later."""
    return mark(statement, shown(statement, reader).figures)


def mark(statement: PublicStatement, found: Mapping[str, Any]) -> str:
    """Return the hash of words and figures: who adopted others is asked again."""
    whole = {"opening": statement.opening, "closing": statement.closing, "facts": found}
    return hashlib.sha256(canonical(whole).encode()).hexdigest()


def first_words() -> tuple[str, str]:
    """Return the first draft of opening and closing: the same for every round, since barred members read it before it is
    public. Figures are never typed, they are taken from the record.
    """
    opening = (
        "The Governing Board of the Specific International Programme has decided on the applications that were put "
        "before it in this round. The Co-Chairs thank all Parties that applied."
    )
    return opening, "Applicants whose projects could not be approved are welcome to apply again."


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
