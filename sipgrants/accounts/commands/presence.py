"""Noting who has a section open: a row with a time, no entry in the history, gone after minutes."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select

from sipgrants.accounts import presence_queries
from sipgrants.accounts.models import Presence
from sipgrants.core import clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict
from sipgrants.lifecycle.actor import Actor

_AGAIN = timedelta(seconds=15)
_GONE = timedelta(minutes=10)


def be_here(about_id: UUID, part: str, *, by: Actor) -> list[str]:
    """Note that `by` has this part open, and return the names of everybody else who has."""
    if by.person_id is None:
        return []
    if not presence_queries.was_noted(about_id, part, by.person_id, _AGAIN):
        with suppress(Conflict):  # two windows at the same moment: one row is enough
            _note(about_id, part, by=by)
    return presence_queries.others(about_id, by.person_id).get(part, [])


@command
def _note(about_id: UUID, part: str, *, by: Actor) -> None:
    now = clock.now()
    row = session().scalar(
        select(Presence).where(
            Presence.about_id == about_id, Presence.part == part, Presence.person_id == by.person_id
        )
    )
    if row is None:
        session().add(Presence(about_id=about_id, part=part, person_id=by.person_id, at=now))
    else:
        row.at = now


@outbox.clockwork("presence.forget")
def forget() -> None:
    """Forget who was where, as soon as nobody can ask for it any more."""
    if session().scalar(select(Presence.id).where(Presence.at < clock.now() - _GONE).limit(1)) is not None:
        _forget()


@command
def _forget() -> None:
    session().execute(delete(Presence).where(Presence.at < clock.now() - _GONE))
