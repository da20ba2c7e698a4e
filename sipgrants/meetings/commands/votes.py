"""A vote on a decision: called, cast on one's own screen or by a show of hands, closed with its result."""

from collections.abc import Mapping
from uuid import UUID

from sipgrants.board import queries as board
from sipgrants.core import clock
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import Actor
from sipgrants.meetings import queries, running_queries
from sipgrants.meetings.commands.taking import demand_takeable
from sipgrants.meetings.models import Decision
from sipgrants.meetings.running_models import Ballot, Vote
from sipgrants.meetings.voting import Choice, tally


@command
def call(decision: Decision, *, by: Actor) -> Vote:
    """Call a vote on the item under discussion, with a quorum: those present and not barred are asked.

    It is counted by the majority that the round has set.
    """
    made = Vote(decision=decision, rule=decision.application.round.majority)
    machine.begin(made, "vote.call", by=by, decision=decision.id)
    meeting = decision.meeting
    item = next((one for one in meeting.items if one.id == meeting.current_item_id), None)
    if meeting.mode != "meeting" or item is None or item.application_id != decision.application_id:
        raise Conflict(msg("A vote is called on the item under discussion."))
    if decision.state != "drafted":
        raise Conflict(msg("A vote is called on a draft of the decision."))
    if running_queries.vote_on(decision) is not None:
        raise Conflict(msg("There is a vote on this decision already: cancel it to vote once more."))
    demand_takeable(decision)
    session().add(made)
    session().flush()
    return made


@command
def cast(vote: Vote, *, by: Actor, choice: str) -> None:
    """Vote; until the vote is closed the last word counts. Only who is present, and not barred, may."""
    machine.move(vote, "vote.cast", by=by, choice=choice)
    require([] if choice in list(Choice) else [Problem("choice", msg("Choose one of the answers."))])
    if by.person_id is None or by.person_id not in voters(vote):
        raise Conflict(msg("Only members who are noted as present vote."))
    _put(vote, by.person_id, choice, by_hand=False)


@command
def record(vote: Vote, *, by: Actor, choices: Mapping[UUID, str]) -> None:
    """Record a show of hands. What members voted on their own screens is theirs and is not written over."""
    machine.move(vote, "vote.record", by=by, choices={str(who): one for who, one in choices.items()})
    may = voters(vote)
    wrong = [
        Problem(f"choice.{who}", msg("This member is barred, is not there, or has voted already."))
        for who, choice in choices.items()
        if who not in may or choice not in list(Choice) or _voted_themselves(vote, who)
    ]
    require(wrong)
    for who, choice in choices.items():
        _put(vote, who, choice, by_hand=True)


@command
def close(vote: Vote, *, by: Actor) -> None:
    """Close the vote: the result is computed by its rule and stays with the decision."""
    machine.check(vote, "vote.close", by=by)
    demand_takeable(vote.decision)
    counted = tally((one.choice for one in vote.ballots), vote.rule)
    vote.in_favour, vote.against, vote.abstained = counted.in_favour, counted.against, counted.abstained
    vote.carried, vote.closed_at = counted.carried, clock.now()
    machine.move(
        vote, "vote.close", by=by, yes=counted.in_favour, no=counted.against, abstain=counted.abstained
    )
    session().flush()


@command
def void(vote: Vote, *, by: Actor) -> None:
    """Let a vote count no longer; it stays on record."""
    if vote.decision.state != "drafted":
        raise Conflict(msg("The decision was taken by this vote: reopen it first."))
    machine.move(vote, "vote.void", by=by)
    session().flush()


def voters(vote: Vote) -> frozenset[UUID]:
    """Return who may vote now: members who sit, are noted as present and are not barred."""
    meeting = vote.decision.meeting
    seats = board.sitting()
    barred = running_queries.bars_of(meeting, seats).get(vote.application_id, {})
    return frozenset({one.person_id for one in seats} & queries.present(meeting)) - barred.keys()


def _voted_themselves(vote: Vote, who: UUID) -> bool:
    ballot = vote.of(who)
    return ballot is not None and not ballot.by_hand


def _put(vote: Vote, who: UUID, choice: str, *, by_hand: bool) -> None:
    ballot = vote.of(who)
    if ballot is None:
        ballot = Ballot(person_id=who)
        vote.ballots.append(ballot)
    ballot.choice, ballot.by_hand = choice, by_hand
    session().flush()
