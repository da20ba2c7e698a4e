"""Events of awards as their readers see them, who takes part, and who may owe an action point."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import lazyload, selectinload

from sipgrants.accounts import queries as people
from sipgrants.accounts.history import Event, timeline
from sipgrants.accounts.models import Person
from sipgrants.awards import queries as awards
from sipgrants.awards.models import Award
from sipgrants.core import clock, db
from sipgrants.core.db import session
from sipgrants.core.errors import NotFound
from sipgrants.core.paging import Page, paginate
from sipgrants.events.models import AwardEvent, AwardEventFile, AwardPoint
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import MANAGERS, OFFICE, SECRETARIAT, Actor
from sipgrants.rounds.ical import Entry

RUNNING = ("accepted", "active", "suspended", "completed", "terminated")


def find(actor: Actor, event_id: UUID) -> AwardEvent:
    """Return an event that `actor` may read; NotFound otherwise."""
    found = db.find(AwardEvent, event_id)
    if not rights.can(actor, "award_event.read", found):
        raise NotFound()
    return found


def point(actor: Actor, point_id: UUID) -> AwardPoint:
    """Return an action point of an event that `actor` may read; NotFound otherwise."""
    found = db.find(AwardPoint, point_id)
    if not rights.can(actor, "award_event.read", found.event):
        raise NotFound()
    return found


def file_of(actor: Actor, file_id: UUID) -> AwardEventFile:
    """Return a file of an event that `actor` may open; NotFound otherwise: one that is not shared is not told of."""
    found = db.find(AwardEventFile, file_id)
    if found not in files(find(actor, found.event_id), actor):
        raise NotFound()
    return found


def files(event: AwardEvent, actor: Actor) -> list[AwardEventFile]:
    """Return the files of an event that `actor` may open, oldest first."""
    office = reads_internal(actor)
    return [one for one in event.files if one.removed_at is None and (office or one.is_shared)]


# An internal file is not told of: its coming and going neither.
_OF_FILES = ("award_event.attach", "award_event.remove")


def happened(event: AwardEvent, internal: bool) -> list[Event]:
    """Return what happened to an event and its action points, newest first; without `internal` what only those know of
    who read internal notes and files is left out.
    """
    found = timeline(event, *event.points, without=() if internal else _OF_FILES)
    return [one for one in found if internal or one.details.get("changed") != ["internal"]]


def reads_internal(actor: Actor) -> bool:
    """Tell whether internal notes and files are for this reader: the Secretariat and the auditor."""
    return actor.has(OFFICE)


def _visible(actor: Actor) -> Select[Any]:
    query = select(AwardEvent)
    if actor.has(OFFICE):
        return query
    mine = awards.visible(actor).with_only_columns(Award.id).order_by(None)
    return query.where(AwardEvent.awards.any(Award.id.in_(mine)))


def listed(actor: Actor, *, kind: str = "", when: str = "", page: int = 1) -> Page[AwardEvent]:
    """Return a page of the events that `actor` may read: those to come with the next one first, else the latest first."""
    query = _visible(actor)
    if kind:
        query = query.where(AwardEvent.kind == kind)
    if when == "past":
        query = query.where(AwardEvent.ends_at <= clock.now()).order_by(AwardEvent.starts_at.desc())
    elif when == "coming":
        query = query.where(AwardEvent.ends_at > clock.now()).order_by(AwardEvent.starts_at)
    else:
        query = query.order_by(AwardEvent.starts_at.desc())
    return paginate(query.order_by(AwardEvent.id), page)


def of_award(award_id: UUID) -> list[AwardEvent]:
    """Return the events of an award, latest first, with files and action points."""
    query = (
        select(AwardEvent)
        .where(AwardEvent.awards.any(Award.id == award_id))
        .order_by(AwardEvent.starts_at.desc(), AwardEvent.id)
        .options(selectinload(AwardEvent.points), selectinload(AwardEvent.files))
    )
    return list(session().scalars(query))


def attended_by(actor: Actor) -> list[AwardEvent]:
    """Return the coming events in which this person takes part, without awards and people: one statement."""
    mine = AwardEvent.awards.any(Award.party_id.in_(actor.parties(MANAGERS)))
    if actor.has(SECRETARIAT):
        mine = mine | AwardEvent.staff.any(Person.id == actor.person_id)
    query = select(AwardEvent).where(mine, AwardEvent.state != "cancelled", AwardEvent.ends_at > clock.now())
    bare = query.options(lazyload(AwardEvent.awards), lazyload(AwardEvent.staff))
    return list(session().scalars(bare.order_by(AwardEvent.starts_at, AwardEvent.id)))


def invited(event: AwardEvent) -> list[UUID]:
    """Return everybody with an account who takes part: of each Party the focal points and project managers, and `staff`
    who are of the Secretariat still.
    """
    by_party, office = people.recipients_by_party(MANAGERS), set(people.recipients(SECRETARIAT))
    ours = {one.id for one in event.staff} & office
    found = ours.union(*(by_party.get(one, []) for one in event.parties))
    return sorted(found, key=str)


def running(keep: Iterable[Award] = ()) -> list[Award]:
    """Return the awards that may have an event, by number; `keep`: those that it has already, whatever became of them."""
    named = [one.id for one in keep]
    query = select(Award).where(Award.state.in_(RUNNING) | Award.id.in_(named)).order_by(Award.number)
    return list(session().scalars(query).unique())


def staff() -> list[Person]:
    """Return who of the Secretariat may take part, by name."""
    return people.people_with(SECRETARIAT)


def who_may_owe(event: AwardEvent, locale: str) -> list[tuple[str, str]]:
    """Return who may owe an action point, as (what a form sends, words): the Parties, then people of the Secretariat."""
    named = {one.party_id: one.party.name(locale) for one in event.awards}
    of_parties = [(f"party:{code}", named[code]) for code in event.parties]
    return [*of_parties, *((str(one.id), one.name) for one in staff())]


def owed_by(one: AwardPoint) -> str:
    """Return the same of one action point, as a form sends it."""
    return f"party:{one.owing_party}" if one.owing_party else str(one.person_id)


def owing(event: AwardEvent, locale: str) -> dict[UUID, str]:
    """Return who owes each action point of an event, in words, in one statement."""
    called = people.names_of([one.person_id for one in event.points])
    named = {one.party_id: one.party.name(locale) for one in event.awards}
    return {
        one.id: called.get(one.person_id, "")
        if one.person_id
        else named.get(str(one.owing_party), str(one.owing_party))
        for one in event.points
    }


def entry(event: AwardEvent, link: str) -> Entry:
    """Return an event as calendars take it; `link`: its page, where it has no address of its own."""
    return Entry(
        f"award-event-{event.id}@sipgrants",
        event.sequence,
        {"en": event.title},
        event.starts_at,
        event.ends_at,
        event.changed_at,
        event.link or link,
        event.place,
        event.state == "cancelled",
    )


def has_begun(event: AwardEvent, now: datetime | None = None) -> bool:
    """Tell whether it has begun: from then on it stays as it is, and notes may be written."""
    return event.starts_at <= (now or clock.now())
