"""A meeting: planned, its agenda, who is there, which item is under discussion, its end."""

from collections.abc import Mapping
from uuid import UUID
from zoneinfo import available_timezones

from sqlalchemy import select

from sipgrants.applications.models import Application
from sipgrants.board import queries as board
from sipgrants.core import clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require, too_long
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import Actor
from sipgrants.meetings import queries, running_queries
from sipgrants.meetings.commands import carrying, papers, running
from sipgrants.meetings.models import AgendaItem, Attendance, Decision, Meeting
from sipgrants.meetings.planned import Plan
from sipgrants.meetings.reminding_queries import mail_params
from sipgrants.rounds.models import Round

LONGEST_NOTE = 20_000  # characters of what is written down on an item
PRESENCE = ("room", "online", "left", "absent")


@command
def plan(round_: Round | None, *, by: Actor, plan: Plan) -> Meeting:
    """Plan a meeting; one about a round has an item for every application before the Board. The members are told."""
    require(_problems(plan, None))
    made = Meeting(round_id=round_.id if round_ else None)
    _put(made, plan)
    machine.begin(made, "meeting.plan", by=by, number=plan.number, mode=plan.mode)
    session().add(made)
    session().flush()
    if round_ is not None:
        _add_applications(made, round_)
    for seat in board.sitting():
        outbox.mail("meeting_planned", person_id=seat.person_id, about=made, **mail_params(made))
    return made


@command
def edit(meeting: Meeting, *, by: Actor, plan: Plan) -> None:
    """Change where and when the meeting is held; members are told of what they travel by."""
    machine.move(meeting, "meeting.edit", by=by)
    require(_problems(plan, meeting))
    if plan.mode != meeting.mode and meeting.state != "planned":
        raise Conflict(msg("A meeting that has begun does not change its kind."))
    before = mail_params(meeting)
    _put(meeting, plan)
    if mail_params(meeting) != before and meeting.state != "ended":
        for seat in board.sitting():
            outbox.mail("meeting_changed", person_id=seat.person_id, about=meeting, **mail_params(meeting))


@command
def add_item(meeting: Meeting, *, by: Actor, title: str) -> AgendaItem:
    """Add an item about anything else at the end of the agenda."""
    machine.move(meeting, "meeting.edit", by=by, item=title.strip())
    require([] if title.strip() else [Problem("title", msg("Name the item."))])
    made = AgendaItem(meeting_id=meeting.id, position=_last(meeting) + 1, title=title.strip())
    meeting.items.append(made)
    session().flush()
    return made


@command
def add_applications(meeting: Meeting, *, by: Actor) -> int:
    """Add every application before the Board that has no item yet; returns how many."""
    machine.move(meeting, "meeting.edit", by=by, applications=True)
    if meeting.round is None:
        raise Conflict(msg("This meeting is not about a round."))
    return _add_applications(meeting, meeting.round)


@command
def remove_item(meeting: Meeting, *, by: Actor, item_id: UUID) -> None:
    """Take an item off the agenda, unless it has a decision."""
    item = _item(meeting, item_id)
    machine.move(meeting, "meeting.edit", by=by, removed=item.title)
    found = select(Decision.id).where(
        Decision.meeting_id == meeting.id, Decision.application_id == item.application_id
    )
    if item.application_id and session().scalar(found.limit(1)):
        raise Conflict(msg("This item has a decision: it stays on the agenda."))
    if running_queries.discussions_of(meeting).get(item.id):
        raise Conflict(msg("This item was discussed: it stays on the agenda."))
    papers.leave(item)
    meeting.items.remove(item)
    session().flush()


@command
def move_item(meeting: Meeting, *, by: Actor, item_id: UUID, steps: int) -> None:
    """Move an item up (below 0) or down on the agenda, by so many places, at most to its beginning or end."""
    items = list(meeting.items)
    old = items.index(_item(meeting, item_id))
    machine.move(meeting, "meeting.edit", by=by, moved=str(item_id), steps=steps)
    items.insert(min(max(0, old + steps), len(items) - 1), items.pop(old))
    for position, one in enumerate(items, start=1):
        one.position = position
    session().flush()
    session().expire(meeting, ["items"])


@command
def start(meeting: Meeting, *, by: Actor) -> None:
    """Open the meeting; by correspondence: ask every member for their answers to the drafted decisions.

    What an earlier meeting left as a draft is carried into the room; into a correspondence it is drafted by hand.
    """
    machine.move(meeting, "meeting.start", by=by)
    meeting.started_at = clock.now()
    if meeting.mode == "correspondence":
        _ask_answers(meeting)
    else:
        running.begin_session(meeting)
        carrying.carry_all(meeting, by=by)


def _ask_answers(meeting: Meeting) -> None:
    drafted = select(Decision.id).where(Decision.meeting_id == meeting.id, Decision.state == "drafted")
    if session().scalar(drafted.limit(1)) is None:
        raise Conflict(msg("Draft the decisions first: the members answer to them."))
    if meeting.ends_at and meeting.ends_at <= clock.now():
        raise Conflict(msg("The deadline for answers has passed: set a later one."))
    for seat in board.sitting():
        outbox.mail("answers_asked", person_id=seat.person_id, about=meeting, **mail_params(meeting))


