"""Questions about a round, as pages ask for them: what is published names nobody, who asked is for the Secretariat."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from sipgrants.accounts import queries as people
from sipgrants.core import clock, db
from sipgrants.core.db import session
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import TEAM, Actor
from sipgrants.lifecycle.states import RoundQuestionState, RoundState
from sipgrants.parties.models import Party
from sipgrants.rounds.models import AnswerCorrection, Round, RoundQuestion
from sipgrants.rounds.queries import UNDER_WAY


@dataclass(frozen=True)
class Published:
    """A question as everybody reads it, with its answer: no person, no Party, no words of who asked."""

    id: UUID
    wording: dict[str, str]
    answer: dict[str, str]
    answered_at: datetime
    corrections: tuple[AnswerCorrection, ...]


@dataclass(frozen=True)
class Own:
    """A question of the reader's own: what was asked, how it stands, and where its answer is."""

    text: str
    asked_at: datetime
    state: str
    reason: str
    answer_id: UUID | None


@dataclass(frozen=True)
class Line:
    """A question as the Secretariat sees it."""

    question: RoundQuestion
    who: str
    party: str
    merged: int


def languages_of(round_: Round) -> list[str]:
    """Return the languages in which an answer is published at least: English, and those of applications."""
    return ["en", *(code for code in round_.languages or () if code != "en")]


def closed_for_questions(round_: Round) -> Message | None:
    """Return why nobody may ask now; None where questions are taken."""
    if round_.questions_until is None:
        return msg("This round takes no questions.")
    if round_.state != RoundState.ANNOUNCED:
        return msg("Questions are taken while the round is announced.")
    if clock.now() > round_.questions_until:
        return msg("The time to ask questions about this round has passed.")
    return None


def takes_questions(round_: Round, actor: Actor) -> bool:
    """Tell whether `actor` may ask now."""
    return actor.has(TEAM) and closed_for_questions(round_) is None


def find(actor: Actor, question_id: UUID) -> RoundQuestion:
    """Return a question with who asked it, for the Secretariat; NotFound for everybody else."""
    found = db.find(RoundQuestion, question_id)
    if not rights.can(actor, "round_question.list"):
        raise NotFound()
    return found


def published(round_: Round) -> list[Published]:
    """Return what is answered, the oldest answer first."""
    query = (
        select(RoundQuestion)
        .where(RoundQuestion.round_id == round_.id, RoundQuestion.state == RoundQuestionState.ANSWERED)
        .order_by(RoundQuestion.answered_at, RoundQuestion.id)
    )
    return [_published(one) for one in session().scalars(query).unique()]


def _published(one: RoundQuestion) -> Published:
    at = one.answered_at or one.created_at
    return Published(one.id, one.wording, one.answer, at, tuple(one.corrections))


def own(round_: Round, actor: Actor) -> list[Own]:
    """Return what this person asked, the newest first."""
    query = (
        select(RoundQuestion)
        .where(RoundQuestion.round_id == round_.id, RoundQuestion.asked_by == actor.person_id)
        .order_by(RoundQuestion.created_at.desc())
    )
    found = list(session().scalars(query).unique())
    targets = {one.same_as_id for one in found if one.same_as_id}
    states = select(RoundQuestion.id, RoundQuestion.state, RoundQuestion.reason)
    rows = session().execute(states.where(RoundQuestion.id.in_(targets))) if targets else ()
    known = {identifier: (state, reason) for identifier, state, reason in rows}
    return [_own(one, *known.get(one.same_as_id or one.id, (one.state, one.reason))) for one in found]


def _own(one: RoundQuestion, state: str, reason: str) -> Own:
    """Whoever asked is told how it stands, not that others asked the same."""
    answer = (one.same_as_id or one.id) if state == RoundQuestionState.ANSWERED else None
    return Own(one.text, one.created_at, state, reason, answer)


def listed(round_: Round) -> list[Line]:
    """Return every question of a round with who asked it, those that wait first: for the Secretariat."""
    query = select(RoundQuestion).where(RoundQuestion.round_id == round_.id)
    found = list(session().scalars(query.order_by(RoundQuestion.created_at)).unique())
    found.sort(key=lambda one: one.state != RoundQuestionState.ASKED)
    names = people.names_of([one.asked_by for one in found])
    merged = [one.same_as_id for one in found]
    return [Line(one, names.get(one.asked_by, ""), one.asking_party, merged.count(one.id)) for one in found]


def others(question: RoundQuestion) -> list[RoundQuestion]:
    """Return the questions with which one can be put together."""
    query = select(RoundQuestion).where(
        RoundQuestion.round_id == question.round_id,
        RoundQuestion.id != question.id,
        RoundQuestion.state.in_((RoundQuestionState.ASKED, RoundQuestionState.ANSWERED)),
    )
    return list(session().scalars(query.order_by(RoundQuestion.created_at)).unique())


def merged_with(question: RoundQuestion) -> list[RoundQuestion]:
    """Return the questions that are answered together with this one."""
    query = select(RoundQuestion).where(RoundQuestion.same_as_id == question.id)
    return list(session().scalars(query).unique())


def names_asking(question: RoundQuestion) -> tuple[str, Party]:
    """Return the name and the Party of who asked: for the Secretariat."""
    name = people.names_of([question.asked_by]).get(question.asked_by, "")
    return name, session().get_one(Party, question.asking_party)


def unanswered() -> list[tuple[Round, int, datetime]]:
    """Return the rounds in which questions wait, how many, and since when: one statement."""
    query = (
        select(Round, func.count(RoundQuestion.id), func.min(RoundQuestion.created_at))
        .join(RoundQuestion, RoundQuestion.round_id == Round.id)
        .where(RoundQuestion.state == RoundQuestionState.ASKED, Round.state.in_(UNDER_WAY))
        .group_by(Round.id)
        .order_by(Round.number)
    )
    return [(round_, number, since) for round_, number, since in session().execute(query)]
