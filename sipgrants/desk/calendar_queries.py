"""What has a day for a person: what waits for them, the reports their awards owe, meetings and events they take part in."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from sipgrants.awards import queries as awards
from sipgrants.awards.models import Award
from sipgrants.awards.waited import WORDS
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.desk import queries
from sipgrants.events import queries as events
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import BOARD, OFFICER, SECRETARIAT, TEAM, Actor
from sipgrants.meetings.models import Meeting


@dataclass(frozen=True)
class Dated:
    """One thing with its day or moment, and the page where it is done. `uid` stays the same while it is the same thing."""

    uid: str
    what: Message
    at: date | datetime
    endpoint: str
    values: Mapping[str, Any]
    until: datetime | None = None
    place: str = ""
    sequence: int = 0

    @property
    def ends(self) -> date | datetime:
        """Return its end: for a day the next one, as calendars count."""
        if not isinstance(self.at, datetime):
            return self.at + timedelta(days=1)
        return self.until if self.until is not None and self.until > self.at else self.at


def dates_of(actor: Actor) -> list[Dated]:
    """Return everything that has a day for this person, in its order; a fixed number of statements."""
    return sorted([*_waiting(actor), *_reports(actor), *_meetings(actor), *_events(actor)], key=_moment)


def _moment(one: Dated) -> datetime:
    if isinstance(one.at, datetime):
        return one.at
    return datetime(one.at.year, one.at.month, one.at.day, tzinfo=UTC)


def _waiting(actor: Actor) -> list[Dated]:
    return [
        Dated(_uid(one.endpoint, one.values, one.action), one.what, one.due, one.endpoint, one.values)
        for one in queries.waiting_for(actor)
        if one.due is not None and one.endpoint != "reports.show"  # reports come by their own day below
    ]


def _reports(actor: Actor) -> list[Dated]:
    if not actor.has(TEAM | OFFICER):
        return []
    mine = awards.visible(actor).with_only_columns(Award.id).order_by(None)
    allowed = set(session().scalars(mine))
    handed_in = rights.known("dues.handed_in")
    return [
        Dated(
            f"due-{due.id}@sipgrants",
            msg(
                "%(number)s, %(title)s: %(what)s",
                number=award.number,
                title=award.title,
                what=WORDS[due.kind],
            ),
            due.due_on,
            "awards.show",
            {"id": award.id},
        )
        for due, award in awards.open_dues()
        if award.id in allowed and due.id not in handed_in
    ]


def _meetings(actor: Actor) -> list[Dated]:
    if not actor.has(BOARD | SECRETARIAT):
        return []
    soon = select(Meeting).where(Meeting.state == "planned", Meeting.starts_at > clock.now() - timedelta(1))
    return [
        Dated(
            f"meeting-{one.id}@sipgrants",
            msg("Meeting %(number)s of the Governing Board", number=one.number),
            one.starts_at,
            "meetings.show",
            {"meeting_id": one.id},
            one.ends_at,
            one.place,
        )
        for one in session().scalars(soon)
    ]


def _events(actor: Actor) -> list[Dated]:
    return [
        Dated(
            f"award-event-{one.id}@sipgrants",
            msg("%(what)s", what=one.title),
            one.starts_at,
            "events.show",
            {"id": one.id},
            one.ends_at,
            one.place or one.link,
            one.sequence,
        )
        for one in events.attended_by(actor)
    ]


def _uid(endpoint: str, values: Mapping[str, Any], action: str) -> str:
    told = repr((endpoint, sorted((name, str(value)) for name, value in values.items()), action))
    return f"{hashlib.sha256(told.encode()).hexdigest()[:32]}@sipgrants"
