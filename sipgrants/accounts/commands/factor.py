"""The second factor: setting it up, and every code that is typed."""

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from sipgrants.accounts import queries, second_factor
from sipgrants.accounts.commands import signing, tokens
from sipgrants.accounts.models import Person, Token
from sipgrants.accounts.tokens import MOST_TRIES
from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor

_WRONG = msg("This code is not right, or was used already. Wait for the next one and enter it.")
_LOCKED = msg("Too many wrong codes: wait a quarter of an hour.")


@command
def set_up(person: Person, secret: str, step: int, digests: list[str], *, by: Actor) -> None:
    """Use an authenticator from now on; `digests` are the hashes of the recovery codes, `step` that of the code typed."""
    rights.demand(by, "account.use", person)
    person.totp_secret, person.totp_last_step, person.recovery_hashes = secret, step, digests
    tokens.drop(person, "code")
    audit.record("account.set_up_factor", person, by)
    outbox.mail("factor_set_up", person_id=person.id)


@command
def renew_recovery_codes(person: Person, digests: list[str], *, by: Actor) -> None:
    """Replace the recovery codes: the old ones count no more."""
    rights.demand(by, "account.renew_recovery_codes", person)
    if person.totp_secret is None:
        raise Conflict(msg("Recovery codes come with an authenticator: set it up first."))
    person.recovery_hashes = digests
    audit.record("account.renew_recovery_codes", person, by)


@command
def drop(person: Person, *, by: Actor) -> None:
    """Forget the authenticator and its recovery codes; the person is told and sets up a new one."""
    person.totp_secret, person.totp_last_step, person.recovery_hashes = None, None, []
    audit.record("account.drop_factor", person, by)
    outbox.mail("factor_dropped", person_id=person.id)


@command
def check_authenticator(person: Person, typed: str) -> Message | None:
    """Check six digits or a recovery code; each counts once. Returns what to say where it is wrong."""
    if not signing.attempt(person):
        return _LOCKED
    step = second_factor.step_of(person.totp_secret or "", typed, clock.now(), person.totp_last_step)
    digest = second_factor.digest(typed)
    if step is not None:
        person.totp_last_step = step
        flag_modified(person, "totp_secret")  # sealed anew, with the key of today
    elif digest in person.recovery_hashes:
        person.recovery_hashes = [one for one in person.recovery_hashes if one != digest]
        audit.record("account.use_recovery_code", person, Actor(person.id), left=len(person.recovery_hashes))
        outbox.mail("recovery_code_used", person_id=person.id, left=len(person.recovery_hashes))
    else:
        return _WRONG
    signing.succeed(person)
    return None


@command
def reseal() -> int:
    """Seal every authenticator's secret with the key of today; returns how many. Then earlier keys can go."""
    found = session().scalars(select(Person).where(Person.totp_secret.is_not(None))).all()
    for person in found:
        flag_modified(person, "totp_secret")
    return len(found)


@command
def send_code(person: Person) -> Token:
    """Mail a code that is good for ten minutes; within a minute the same one is kept."""
    present = queries.present_code(person)
    if present is not None and queries.was_made_lately(person, "code"):
        return present
    token = tokens.make(person, "code")
    outbox.mail("code", person_id=person.id, token=token.id)
    return token


@command
def check_code(person: Person, token: Token | None, right: bool) -> Message | None:
    """Take note of what was typed for the mailed code: `right` says whether it was the one. Five tries, then a new code."""
    if not signing.attempt(person):
        return _LOCKED
    if token is None or token.tries >= MOST_TRIES or queries.open_token("code", token.id) is None:
        return msg("This code counts no more. Ask for a new one.")
    token.tries += 1
    if not right:
        return msg("This code is not right. It is in the latest mail that we sent you.")
    token.used_at = clock.now()
    signing.succeed(person)
    return None
