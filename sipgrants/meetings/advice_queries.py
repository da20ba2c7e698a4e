"""Recommendations to unsuccessful applicants: from what they are drafted, and how far they are in a round."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from sipgrants.applications.models import Application
from sipgrants.board.models import Seat
from sipgrants.core.db import session
from sipgrants.lifecycle import told
from sipgrants.meetings.advice_models import Advice
from sipgrants.meetings.advising import GENERAL, in_no_order
from sipgrants.meetings.models import Decision
from sipgrants.rounds.models import Round
from sipgrants.scoring import queries as scoring
from sipgrants.scoring.models import Sheet

UNSUCCESSFUL = ("not_approved", "reserve")


@dataclass(frozen=True)
class Line:
    """An unsuccessful application: the decision that stands, its recommendations, whether the outcome was told."""

    decision: Decision
    advice: Advice | None
    is_told: bool


def lines(round_: Round) -> list[Line]:
    """Return the unsuccessful applications of a round by reference, in a fixed number of statements."""
    query = (
        select(Decision, Advice)
        .join(Application, Application.id == Decision.application_id)
        .outerjoin(Advice, Advice.decision_id == Decision.id)
        .where(Application.round_id == round_.id, Decision.state == "confirmed")
        .where(Decision.outcome.in_(UNSUCCESSFUL))
        .options(joinedload(Decision.application))
        .order_by(Application.reference)
    )
    untold = told.untold()
    return [
        Line(decision, advice, decision.application_id not in untold)
        for decision, advice in session().execute(query).unique()
    ]


@dataclass(frozen=True)
class Sources:
    """The comments on one application by criterion, in no order, and the sheets they stand on."""

    comments: Mapping[str, list[str]] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()


def sources(round_: Round) -> dict[UUID, Sources]:
    """Return what recommendations are drafted from, by application: nothing while the seal is closed.

    Programme rule (section 6): scores "are seen by their author alone, until both Co-Chairs open the seal"; a barred
    member's sheet counts for nothing. Notes never leave the member.
    """
    found = scoring.picture(round_)
    if not found.is_open:
        return {}
    keys = {one.id: one.key for one in round_.criteria}
    by_application: dict[UUID, list[Sheet]] = {}
    for (application_id, _), sheet in found.handed_in.items():
        by_application.setdefault(application_id, []).append(sheet)
    return {key: _sources(sheets, keys) for key, sheets in by_application.items()}


def _sources(sheets: list[Sheet], keys: Mapping[UUID, str]) -> Sources:
    comments: dict[str, list[str]] = {GENERAL: [one.comment for one in sheets]}
    for sheet in sheets:
        for key, text in scoring.comments(sheet, keys).items():
            comments.setdefault(key, []).append(text)
    told_of = {key: in_no_order(texts) for key, texts in comments.items()}
    return Sources(told_of, tuple(sorted(str(one.id) for one in sheets)))


def advice_on(decision_id: UUID) -> Advice | None:
    """Return the recommendations that go with a decision."""
    return session().scalar(select(Advice).where(Advice.decision_id == decision_id))


def released_for(application_id: UUID) -> list[Advice]:
    """Return what was released to an applicant, the latest first."""
    query = select(Advice).where(Advice.application_id == application_id, Advice.state == "released")
    return list(session().scalars(query.order_by(Advice.released_at.desc())))


def names_of_members() -> list[str]:
    """Return the names of everybody who ever held a seat."""
    return sorted({seat.person.name for seat in session().scalars(select(Seat)).unique()})
