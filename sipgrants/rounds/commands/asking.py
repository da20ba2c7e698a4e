"""Questions about a round: a team asks, the Secretariat answers to all, and nobody learns who asked."""

from collections.abc import Iterable, Mapping
from typing import Any

from sipgrants.core import clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import TEAM, Actor
from sipgrants.rounds import queries, question_queries
from sipgrants.rounds.commands.announcing import mail_params
from sipgrants.rounds.models import AnswerCorrection, Round, RoundQuestion


@command
def ask(round_: Round, *, by: Actor, party_id: str, text: str) -> RoundQuestion:
    """Ask the Secretariat about the round, for a Party; only the Secretariat learns who asked."""
    rights.demand(by, "round_question.ask", round_)
    closed = question_queries.closed_for_questions(round_)
    if closed is not None:
        raise Conflict(closed)
    require(_asking_problems(by, party_id, text))
    question = RoundQuestion(
        round=round_, asked_by=by.person_id, asking_party=party_id, text=text.strip(), wording={}, answer={}
    )
    machine.begin(question, "round_question.ask", by=by, round=round_.id)
    session().add(question)
    session().flush()
    told = _told(question, text=question.text)
    for person_id in queries.officers():
        outbox.mail("round_question_asked", person_id=person_id, about=round_, **told)
    return question


@command
def draft_answer(
    question: RoundQuestion, *, by: Actor, wording: Mapping[str, str], answer: Mapping[str, str]
) -> None:
    """Keep what is written of an answer; nothing is published."""
    machine.move(question, "round_question.edit", by=by)
    question.wording, question.answer = _kept(wording), _kept(answer)


@command
def answer(
    question: RoundQuestion, *, by: Actor, wording: Mapping[str, str], answer: Mapping[str, str]
) -> None:
    """Publish question and answer to everybody who may read the round; those with a draft and who asked get a mail."""
    machine.move(question, "round_question.answer", by=by)
    _demand_alive(question.round)
    require(_answer_problems(question.round, _kept(wording), _kept(answer)))
    question.wording, question.answer, question.answered_at = _kept(wording), _kept(answer), clock.now()
    session().flush()
    merged = question_queries.merged_with(question)
    _tell_all("round_question_answered", question, [question, *merged])


@command
def merge(question: RoundQuestion, *, by: Actor, same_as: RoundQuestion) -> None:
    """Answer a question together with another one of the round: its asker is told that other's answer."""
    machine.move(question, "round_question.merge", by=by, same_as=same_as.id)
    wrong = same_as.id == question.id or same_as.round_id != question.round_id
    if wrong or same_as.state not in ("asked", "answered"):
        require([Problem("same_as", msg("Choose another question of this round that is open or answered."))])
    question.same_as_id = same_as.id
    for one in question_queries.merged_with(question):
        one.same_as_id = same_as.id
    if same_as.state == "answered":
        told = _told(same_as, **_published(same_as))
        outbox.mail("round_question_answered", person_id=question.asked_by, about=question.round, **told)


@command
def decline(question: RoundQuestion, *, by: Actor, reason: str) -> None:
    """Decline a question with a reason, which only those who asked are told."""
    machine.move(question, "round_question.decline", by=by)
    require([] if reason.strip() else [Problem("reason", msg("Give the reason."))])
    question.reason = reason.strip()
    for one in [question, *question_queries.merged_with(question)]:
        told = _told(one, text=one.text, reason=question.reason)
        outbox.mail("round_question_declined", person_id=one.asked_by, about=question.round, **told)


@command
def correct(question: RoundQuestion, *, by: Actor, texts: Mapping[str, str]) -> AnswerCorrection:
    """Publish a dated correction under a published answer, which stays as it was; everybody told of it is told again."""
    kept = _kept(texts)
    machine.move(question, "round_question.correct", by=by)
    _demand_alive(question.round)
    require(_lacking("text", kept, question.round))
    row = AnswerCorrection(question_id=question.id, text=kept, published_by=by.person_id)
    session().add(row)
    session().flush()
    session().refresh(question, ["corrections"])
    asked = [question, *question_queries.merged_with(question)]
    _tell_all("round_question_corrected", question, asked, correction=kept)
    return row


def _tell_all(kind: str, question: RoundQuestion, asked: Iterable[RoundQuestion], **more: Any) -> None:
    """Write to everybody with a draft and to who asked, each once and in the same words."""
    people = rights.known("round.drafters", question.round_id) | {one.asked_by for one in asked}
    told = _told(question, **_published(question), **more)
    for person_id in sorted(people, key=str):
        outbox.mail(kind, person_id=person_id, about=question.round, **told)


def _told(question: RoundQuestion, **more: Any) -> dict[str, Any]:
    return {**mail_params(question.round), "question_id": question.id, **more}


def _published(question: RoundQuestion) -> dict[str, Any]:
    return {"wording": question.wording, "answer": question.answer}


def _kept(texts: Mapping[str, str]) -> dict[str, str]:
    return {code: text.strip() for code, text in texts.items() if text and text.strip()}


def _asking_problems(by: Actor, party_id: str, text: str) -> list[Problem]:
    found = [] if text.strip() else [Problem("text", msg("Write the question."))]
    if party_id not in by.parties(TEAM):
        found.append(Problem("party_id", msg("Choose the Party for which you ask.")))
    return found


def _answer_problems(round_: Round, wording: Mapping[str, str], answer: Mapping[str, str]) -> list[Problem]:
    return [*_lacking("wording", wording, round_), *_lacking("answer", answer, round_)]


def _lacking(field: str, texts: Mapping[str, str], round_: Round) -> list[Problem]:
    """What is published stands in English and in every language in which the round takes applications."""
    reason = msg("Write it in this language, too: the round takes applications in it.")
    return [
        Problem(f"{field}_{code}", reason)
        for code in question_queries.languages_of(round_)
        if code not in texts
    ]


def _demand_alive(round_: Round) -> None:
    if round_.state not in queries.UNDER_WAY:
        raise Conflict(msg("This round is over: its questions and answers stay as they are."))
