"""What the pages of meetings show, for officers and for members; read in a fixed number of statements."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.accounts.history import timeline
from sipgrants.applications.models import Application
from sipgrants.board import queries as board
from sipgrants.board.models import Seat
from sipgrants.core import clock, db
from sipgrants.core.db import session
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.lifecycle.actor import BOARD, Actor, RoleName
from sipgrants.lifecycle.waiting import Waiting
from sipgrants.meetings import now_queries, queries, running_queries
from sipgrants.meetings.models import AgendaItem, Decision, Meeting
from sipgrants.meetings.queries import Row, Table
from sipgrants.meetings.running_models import Discussion, MeetingSession
from sipgrants.rounds.models import Round

NEAR = timedelta(days=30)  # how long before a meeting its members are told to read the papers


@dataclass
class Page:
    """A meeting as one reader sees it. `rows`: application > what they may know of it."""

    meeting: Meeting
    seats: list[Seat]
    table: Table | None = None
    rows: dict[UUID, Row] = field(default_factory=dict)
    own: Seat | None = None
    sessions: list[MeetingSession] = field(default_factory=list)
    discussions: dict[UUID, list[Discussion]] = field(default_factory=dict)

    @property
    def current(self) -> AgendaItem | None:
        """Return the item under discussion."""
        return next((one for one in self.meeting.items if one.id == self.meeting.current_item_id), None)

    def row(self, item: AgendaItem) -> Row | None:
        """Return what the reader may know of the application of an item."""
        return self.rows.get(item.application_id) if item.application_id else None

    @property
    def is_adjourned(self) -> bool:
        """Tell whether the meeting is in session and none of its sessions is open."""
        open_now = any(one.ended_at is None for one in self.sessions)
        return self.meeting.state == "in_session" and self.meeting.mode == "meeting" and not open_now

    @property
    def names(self) -> dict[UUID, str]:
        """Return what members are called, those of earlier days included."""
        seats = [*(self.table.picture.all_seats.values() if self.table else ()), *self.seats]
        return {one.person_id: one.person.name for one in seats}

    def mine(self, state: str) -> list[Row]:
        """Return the applications whose decision in this meeting is in `state`."""
        return [one for one in self.rows.values() if one.decision and one.decision.state == state]


def page(meeting: Meeting, reader: Actor) -> Page:
    """Return a meeting for one reader."""
    table = queries.table(meeting.round, reader) if meeting.round is not None else None
    found = Page(meeting, table.picture.seats if table else board.sitting(), table)
    if reader.has(BOARD):
        found.own = next((one for one in found.seats if one.person_id == reader.person_id), None)
    if found.table is not None:
        found.rows = queries.rows(found.table, meeting, reader)
        votes = running_queries.votes_of(meeting)
        for row in found.rows.values():
            row.vote = votes.get(row.decision.id) if row.decision else None
    found.sessions = running_queries.sessions_of(meeting)
    found.discussions = running_queries.discussions_of(meeting)
    return found


def how(meeting: Meeting, person_id: UUID) -> str:
    """Return how a member attends: room, online, left or absent; "" where nothing was noted yet."""
    row = queries.attendance_of(meeting, person_id)
    if row is None:
        return ""
    if not row.is_present:
        return "absent"
    return "left" if row.left_at else "online" if row.online else "room"


def attendance(found: Page) -> list[tuple[str, str, Message | None]]:
    """Return who is there, in the words of the screen: present, barred (from the item under discussion) or absent."""
    item = found.current
    row = found.row(item) if item else None
    barred = {seat.person_id: bar for seat, bar in row.barred} if row else {}
    here = queries.present(found.meeting)
    lines: list[tuple[str, str, Message | None]] = []
    for seat in found.seats:
        bar = barred.get(seat.person_id)
        if bar:
            why = msg("declared interest") if bar.can_be_lifted else msg("own country")
            lines.append((seat.person.name, "barred", why))
        else:
            lines.append((seat.person.name, "present" if seat.person_id in here else "absent", None))
    return lines


def item_of(meeting: Meeting, application_id: UUID) -> tuple[AgendaItem, Application]:
    """Return the item about an application; NotFound where it is not on the agenda."""
    found = next((one for one in meeting.items if one.application_id == application_id), None)
    if found is None:
        raise NotFound()
    return found, db.find(Application, application_id)


def history(*records: Any) -> list[Any]:
    """Return what happened, newest first."""
    return timeline(*records, without=("meeting.edit",))


def board_rounds() -> list[Round]:
    """Return the rounds a meeting may be about."""
    wanted = [one.id for one in board.rounds() if one.state in ("appraisal", "with_board", "decided")]
    query = select(Round).where(Round.id.in_(wanted)).order_by(Round.number.desc())
    return list(session().scalars(query))


def electable(found: Page, row: Row) -> list[Seat]:
    """Return the members who may be elected to confirm an item."""
    barred = {seat.person_id for seat, _ in row.barred}
    here = queries.taking_part(found.meeting, row.decision)
    return [one for one in found.seats if one.person_id in here and one.person_id not in barred]


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return what waits: answers by correspondence, decisions to confirm, reports to adopt, meetings to prepare or join."""
    if not actor.has(BOARD):
        return now_queries.running_for(actor)
    found = [
        _answers(one, actor)
        if one.mode == "correspondence"
        else now_queries.now_in(one, actor) or _papers(one)
        for one in queries.current_meetings()
    ]
    found += [_reports(actor)]
    found += [_words(meeting, actor) for meeting in _with_taken()]
    found += now_queries.to_close(actor)
    return [one for one in found if one]