@command
def attend(meeting: Meeting, *, by: Actor, presence: Mapping[UUID, str]) -> None:
    """Note who is in the room, online, has left or is absent; the quorum of every item follows from it."""
    machine.move(meeting, "meeting.edit", by=by, attendance={str(who): how for who, how in presence.items()})
    if meeting.state != "in_session":
        raise Conflict(msg("Attendance is noted while the meeting is in session."))
    here = running_queries.open_session(meeting)
    if here is None:
        raise Conflict(msg("The meeting is adjourned: resume it first."))
    members = {one.person_id for one in board.sitting()}
    wrong = [who for who, how in presence.items() if how not in PRESENCE or who not in members]
    require([Problem(f"presence.{who}", msg("Choose one of the answers.")) for who in wrong])
    for who, how in presence.items():
        row = queries.attendance_of(meeting, who)
        if row is None:
            row = Attendance(meeting_id=meeting.id, person_id=who)
            meeting.attendances.append(row)
        _note(row, how)
        running.note_stay(here, who, how)
    session().flush()
    running.ask_to_leave(meeting)


def _note(row: Attendance, how: str) -> None:
    row.is_present = how != "absent"
    row.online = how == "online" or (how == "left" and bool(row.online))
    row.left_at = (row.left_at or clock.now()) if how == "left" else None


@command
def go_to(meeting: Meeting, *, by: Actor, item_id: UUID | None) -> None:
    """Say which item is under discussion: every member's screen shows it, and asks the barred to leave.

    The item before it is closed, and who was asked to leave is called back. None: nothing is under discussion.
    """
    item = _item(meeting, item_id) if item_id else None
    machine.move(meeting, "meeting.edit", by=by, current=str(item_id or ""))
    if meeting.state != "in_session":
        raise Conflict(msg("An item is discussed while the meeting is in session."))
    if item is not None and running_queries.open_session(meeting) is None:
        raise Conflict(msg("The meeting is adjourned: resume it first."))
    if item is not None and item.id == meeting.current_item_id:
        return
    running.close_item(meeting)
    if item is not None:
        running.open_item(meeting, item)


@command
def note(meeting: Meeting, *, by: Actor, item_id: UUID, text: str) -> None:
    """Write down what was said on an item: the report is drafted from it."""
    item = _item(meeting, item_id)
    require(too_long("text", text, LONGEST_NOTE))
    machine.move(meeting, "meeting.edit", by=by, noted=str(item_id))
    item.note = text.strip()


@command
def end(meeting: Meeting, *, by: Actor) -> None:
    """End the meeting. What was taken can still be confirmed; nothing more is taken."""
    machine.move(meeting, "meeting.end", by=by)
    if meeting.mode == "correspondence" and meeting.ends_at and clock.now() < meeting.ends_at:
        waiting = select(Decision.id).where(Decision.meeting_id == meeting.id, Decision.state == "drafted")
        if session().scalar(waiting.limit(1)):
            raise Conflict(msg("The deadline for answers has not passed, and not every decision is taken."))
    running.end_session(meeting)
    meeting.ended_at = clock.now()


def _problems(plan: Plan, meeting: Meeting | None) -> list[Problem]:
    found = []
    taken = select(Meeting.id).where(Meeting.number == plan.number)
    other = session().scalar(taken if meeting is None else taken.where(Meeting.id != meeting.id))
    if plan.number < 1 or other:
        found.append(Problem("number", msg("This number is taken, or no number.")))
    if plan.mode not in ("meeting", "correspondence"):
        found.append(Problem("mode", msg("Choose one of the answers.")))
    if plan.zone not in available_timezones():
        found.append(Problem("zone", msg("Choose a time zone.")))
    if plan.starts_at is None:
        found.append(Problem("starts_at", msg("Say when it begins.")))
    elif plan.ends_at is not None and plan.ends_at <= plan.starts_at:
        found.append(Problem("ends_at", msg("It would end before it begins.")))
    if plan.mode == "correspondence" and plan.ends_at is None:
        found.append(Problem("ends_at", msg("Set the deadline for answers.")))
    return found


def _put(meeting: Meeting, plan: Plan) -> None:
    for name in ("number", "mode", "starts_at", "ends_at", "zone"):
        setattr(meeting, name, getattr(plan, name))
    meeting.place = plan.place.strip()


def _add_applications(meeting: Meeting, round_: Round) -> int:
    present = {one.application_id for one in meeting.items}
    query = (
        select(Application)
        .where(Application.round_id == round_.id, Application.state.in_(("with_board", "reserve")))
        .order_by(Application.reference)
    )
    new = [one for one in session().scalars(query).unique() if one.id not in present]
    for position, one in enumerate(new, start=_last(meeting) + 1):
        row = AgendaItem(meeting_id=meeting.id, position=position, title=one.title, application_id=one.id)
        meeting.items.append(row)
    session().flush()
    return len(new)


def _last(meeting: Meeting) -> int:
    return max((one.position for one in meeting.items), default=0)


def _item(meeting: Meeting, item_id: UUID) -> AgendaItem:
    found = next((one for one in meeting.items if one.id == item_id), None)
    if found is None:
        raise Conflict(msg("This item is not on the agenda."))
    return found
