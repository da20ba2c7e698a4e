"""The dates of a round in one list: its deadline, the end of questions, the day of status, webinars and clinics."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from sipgrants.core import db
from sipgrants.core.db import session
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.rounds.ical import Entry
from sipgrants.rounds.models import Round, RoundEvent

KINDS: dict[str, Message] = {
    "webinar": msg("Webinar"),
    "clinic": msg("Clinic"),
    "other": msg("Other event"),
}


def events(round_: Round) -> list[RoundEvent]:
    """Return the events of a round, the earliest first."""
    query = select(RoundEvent).where(RoundEvent.round_id == round_.id)
    return list(session().scalars(query.order_by(RoundEvent.starts_at, RoundEvent.id)).unique())


def find(actor: Actor, event_id: UUID) -> RoundEvent:
    """Return an event for those who may change it; NotFound otherwise."""
    found = db.find(RoundEvent, event_id)
    if not rights.can(actor, "round_event.change"):
        raise NotFound()
    return found


def calendar(round_: Round) -> list[Entry]:
    """Return everything that belongs into a calendar, in the order of time."""
    found = [*_of_round(round_), *(_entry(one) for one in events(round_))]
    return sorted(found, key=lambda one: (one.starts.isoformat(), one.uid))


def _of_round(round_: Round) -> list[Entry]:
    at, cancelled = round_.announced_at or round_.created_at, round_.state == "cancelled"
    moments = [
        ("opens", msg("Applications open"), round_.opens_at),
        ("questions", msg("Last moment for questions"), round_.questions_until),
        ("deadline", msg("Deadline for applications"), round_.closes_at),
    ]
    found = [
        Entry(_uid(round_, name), round_.version, what, moment, moment, at, is_cancelled=cancelled)
        for name, what, moment in moments
        if moment is not None
    ]
    if round_.status_day is not None:
        day, after = round_.status_day, round_.status_day + timedelta(days=1)
        what = msg("The status of Parties is tested on this day")
        found.append(
            Entry(_uid(round_, "status"), round_.version, what, day, after, at, is_cancelled=cancelled)
        )
    return found


def _uid(round_: Round, name: str) -> str:
    return f"round-{round_.id}-{name}@sipgrants"


def _entry(one: RoundEvent) -> Entry:
    cancelled = one.cancelled_at is not None or one.round.state == "cancelled"
    # A cancelled round cancels its events, too: calendars see one change more.
    sequence = one.sequence + (one.round.state == "cancelled")
    return Entry(
        f"round-event-{one.id}@sipgrants",
        sequence,
        one.titles,
        one.starts_at,
        one.starts_at + timedelta(minutes=one.minutes),
        one.changed_at,
        one.link,
        one.place,
        cancelled,
    )
