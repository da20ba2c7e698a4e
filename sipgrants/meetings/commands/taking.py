"""What has to be true before a decision is taken, or voted on: session, words, money, quorum, vote, answers."""

from sipgrants.board.bars import Quorum
from sipgrants.core import clock
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.meetings import queries, running_queries
from sipgrants.meetings.models import Decision
from sipgrants.meetings.portfolio import Outcome, refuse_amount
from sipgrants.meetings.queries import Table
from sipgrants.meetings.quorum import Reply


def demand_takeable(decision: Decision) -> Quorum:
    """Return the quorum of this moment; Conflict or Invalid where the Board cannot decide now."""
    round_ = decision.application.round
    found = queries.table(round_)
    check_round(round_.state)
    if decision.meeting.state != "in_session":
        raise Conflict(msg("A decision is taken while the meeting is in session."))
    require(word_problems(decision))
    require_money(decision, found, ("taken", "confirmed"))
    reached = queries.quorum_of(found, decision.meeting, decision.application_id, decision)
    if reached.problem:
        raise Conflict(reached.problem)
    return reached


def check_round(state: str) -> None:
    """Refuse where the round is not before the Board."""
    if state not in ("with_board", "decided"):
        raise Conflict(msg("The Board decides while the round is before it, or decided and not completed."))


def demand_agreement(decision: Decision) -> None:
    """Conflict where the answers by correspondence, or a vote, speak against it; consensus needs neither."""
    if decision.meeting.mode == "correspondence":
        _check_answers(decision)
        return
    vote = running_queries.vote_on(decision)
    if vote is not None and vote.state == "open":
        raise Conflict(msg("A vote is open: close it first."))
    if vote is not None and not vote.carried:
        raise Conflict(msg("The vote was not carried: change the draft, or cancel the vote."))


def word_problems(decision: Decision) -> list[Problem]:
    """What a decision still has to say before it is taken: one that does not approve tells what to do next time."""
    if decision.outcome == Outcome.NOT_APPROVED and not decision.recommendations.strip():
        return [Problem("recommendations", msg("Recommend what to do: the applicant may come again."))]
    return []


def require_money(decision: Decision, found: Table, states: tuple[str, ...]) -> None:
    """Refuse an amount above what was asked for, or above what is left of the envelope."""
    application = decision.application
    if decision.outcome != Outcome.APPROVED:
        return
    asked, others = queries.asked_for(application), found.choices(states)
    refused = refuse_amount(application.id, decision.amount, asked, others, found.envelope)
    require([Problem("amount", refused)] if refused else [])


def _check_answers(decision: Decision) -> None:
    """A decision by correspondence is taken where nobody objects and somebody agrees [ours]; else a meeting decides."""
    given = queries.replies(decision, decision.meeting)
    if Reply.OBJECT in given.values():
        raise Conflict(msg("A member objects: this item goes to a meeting."))
    if Reply.AGREE not in given.values():
        raise Conflict(msg("Nobody agrees: this item goes to a meeting."))
    if decision.meeting.ends_at and clock.now() < decision.meeting.ends_at:
        members = queries.table(decision.application.round)
        waiting = queries.quorum_of(members, decision.meeting, decision.application_id, decision)
        if waiting.present < waiting.entitled:
            raise Conflict(msg("Members may still answer: the deadline has not passed."))
