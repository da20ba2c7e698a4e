"""Reminding those who are missing: one shape for everything that waits for a person.

A stage says what waits:

    @reminding.source("scores", mail="scores_missing", words=reminding.members)
    def missing(about: Round | None) -> list[Missing]: ...      None: everywhere, for the ladder

and its page draws the button by `templates/_macros/remind.html`. Whoever was written to today, by the button or by the
ladder, is not written to again: "not more than once a day". The ladder is climbed by the clock (`climb`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped

from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import Record, command, session
from sipgrants.core.errors import Conflict, Forbidden, NotFound
from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.core.ladder import rung_due
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import OFFICER, SYSTEM, Actor

BY_HAND = 1_000_000  # steps above are days on which somebody pressed the button


class Reminder(Record):
    """A reminder that went out: once per thing, person and step of the ladder."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("about_type", "about_id", "step", "person_id"),)
    about_type: Mapped[str]
    about_id: Mapped[str]
    step: Mapped[int]  # days before (negative) or after (positive)
    person_id: Mapped[UUID]


@dataclass(frozen=True, slots=True)
class Missing:
    """One person who is waited for. `what`: kind and identifier of the thing, which has a ladder of its own; `of`: who is
    counted (a Party, or the person); `about`: the record that the mail is about; `begun`: rungs of before never count.
    """

    what: tuple[str, str]
    of: str
    person_id: UUID
    about: Any
    params: Mapping[str, Any] = field(default_factory=dict)
    due_on: date | None = None
    begun: date | None = None


Load = Callable[[Any], list[Missing]]
Words = Callable[[int], Message]


@dataclass(frozen=True, slots=True)
class Source:
    """What waits, in which mail it is said, how the button counts. `by_party`: the lead Party presses it, too.

    `said`: what whoever pressed the button reads; `later`: what stands in its place where all were written to today.
    """

    name: str
    mail: str
    words: Words
    load: Load
    has_ladder: bool
    by_party: bool
    said: Words
    later: Message


def _reminded(number: int) -> Message:
    return nmsg("%(num)s reminder goes out.", "%(num)s reminders go out.", number)


_LATER = msg("Everybody missing was reminded today.")

SOURCES: dict[str, Source] = {}


def source(
    name: str,
    *,
    mail: str,
    words: Words,
    has_ladder: bool = True,
    by_party: bool = False,
    said: Words = _reminded,
    later: Message = _LATER,
) -> Callable[[Load], Load]:
    """Register who is missing under a name."""

    def register(load: Load) -> Load:
        SOURCES[name] = Source(name, mail, words, load, has_ladder, by_party, said, later)
        return load

    return register


def members(number: int) -> Message:
    """Return the button's words for members of the Board."""
    return nmsg("Remind %(num)s member", "Remind %(num)s members", number)


def experts(number: int) -> Message:
    """Return the button's words for experts."""
    return nmsg("Remind %(num)s expert", "Remind %(num)s experts", number)


def parties(number: int) -> Message:
    """Return the button's words for Parties."""
    return nmsg("Remind %(num)s Party", "Remind %(num)s Parties", number)


@dataclass(frozen=True, slots=True)
class Button:
    """What a page shows: the words of the button; none where all were written to today, and `later` instead."""

    words: Message | None
    later: Message


def button(name: str, about: Any, actor: Actor) -> Button | None:
    """Return the button for those who are missing on a record; None where nobody is, or `actor` may not press it."""
    found = SOURCES[name]
    if _refused(found, about, actor) is not None:
        return None
    missing = found.load(about)
    left = _not_today(missing)
    if not missing:
        return None
    return Button(found.words(len({one.of for one in left})) if left else None, found.later)


@command
def send(about: Any, *, by: Actor, name: str) -> int:
    """Write to those who are missing, each in their own language; returns how many people (or Parties) that were."""
    found = SOURCES.get(name)
    if found is None:
        raise NotFound()
    refused = _refused(found, about, by)
    if refused is not None:
        raise Forbidden(refused)
    missing = found.load(about)
    if not missing:
        raise Conflict(msg("Nobody is missing."))
    left = _not_today(missing)
    if not left:
        raise Conflict(msg("Everybody who is missing was reminded today already."))
    _write(found, left, BY_HAND + clock.today().toordinal())
    audit.record("reminder.send", about or ("reminder", name), by, kind=name, people=len(_people(left)))
    return len({one.of for one in left})


@command
def climb() -> int:
    """Send what the ladder asks for today; called by the clock. Twice is harmless. Returns how many mails went out."""
    sent = 0
    for found in SOURCES.values():
        if found.has_ladder:
            sent += _climb(found)
    if sent:
        audit.record("reminder.send", ("ladder", clock.today().isoformat()), SYSTEM, sent=sent)
    return sent


@outbox.clockwork("reminders")
def _tick() -> None:
    climb()


def _climb(found: Source) -> int:
    missing = [one for one in found.load(None) if one.due_on is not None]
    climbed, sent = _climbed(missing), 0
    fresh = {(one.what, one.person_id) for one in _not_today(missing)}
    rungs = rights.known("reminder.rungs") if missing else ()
    for one in missing:
        rung = (
            rung_due(one.due_on, clock.today(), climbed.get(one.what, set()), one.begun, rungs)
            if one.due_on
            else None
        )
        if rung is not None:
            # Who was reminded by hand today is not written to again: the rung counts as climbed.
            again = (one.what, one.person_id) not in fresh
            _write(found, [one], rung, silent=again)
            sent += not again
    return sent


def _refused(found: Source, about: Any, actor: Actor) -> Message | None:
    of_party = found.by_party and getattr(about, "party_id", None) is not None
    if not actor.has(OFFICER) and not of_party:
        return msg("Your role does not include this.")
    return rights.refusal(actor, "reminder.send", about)


def _people(missing: Iterable[Missing]) -> set[UUID]:
    return {one.person_id for one in missing}


def _write(found: Source, missing: Iterable[Missing], step: int, *, silent: bool = False) -> None:
    for one in missing:
        kind, identifier = one.what
        session().add(Reminder(about_type=kind, about_id=identifier, step=step, person_id=one.person_id))
        if not silent:
            outbox.mail(found.mail, person_id=one.person_id, about=one.about, **one.params)
    session().flush()


def _not_today(missing: list[Missing]) -> list[Missing]:
    """Leave out who was written to today about the same thing."""
    since = datetime.combine(clock.today(), time(), UTC)
    told = {
        ((row.about_type, row.about_id), row.person_id) for row in _rows(missing) if row.created_at >= since
    }
    return [one for one in missing if (one.what, one.person_id) not in told]


def _climbed(missing: list[Missing]) -> dict[tuple[str, str], set[int]]:
    found: dict[tuple[str, str], set[int]] = {}
    for row in _rows(missing):
        if row.step < BY_HAND:
            found.setdefault((row.about_type, row.about_id), set()).add(row.step)
    return found


def _rows(missing: list[Missing]) -> list[Reminder]:
    wanted = {one.what[1] for one in missing}
    return list(session().scalars(select(Reminder).where(Reminder.about_id.in_(wanted)))) if wanted else []