def _with_taken() -> list[Meeting]:
    query = select(Meeting).join(Decision, Decision.meeting_id == Meeting.id).where(Decision.state == "taken")
    return list(session().scalars(query.distinct()).unique())


def _papers(meeting: Meeting) -> Waiting | None:
    """A meeting that is still to come: members read its papers before."""
    now = clock.now()
    if meeting.state != "planned" or meeting.starts_at is None or not now < meeting.starts_at < now + NEAR:
        return None
    what = msg("Meeting %(number)s of the Board is near: read its papers.", number=meeting.number)
    values = {"meeting_id": meeting.id}
    return Waiting(what, msg("Read papers"), "meetings.show", values, meeting.starts_at, "meeting.read")


def _answers(meeting: Meeting, actor: Actor) -> Waiting | None:
    if meeting.state != "in_session" or meeting.round is None or board.seat_of(actor.person_id) is None:
        return None
    found = queries.table(meeting.round, actor)
    asked = [
        one
        for one in found.under_way.values()
        if one.meeting_id == meeting.id
        and one.state == "drafted"
        and one.application_id not in found.picture.hidden
    ]
    open_ones = [one for one in asked if actor.person_id not in {each.person_id for each in one.answers}]
    if not open_ones:
        return None
    what = nmsg(
        "Answer by correspondence: %(num)s decision waits for your answer.",
        "Answer by correspondence: %(num)s decisions wait for your answer.",
        len(open_ones),
    )
    return _waiting(meeting, what, msg("Answer"), "decision.agree")


def _words(meeting: Meeting, actor: Actor) -> Waiting | None:
    if meeting.round is None:
        return None
    mine = queries.waiting_for_word(queries.table(meeting.round, actor), actor.person_id, meeting.id)
    if not mine:
        return None
    what = nmsg(
        "%(num)s decision of the Board waits for your word.",
        "%(num)s decisions of the Board wait for your word.",
        len(mine),
    )
    return Waiting(
        what,
        msg("Confirm decisions"),
        "meetings.confirm",
        {"meeting_id": meeting.id},
        None,
        "decision.confirm",
    )


def _reports(actor: Actor) -> Waiting | None:
    if not actor.has({RoleName.CO_CHAIR}):
        return None
    for report in queries.open_reports():
        if actor.person_id not in {one.person_id for one in report.adoptions}:
            what = msg("Adopt the report of meeting %(number)s.", number=report.meeting.number)
            values = {"meeting_id": report.meeting_id}
            return Waiting(what, msg("Read report"), "meetings.report", values, None, "meeting_report.adopt")
    return None


def _waiting(meeting: Meeting, what: Message, button: Message, action: str) -> Waiting:
    return Waiting(what, button, "meetings.show", {"meeting_id": meeting.id}, meeting.ends_at, action)
