"""Decisions on applications: drafted beside the numbers, taken with a quorum, answered by correspondence, reopened."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sipgrants.applications.models import Application
from sipgrants.core import audit, clock, db
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Invalid, Problem, require, too_long
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.meetings import queries, running_queries
from sipgrants.meetings.commands import carrying, votes
from sipgrants.meetings.commands.taking import demand_agreement, demand_takeable
from sipgrants.meetings.models import Decision, DecisionAnswer, Meeting
from sipgrants.meetings.portfolio import Outcome
from sipgrants.meetings.quorum import Reply
from sipgrants.meetings.wording import Words


@command
def draft(application: Application, *, by: Actor, meeting: Meeting, words: Words) -> Decision:
    """Draft the decision on an application before the Board, or in reserve."""
    if application.state not in ("with_board", "reserve"):
        raise Conflict(msg("This application is not before the Board."))
    return _begin(application, meeting, words, by, "decision.draft")


@command
def supersede(decision: Decision, *, by: Actor, meeting: Meeting, words: Words) -> Decision:
    """Draft a decision that corrects a wrong one; the wrong one stands until this one is confirmed."""
    rights.demand(by, "decision.supersede", decision)
    application = decision.application
    if decision.state != "confirmed":
        raise Conflict(
            msg("Only a confirmed decision is superseded; a draft is edited, a taken one reopened.")
        )
    if application.round.state not in ("with_board", "decided"):
        raise Conflict(msg("The round is completed: its decisions stand."))
    if queries.table(application.round).has_award(application.id):
        raise Conflict(msg("An award came of this decision: it is ended by its own moves."))
    return _begin(application, meeting, words, by, "decision.draft")


def _begin(application: Application, meeting: Meeting, words: Words, by: Actor, action: str) -> Decision:
    if meeting.round_id != application.round_id or meeting.state == "ended":
        raise Conflict(msg("A decision belongs to a meeting about its round that has not ended."))
    require(shape_problems(words))
    found = queries.table(application.round)
    present = found.under_way.get(application.id)
    if present is not None and present.is_left:
        carrying.carry(present, meeting, by=by)
        if _differs(present, words):
            edit(present, by=by, words=words)
        return present
    if present is not None:
        raise Conflict(msg("A decision on this application is under way already."))
    standing = found.confirmed.get(application.id)
    made = Decision(meeting=meeting, application=application, supersedes_id=standing.id if standing else None)
    _put(made, words)
    machine.begin(made, action, by=by, application=application.id, outcome=words.outcome)
    session().add(made)
    session().flush()
    return made


@command
def draft_several(meeting: Meeting, *, by: Actor, words: Mapping[UUID, Words]) -> int:
    """Draft or edit many decisions at once; problems of all are told at once. Returns how many changed."""
    if meeting.round is None:
        raise Conflict(msg("This meeting is not about a round."))
    require([_at(one, problem) for one, said in words.items() for problem in shape_problems(said)])
    found, changed = queries.table(meeting.round), 0
    for application_id, said in words.items():
        present = found.under_way.get(application_id)
        if present is None or present.is_left:
            draft(db.find(Application, application_id), by=by, meeting=meeting, words=said)
        elif _differs(present, said):
            edit(present, by=by, words=said)
        else:
            continue
        changed += 1
    return changed


@command
def edit(decision: Decision, *, by: Actor, words: Words) -> None:
    """Edit a draft; answers that were given to other words no longer count."""
    machine.move(decision, "decision.edit", by=by, outcome=words.outcome, voided=len(decision.answers))
    require(shape_problems(words))
    _drop_vote(decision, by)
    decision.answers.clear()
    _put(decision, words)
    session().flush()


@command
def take(decision: Decision, *, by: Actor) -> None:
    """Record the decision as taken: with a quorum of those not barred, within the envelope."""
    round_ = decision.application.round
    db.lock(round_)  # two decisions at the same moment do not both find the last money
    machine.move(decision, "decision.take", by=by, outcome=decision.outcome, amount=decision.amount_minor)
    reached = demand_takeable(decision)
    demand_agreement(decision)
    decision.taken_at, decision.present, decision.entitled = clock.now(), reached.present, reached.entitled


def take_several(decisions: Iterable[Decision], *, by: Actor) -> dict[UUID, Message]:
    """Take decisions one after the other, each a transaction of its own; returns why some could not be taken."""
    refused: dict[UUID, Message] = {}
    for identifier in [one.id for one in decisions]:
        try:
            take(db.find(Decision, identifier), by=by)
        except Invalid as error:
            refused[identifier] = error.problems[0].message
        except Conflict as error:
            refused[identifier] = error.message
    return refused


@command
def reopen(decision: Decision, *, by: Actor, reason: str) -> None:
    """Reopen a decision that was taken and not confirmed, with a reason; words given to confirm it no longer count."""
    machine.move(decision, "decision.reopen", by=by, reason=reason.strip())
    require([] if reason.strip() else [Problem("reason", msg("Give the reason."))])
    decision.reopen_reason = reason.strip()
    decision.taken_at = decision.present = decision.entitled = None
    decision.confirmations.clear()
    decision.elected = None
    _drop_vote(decision, by)
    session().flush()


@command
def agree(decision: Decision, *, by: Actor, answer: str, reason: str = "") -> None:
    """Answer by correspondence: agree, object (with a reason) or abstain; the last answer before the deadline counts."""
    rights.demand(by, "decision.agree", decision)
    meeting = decision.meeting
    if meeting.mode != "correspondence" or meeting.state != "in_session" or decision.state != "drafted":
        raise Conflict(msg("There is nothing to answer here now."))
    if meeting.ends_at and clock.now() > meeting.ends_at:
        raise Conflict(msg("The deadline for answers has passed."))
    wrong = [] if answer in list(Reply) else [Problem("answer", msg("Choose one of the answers."))]
    if answer == Reply.OBJECT and not reason.strip():
        wrong.append(Problem("reason", msg("Say why you object.")))
    require([*wrong, *too_long("reason", reason, 4_000)])
    row = next((one for one in decision.answers if one.person_id == by.person_id), None)
    if row is None:
        row = DecisionAnswer(person_id=by.person_id)
        decision.answers.append(row)
    row.answer, row.reason, row.created_at = answer, reason.strip(), clock.now()
    session().flush()
    audit.record("decision.agree", decision, by, answer=answer)


def _drop_vote(decision: Decision, by: Actor) -> None:
    """A vote on other words counts no longer; while one is open the words stay."""
    vote = running_queries.vote_on(decision)
    if vote is not None and vote.state == "open":
        raise Conflict(msg("A vote is open: close it first."))
    if vote is not None:
        votes.void(vote, by=by)


def shape_problems(words: Words) -> list[Problem]:
    """What keeps a draft from being saved at all."""
    if words.outcome not in list(Outcome):
        return [Problem("outcome", msg("Choose an outcome."))]
    if words.outcome == Outcome.APPROVED and (words.amount is None or words.amount.minor <= 0):
        return [Problem("amount", msg("Enter the amount that is approved."))]
    return []


def _put(decision: Decision, words: Words) -> None:
    decision.outcome = words.outcome
    approved = words.outcome == Outcome.APPROVED
    decision.amount_minor = words.amount.minor if approved and words.amount else None
    decision.conditions = words.conditions.strip() if approved else ""
    decision.recommendations, decision.reasons = words.recommendations.strip(), words.reasons.strip()


def _differs(decision: Decision, words: Words) -> bool:
    now = (
        decision.outcome,
        decision.amount_minor,
        decision.conditions,
        decision.recommendations,
        decision.reasons,
    )
    amount = words.amount.minor if words.amount and words.outcome == Outcome.APPROVED else None
    conditions = words.conditions.strip() if words.outcome == Outcome.APPROVED else ""
    return now != (words.outcome, amount, conditions, words.recommendations.strip(), words.reasons.strip())


def _at(application_id: UUID, problem: Problem) -> Problem:
    return Problem(f"{problem.field}.{application_id}", problem.message)
