"""A draft that its meeting left undecided goes on in the next one: nothing is taken in a meeting that has ended."""

from sqlalchemy import select

from sipgrants.core.db import session
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import Actor
from sipgrants.meetings import running_queries
from sipgrants.meetings.commands import votes
from sipgrants.meetings.models import Decision, Meeting


def carry_all(meeting: Meeting, *, by: Actor) -> None:
    """Carry into a meeting what earlier ones left as drafts on the applications of its agenda."""
    wanted = [one.application_id for one in meeting.items if one.application_id]
    query = (
        select(Decision)
        .join(Meeting, Meeting.id == Decision.meeting_id)
        .where(Decision.application_id.in_(wanted), Decision.state == "drafted", Meeting.state == "ended")
        .order_by(Decision.created_at)
    )
    for one in session().scalars(query).unique():
        carry(one, meeting, by=by)


def carry(decision: Decision, meeting: Meeting, *, by: Actor) -> None:
    """Carry one draft. A vote that was lost stays on record; answers to another correspondence no longer count."""
    again = meeting.mode == "correspondence"
    voided = len(decision.answers) if again else 0
    machine.move(
        decision, "decision.edit", by=by, outcome=decision.outcome, voided=voided, meeting=meeting.id
    )
    vote = running_queries.vote_on(decision)
    if vote is not None:
        votes.void(vote, by=by)
    if again:
        decision.answers.clear()
    decision.meeting = meeting
    session().flush()
