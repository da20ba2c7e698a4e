"""Signing in, and getting back in: every attempt is counted before the password is looked at.

Hashing takes its time and is done by the caller, outside the transaction.
"""

from datetime import timedelta

from sipgrants.accounts import queries
from sipgrants.accounts.commands import tokens
from sipgrants.accounts.models import Person, Token
from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command
from sipgrants.lifecycle.actor import SYSTEM, Actor

MOST_FAILURES = 10
LOCKED_FOR = timedelta(minutes=15)


@command
def attempt(person: Person) -> bool:
    """Count one attempt; False where the account is locked. After ten wrong ones in a row it is, for 15 minutes.

    Counted first, taken back by success: a hundred attempts at once are a hundred attempts.
    """
    if queries.is_locked(person):
        return False
    if person.locked_until is not None:
        person.failures, person.locked_until = 0, None
    if person.failures >= MOST_FAILURES:
        _lock(person)
        return False
    person.failures += 1
    return True


def _lock(person: Person) -> None:
    person.locked_until = clock.now() + LOCKED_FOR
    audit.record("account.lock", person, SYSTEM)
    outbox.mail("locked", person_id=person.id, minutes=LOCKED_FOR.seconds // 60)


@command
def succeed(person: Person) -> None:
    """Take the count back: the password or the code was right."""
    person.failures, person.locked_until = 0, None


@command
def sign_in(person: Person, *, password_hash: str | None = None) -> None:
    """Note that `person` signed in. `password_hash`: a new one, where the old was made at another cost."""
    succeed(person)
    person.last_visit_at, person.last_sign_in_at = person.last_sign_in_at, clock.now()
    person.password_hash = password_hash or person.password_hash
    audit.record("account.sign_in", person, Actor(person.id))


@command
def forget(person: Person) -> None:
    """Send a link to set a new password, good for an hour. Who was invited and has none yet gets the invitation again."""
    kind = "reset" if person.password_hash else "invitation"
    if queries.was_made_lately(person, kind):
        return
    token = tokens.make(person, kind)
    outbox.mail(kind, person_id=person.id, token=token.id)


@command
def set_password(person: Person, password_hash: str, *, by: Actor) -> None:
    """Set a new password: every session ends, links that are under way count no more, the person is told."""
    is_first = person.password_hash is None
    person.password_hash = password_hash
    person.epoch += 1
    succeed(person)
    tokens.drop(person, "reset", "invitation", "code")
    audit.record("account.set_password", person, by)
    if not is_first:
        outbox.mail("password_changed", person_id=person.id)


@command
def reset_password(token: Token, password_hash: str) -> Person:
    """Use up the link of the mail and set the password."""
    person = tokens.use(token, "reset")
    set_password(person, password_hash, by=Actor(person.id))
    return person


@command
def accept_invitation(token: Token, password_hash: str, *, name: str, locale: str, zone: str) -> Person:
    """Use up the invitation: the person sets name, language, time zone and a password, and is in."""
    person = tokens.use(token, "invitation")
    person.name, person.locale, person.zone = name, locale, zone
    set_password(person, password_hash, by=Actor(person.id))
    audit.record("account.accept_invitation", person, Actor(person.id))
    return person


@command
def end_sessions(person: Person, *, by: Actor) -> None:
    """End every session of `person`, on every device."""
    person.epoch += 1
    audit.record("account.end_sessions", person, by)
