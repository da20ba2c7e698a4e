"""The dates of a round as a file for calendars (RFC 5545): moments in UTC, so that every calendar shows its own clock."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from icalendar import Calendar, Event, vUri

from sipgrants.core.i18n import Message

Say = Callable[[Message], str]


@dataclass(frozen=True)
class Entry:
    """One entry of a round's calendar: a moment with its end, or a whole day. `uid` stays the same for ever, `sequence`
    grows with every change.
    """

    uid: str
    sequence: int
    what: Message | dict[str, str]
    starts: datetime | date
    ends: datetime | date
    changed_at: datetime
    link: str = ""
    place: str = ""
    is_cancelled: bool = False


def written(entries: Iterable[Entry], *, name: str, language: str, say: Say, now: datetime) -> bytes:
    """Return the file. `name` is the round's; `say` translates what the system calls things; `now` is when it was made."""
    calendar = Calendar()
    calendar.add("prodid", "-//sipgrants//rounds//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for one in entries:
        calendar.add_component(_event(one, name, _title(one.what, language, say), now))
    return bytes(calendar.to_ical())


def _event(one: Entry, name: str, title: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", now)
    event.add("last-modified", one.changed_at)
    event.add("sequence", one.sequence)
    event.add("summary", f"{name}: {title}")
    event.add("dtstart", one.starts)
    if one.ends != one.starts:
        event.add("dtend", one.ends)
    if one.place or one.link:
        event.add("location", one.place or one.link)
    if one.link:
        event.add("url", vUri(one.link))
    event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if one.ends == one.starts else "OPAQUE")
    return event


def _title(what: Message | Mapping[str, str], language: str, say: Say) -> str:
    if isinstance(what, Message):
        return say(what)
    return what.get(language) or what["en"]
