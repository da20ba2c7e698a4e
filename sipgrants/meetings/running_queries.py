"""What is on record of a meeting that runs: sessions, discussions, votes; and how quorate a moment is."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from sipgrants.board import queries as board
from sipgrants.board.bars import Bar
from sipgrants.board.models import Seat
from sipgrants.core.db import session
from sipgrants.meetings.models import AgendaItem, Decision, Meeting
from sipgrants.meetings.running_models import Discussion, MeetingSession, Vote


def sessions_of(meeting: Meeting) -> list[MeetingSession]:
    """Return the sessions of a meeting, the first first."""
    query = select(MeetingSession).where(MeetingSession.meeting_id == meeting.id)
    return list(session().scalars(query.order_by(MeetingSession.number)))


def open_session(meeting: Meeting) -> MeetingSession | None:
    """Return the session that is going on."""
    query = select(MeetingSession).where(
        MeetingSession.meeting_id == meeting.id, MeetingSession.ended_at.is_(None)
    )
    return session().scalar(query)


def discussions_of(meeting: Meeting) -> dict[UUID, list[Discussion]]:
    """Return when each item was under discussion, by item, the first first."""
    query = select(Discussion).where(Discussion.meeting_id == meeting.id).order_by(Discussion.opened_at)
    found: dict[UUID, list[Discussion]] = {}
    for one in session().scalars(query):
        found.setdefault(one.item_id, []).append(one)
    return found


def open_discussion(meeting: Meeting) -> Discussion | None:
    """Return the discussion that is going on."""
    query = select(Discussion).where(Discussion.meeting_id == meeting.id, Discussion.closed_at.is_(None))
    return session().scalar(query)


def votes_of(meeting: Meeting) -> dict[UUID, Vote]:
    """Return the vote that counts (open or closed) by decision."""
    query = (
        select(Vote)
        .join(Decision, Decision.id == Vote.decision_id)
        .where(Decision.meeting_id == meeting.id, Vote.state != "void")
    )
    return {one.decision_id: one for one in session().scalars(query)}


def vote_on(decision: Decision) -> Vote | None:
    """Return the vote that counts on a decision: the open one, or the closed one."""
    return session().scalar(select(Vote).where(Vote.decision_id == decision.id, Vote.state != "void"))


def open_votes(meeting: Meeting) -> bool:
    """Tell whether a vote is going on."""
    query = select(Vote.id).join(Decision, Decision.id == Vote.decision_id)
    wanted = query.where(Decision.meeting_id == meeting.id, Vote.state == "open")
    return session().scalar(wanted.limit(1)) is not None


def bars_of(meeting: Meeting, seats: Collection[Seat]) -> dict[UUID, dict[UUID, Bar]]:
    """Return application > member > bar for a meeting about a round, without its scores."""
    if meeting.round_id is None:
        return {}
    told = board.declared(board.declarations(meeting.round_id))
    return board.bars(board.dossiers(meeting.round_id), seats, told)


def barred_from_item(meeting: Meeting, item: AgendaItem) -> dict[UUID, Bar]:
    """Return who of the Board is barred from an item."""
    if item.application_id is None:
        return {}
    return bars_of(meeting, board.sitting()).get(item.application_id, {})
