"""Who has a section of a record open just now: for colleagues who may write in the same record."""

from collections import defaultdict
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from sipgrants.accounts.models import Person, Presence
from sipgrants.core import clock
from sipgrants.core.db import session

THERE = timedelta(seconds=60)  # a page tells of itself every twenty seconds


def others(about_id: UUID, reader: UUID | None) -> dict[str, list[str]]:
    """Return the names of everybody else by the part of the record that they have open, in one statement."""
    wanted = (
        select(Presence.part, Person.name)
        .join(Person, Person.id == Presence.person_id)
        .where(Presence.about_id == about_id, Presence.at > clock.now() - THERE)
        .where(Presence.person_id != reader)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for part, name in session().execute(wanted.order_by(Person.name)):
        found[part].append(name)
    return dict(found)


def was_noted(about_id: UUID, part: str, person_id: UUID | None, within: timedelta) -> bool:
    """Tell whether the person was noted there lately: not every look is a transaction."""
    wanted = select(Presence.id).where(
        Presence.about_id == about_id,
        Presence.part == part,
        Presence.person_id == person_id,
        Presence.at > clock.now() - within,
    )
    return session().scalar(wanted) is not None
