"""Planning events: whoever takes part is told of each change, and their calendars follow."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.accounts.models import Person
from sipgrants.awards.models import Award
from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.events import kinds, queries
from sipgrants.events.kinds import Happening
from sipgrants.events.models import AwardEvent
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import Actor

_PLAIN = ("kind", "title", "zone", "starts_at", "ends_at", "link", "place", "others")


@command
def add(*, by: Actor, happening: Happening) -> AwardEvent:
    """Add an event; everybody who takes part is told, and has it on the calendar. One that is over may be added, too: then
    nobody is told, and its notes can be written.
    """
    row = AwardEvent(changed_at=clock.now())
    machine.begin(row, "award_event.add", by=by, kind=happening.kind, starts_at=happening.starts_at)
    _put(row, happening)
    session().add(row)
    session().flush()
    _tell(row, "added", queries.invited(row), by)
    return row


@command
def change(event: AwardEvent, *, by: Actor, happening: Happening) -> None:
    """Change an event that has not begun; who takes part is told, and who does not any more, too."""
    machine.check(event, "award_event.change", by=by)
    _demand_coming(event)
    before, told = _values(event), queries.invited(event)
    _put(event, happening)
    difference = audit.changed(before, _values(event))
    if not difference:
        return
    event.sequence, event.changed_at = event.sequence + 1, clock.now()
    machine.move(event, "award_event.change", by=by, changed=sorted(difference))
    session().flush()
    now = queries.invited(event)
    _tell(event, "changed", now, by)
    _tell(event, "cancelled", set(told) - set(now), by)


@command
def cancel(event: AwardEvent, *, by: Actor) -> None:
    """Cancel an event: it stays on its page as cancelled, and everybody who takes part is told."""
    _demand_coming(event)
    machine.move(event, "award_event.cancel", by=by)
    event.sequence, event.changed_at = event.sequence + 1, clock.now()
    session().flush()
    _tell(event, "cancelled", queries.invited(event), by)


def _demand_coming(event: AwardEvent) -> None:
    if event.state == "planned" and queries.has_begun(event):
        raise Conflict(msg("This event has begun: it stays as it is."))


def _put(event: AwardEvent, typed: Happening) -> None:
    """Write what was typed; refused with everything that is wrong with it."""
    found = kinds.problems(typed)
    awards = _rows(Award, typed.awards)
    staff = {one.id: one for one in queries.staff()}
    if len(awards) != len(set(typed.awards)) or not set(typed.staff) <= {
        *staff,
        *(p.id for p in event.staff),
    }:
        found.append(Problem("awards", msg("Choose one of the answers.")))
    owing = {one.owing_party for one in event.points if one.state == "open" and one.owing_party}
    if found == [] and owing - {one.party_id for one in awards}:
        text = msg("A Party that still owes an action point takes part: change the action point first.")
        found.append(Problem("awards", text))
    require(found)
    for name in _PLAIN:
        value = getattr(typed, name)
        setattr(event, name, value.strip() if isinstance(value, str) else value)
    event.awards, event.staff = awards, _rows(Person, typed.staff)


def _rows(kind: Any, identifiers: Iterable[Any]) -> list[Any]:
    wanted = select(kind).where(kind.id.in_(list(identifiers)))
    return list(session().scalars(wanted).unique())


def _values(event: AwardEvent) -> dict[str, Any]:
    sets = {"awards": {one.id for one in event.awards}, "staff": {one.id for one in event.staff}}
    return {**{name: getattr(event, name) for name in _PLAIN}, **sets}


def _tell(event: AwardEvent, how: str, people: Iterable[UUID], by: Actor) -> None:
    """Write to who takes part, but not to whoever did it; nobody is told of what is over already."""
    if event.ends_at <= clock.now():
        return
    for person_id in sorted(set(people) - {by.person_id}, key=str):
        outbox.mail("award_event", person_id=person_id, about=event, how=how, **told(event))


def told(event: AwardEvent) -> dict[str, Any]:
    """Return what every mail about an event is given."""
    return {
        "event_id": event.id,
        "title": event.title,
        "zone": event.zone,
        "starts_at": event.starts_at.isoformat(),
        "ends_at": event.ends_at.isoformat(),
        "link": event.link,
        "place": event.place,
        "awards": [one.number for one in event.awards],
    }
