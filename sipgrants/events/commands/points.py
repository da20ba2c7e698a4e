"""Action points of an event: by whom, by when; done with a note."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sipgrants.core import clock
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require, too_long
from sipgrants.core.i18n import msg
from sipgrants.events import kinds, queries
from sipgrants.events.models import AwardEvent, AwardPoint
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import Actor


@dataclass(frozen=True)
class Task:
    """What is to be done, by whom ("party:..." or a person's identifier), by when."""

    what: str
    who: str
    due_on: date | None


@command
def add_point(event: AwardEvent, *, by: Actor, task: Task) -> AwardPoint:
    """Add an action point; it waits on the home page and in the calendar of whoever owes it, and they are reminded."""
    made = AwardPoint()
    machine.begin(made, "award_point.add", by=by, event=event.id)
    if event.state == "cancelled":
        raise Conflict(msg("This event is cancelled."))
    require(_problems(event, task, None))
    made.event = event
    _put(made, task)
    session().add(made)
    session().flush()
    return made


@command
def edit_point(point: AwardPoint, *, by: Actor, task: Task) -> None:
    """Change what is to be done, by whom or by when; a day that moves begins its reminders anew."""
    machine.move(point, "award_point.edit", by=by)
    require(_problems(point.event, task, point))
    _put(point, task)
    session().flush()


@command
def finish_point(point: AwardPoint, *, by: Actor, note: str = "") -> None:
    """Report it done, in a few words."""
    require(too_long("note", note, kinds.TASK))
    machine.move(point, "award_point.finish", by=by)
    point.done_at, point.done_by, point.note = clock.now(), by.person_id, note.strip()
    session().flush()


def _problems(event: AwardEvent, task: Task, known: AwardPoint | None) -> list[Problem]:
    found = [] if task.what.strip() else [Problem("what", msg("Say what is to be done."))]
    found += too_long("what", task.what, kinds.TASK)
    may = set(dict(queries.who_may_owe(event, "en")))
    if task.who not in may | ({queries.owed_by(known)} if known else set()):
        found.append(Problem("who", msg("Choose one of the answers.")))
    if task.due_on is None:
        found.append(Problem("due_on", msg("Say by when.")))
    return found


def _put(point: AwardPoint, task: Task) -> None:
    point.what, point.due_on = task.what.strip(), task.due_on or clock.today()
    kind, _, name = task.who.rpartition(":")
    point.owing_party, point.person_id = (name, None) if kind else (None, UUID(name))
