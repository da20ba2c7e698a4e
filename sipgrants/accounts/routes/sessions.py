"""Sessions: a signed cookie that ends after twelve hours, after an hour without a click, or when `epoch` is raised."""

from datetime import datetime, timedelta
from ipaddress import ip_address
from uuid import UUID

from flask import request, session

from sipgrants.accounts import queries
from sipgrants.accounts.models import Person
from sipgrants.accounts.routes.blueprint import config
from sipgrants.core import clock, db
from sipgrants.lifecycle.actor import ANYBODY, Actor

_TOLD_AGAIN_AFTER = timedelta(minutes=1)  # not every answer carries a new cookie


def begin(person: Person) -> None:
    """Begin a session for `person`; nothing of an earlier one remains."""
    session.clear()
    now = clock.now().isoformat()
    session.update(person=str(person.id), epoch=person.epoch, since=now, last=now)


def renew(person: Person) -> None:
    """Let this one session live on where the others ended."""
    session["epoch"] = person.epoch


def end() -> None:
    """End this session; the language stays."""
    kept = session.get("locale")
    session.clear()
    if kept:
        session["locale"] = kept


def identify() -> tuple[Person | None, Actor]:
    """Return who this request comes from."""
    person = _person()
    if person is None:
        if "person" in session:
            end()
        return None, ANYBODY
    return person, queries.actor_for(person)


def _person() -> Person | None:
    if "person" not in session or not _is_alive():
        return None
    person = db.session().get(Person, UUID(session["person"]))
    if person is None or person.disabled_at is not None or person.epoch != session.get("epoch"):
        return None
    # A page that is only open is no sign of life.
    if "beat" not in (request.form if request.method == "POST" else request.args):
        note_life()
    return person


def note_life() -> None:
    """Let the time without a sign of life begin anew."""
    if clock.now() - datetime.fromisoformat(session["last"]) > _TOLD_AGAIN_AFTER:
        session["last"] = clock.now().isoformat()


def _is_alive() -> bool:
    now, limits = clock.now(), config()
    since, last = (datetime.fromisoformat(session[name]) for name in ("since", "last"))
    return now - since < timedelta(hours=limits.session_hours) and now - last < timedelta(
        minutes=limits.idle_minutes
    )


def is_loopback() -> bool:
    """Tell whether the request comes from this very machine."""
    return ip_address(request.remote_addr or "0.0.0.0").is_loopback  # noqa: S104 -- an address to compare with
