"""Sessions of a meeting: adjourned and resumed; who came and left, items opened and closed, the barred asked to leave."""

from datetime import datetime
from uuid import UUID

from sipgrants.core import clock
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import Actor
from sipgrants.meetings import queries, running_queries
from sipgrants.meetings.models import AgendaItem, Meeting
from sipgrants.meetings.running_models import Discussion, MeetingSession, Recusal, Stay


@command
def adjourn(meeting: Meeting, *, by: Actor) -> None:
    """End the session: everybody has left, the item under discussion is closed. The meeting goes on another time."""
    machine.move(meeting, "meeting.adjourn", by=by)
    if running_queries.open_session(meeting) is None:
        raise Conflict(msg("The meeting is adjourned already."))
    end_session(meeting)
    for row in meeting.attendances:
        row.left_at = (row.left_at or clock.now()) if row.is_present else None
    session().flush()


@command
def resume(meeting: Meeting, *, by: Actor) -> None:
    """Open the next session; who is there is noted anew."""
    machine.move(meeting, "meeting.resume", by=by)
    if meeting.mode != "meeting" or running_queries.open_session(meeting) is not None:
        raise Conflict(msg("A session is going on, or there are none."))
    begin_session(meeting)


def begin_session(meeting: Meeting) -> None:
    """Open the next session of a meeting."""
    number = len(running_queries.sessions_of(meeting)) + 1
    session().add(MeetingSession(meeting_id=meeting.id, number=number, began_at=clock.now()))
    session().flush()


def end_session(meeting: Meeting) -> None:
    """End the session that is going on: item and stays end with it. Who was there to the end of the meeting stays noted
    so: one of them may be elected to confirm an item. Conflict while a vote is open.
    """
    close_item(meeting)
    here, now = running_queries.open_session(meeting), clock.now()
    if here is None:
        return
    here.ended_at = now
    for stay in here.stays:
        stay.left_at = stay.left_at or now
    session().flush()


def note_stay(here: MeetingSession, person_id: UUID, how: str) -> None:
    """Note that a member came, changed between room and line, or left."""
    now = clock.now()
    stay = next((one for one in here.stays if one.person_id == person_id and one.left_at is None), None)
    is_there, online = how in ("room", "online"), how == "online"
    if stay is not None and is_there and stay.online == online:
        return
    if stay is not None:
        stay.left_at = now
        session().flush()
    if is_there:
        here.stays.append(Stay(person_id=person_id, online=online, came_at=now))


def open_item(meeting: Meeting, item: AgendaItem) -> None:
    """Put an item under discussion, and ask the barred who are there to leave."""
    session().add(Discussion(meeting_id=meeting.id, item_id=item.id, opened_at=clock.now()))
    session().flush()
    meeting.current_item_id = item.id
    ask_to_leave(meeting)


def ask_to_leave(meeting: Meeting) -> None:
    """Ask every barred member who is there now, and was not asked yet, to leave."""
    discussion = running_queries.open_discussion(meeting)
    item = next((one for one in meeting.items if one.id == meeting.current_item_id), None)
    if discussion is None or item is None:
        return
    asked = {one.person_id for one in discussion.recusals}
    there = queries.present(meeting)
    for person_id in sorted(running_queries.barred_from_item(meeting, item).keys() & there - asked, key=str):
        discussion.recusals.append(Recusal(person_id=person_id, asked_at=clock.now()))
    session().flush()


def close_item(meeting: Meeting) -> None:
    """Close the item under discussion, and call the barred back; Conflict while a vote is open."""
    if running_queries.open_votes(meeting):
        raise Conflict(msg("A vote is open: close it first."))
    meeting.current_item_id = None
    discussion = running_queries.open_discussion(meeting)
    if discussion is not None:
        _close(discussion, clock.now())


def _close(discussion: Discussion, at: datetime) -> None:
    discussion.closed_at = at
    for one in discussion.recusals:
        one.called_back_at = one.called_back_at or at
    session().flush()
