"""Action points: what somebody undertook at a meeting, by when; done with a note."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sipgrants.core import clock
from sipgrants.core.db import command, session
from sipgrants.core.errors import Problem, require, too_long
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import Actor
from sipgrants.meetings import point_queries, running_queries
from sipgrants.meetings.models import Meeting
from sipgrants.meetings.running_models import ActionPoint

LONGEST = 2_000  # characters


@dataclass(frozen=True)
class Task:
    """What is to be done, about which item (None: the meeting), by whom ("role:..." or a person's identifier), by when."""

    what: str
    who: str
    due_on: date | None
    item_id: UUID | None = None


@command
def add(meeting: Meeting, *, by: Actor, task: Task) -> ActionPoint:
    """Add an action point; it waits on the home page of whoever owes it, and they are reminded."""
    made = ActionPoint(meeting=meeting)
    require(_problems(meeting, task))
    _put(made, task)
    machine.begin(made, "action_point.add", by=by, meeting=meeting.number)
    session().add(made)
    session().flush()
    return made


@command
def edit(point: ActionPoint, *, by: Actor, task: Task) -> None:
    """Change what is to be done, by whom or by when; a day that moves begins its reminders anew."""
    machine.move(point, "action_point.edit", by=by)
    require(_problems(point.meeting, task))
    _put(point, task)
    session().flush()


@command
def finish(point: ActionPoint, *, by: Actor, note: str = "") -> None:
    """Report it done, in a few words."""
    require(too_long("note", note, LONGEST))
    machine.move(point, "action_point.finish", by=by)
    point.done_at, point.done_by, point.note = clock.now(), by.person_id, note.strip()
    session().flush()


def _problems(meeting: Meeting, task: Task) -> list[Problem]:
    found = [] if task.what.strip() else [Problem("what", msg("Say what is to be done."))]
    found += too_long("what", task.what, LONGEST)
    if task.who not in dict(point_queries.who_may_owe()):
        found.append(Problem("who", msg("Choose one of the answers.")))
    if task.due_on is None:
        found.append(Problem("due_on", msg("Say by when.")))
    if task.item_id is not None and task.item_id not in {one.id for one in meeting.items}:
        found.append(Problem("item", msg("This item is not on the agenda.")))
    elif task.item_id is not None and task.who in _barred(meeting, task.item_id):
        found.append(Problem("who", msg("This member is barred from the item: choose another.")))
    return found


def _barred(meeting: Meeting, item_id: UUID) -> set[str]:
    item = next(one for one in meeting.items if one.id == item_id)
    return {str(person) for person in running_queries.barred_from_item(meeting, item)}


def _put(point: ActionPoint, task: Task) -> None:
    point.what, point.due_on = task.what.strip(), task.due_on or clock.today()
    point.item = next((one for one in point.meeting.items if one.id == task.item_id), None)
    kind, _, name = task.who.rpartition(":")
    point.role, point.person_id = (name, None) if kind else (None, UUID(name))
