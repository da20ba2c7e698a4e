"""What a member's screen shows of a running meeting, as one mark: the same mark, the same screen.

It is asked every two seconds by every screen, so it reads a few columns where the page reads everything. What a barred
member may not know is not part of their mark either: not even that something happened is told.
"""

from hashlib import sha256
from uuid import UUID

from sqlalchemy import func, select

from sipgrants.board import queries as board
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import BOARD, Actor
from sipgrants.meetings import paper_queries, queries, running_queries
from sipgrants.meetings.models import Decision, DecisionConfirmation, Meeting
from sipgrants.meetings.running_models import ActionPoint, Ballot, MeetingSession, Vote
from sipgrants.scoring import queries as scoring


def mark(meeting: Meeting, reader: Actor, shown_in: str) -> str:
    """Return the mark of what `reader` sees of a meeting in a language, in a fixed number of statements."""
    hidden = scoring.barred(reader)
    agenda = [(one.id, one.position, one.title) for one in meeting.items]
    there = [(one.person_id, one.is_present, one.online, one.left_at) for one in meeting.attendances]
    facts = [
        shown_in,
        sorted(reader.names()),
        meeting.version,
        meeting.state,
        meeting.current_item_id,
        agenda,
        sorted(there, key=str),
        _sessions(meeting),
        _decided(meeting, hidden),
        _votes(meeting, hidden, reader.person_id),
        _asked(meeting, hidden, reader),
        _points(meeting, hidden),
        paper_queries.marks(meeting, hidden),
    ]
    return sha256(repr(facts).encode()).hexdigest()[:32]


def _sessions(meeting: Meeting) -> list[object]:
    query = select(MeetingSession.number, MeetingSession.ended_at)
    rows = session().execute(query.where(MeetingSession.meeting_id == meeting.id)).all()
    return sorted((tuple(row) for row in rows), key=str)


def _decided(meeting: Meeting, hidden: frozenset[UUID]) -> list[object]:
    words = func.count(DecisionConfirmation.id)
    query = (
        select(Decision.id, Decision.application_id, Decision.state, Decision.version, words)
        .outerjoin(DecisionConfirmation, DecisionConfirmation.decision_id == Decision.id)
        .where(Decision.meeting_id == meeting.id)
        .group_by(Decision.id, Decision.application_id, Decision.state, Decision.version)
    )
    rows = session().execute(query).all()
    return sorted((tuple(row) for row in rows if row.application_id not in hidden), key=str)


def _votes(meeting: Meeting, hidden: frozenset[UUID], reader: UUID | None) -> list[object]:
    """The votes with how many cast theirs; which way, of the reader alone."""
    own = func.max(Ballot.choice).filter(Ballot.person_id == reader)
    query = (
        select(Vote.id, Vote.state, func.count(Ballot.id), own, Decision.application_id)
        .join(Decision, Decision.id == Vote.decision_id)
        .outerjoin(Ballot, Ballot.vote_id == Vote.id)
        .where(Decision.meeting_id == meeting.id)
        .group_by(Vote.id, Vote.state, Decision.application_id)
    )
    rows = session().execute(query).all()
    return sorted((tuple(row) for row in rows if row.application_id not in hidden), key=str)


def _asked(meeting: Meeting, hidden: frozenset[UUID], reader: Actor) -> list[object]:
    """Who is barred from the item under discussion: for the barred their own reason alone."""
    item = next((one for one in meeting.items if one.id == meeting.current_item_id), None)
    if item is None or item.application_id is None:
        return []
    bars = running_queries.bars_of(meeting, board.bare_seats()).get(item.application_id, {})
    if reader.has(BOARD) and item.application_id in hidden:
        own = bars.get(reader.person_id) if reader.person_id else None
        return [str(own.kind) if own else ""]
    return [*sorted((str(who), str(one.kind)) for who, one in bars.items())]


def _points(meeting: Meeting, hidden: frozenset[UUID]) -> list[object]:
    application = {one.id: one.application_id for one in meeting.items}
    query = select(ActionPoint.id, ActionPoint.version, ActionPoint.item_id)
    rows = session().execute(query.where(ActionPoint.meeting_id == meeting.id)).all()
    return sorted((tuple(row) for row in rows if application.get(row.item_id) not in hidden), key=str)


def is_there(meeting: Meeting, reader: Actor) -> bool:
    """Tell whether the reader is noted as present at a session that is going on: an adjournment notes all as gone."""
    return meeting.state == "in_session" and reader.person_id in queries.present(meeting)
