"""People as the Secretariat keeps them: inviting, mending, closing accounts."""

from sipgrants.accounts import queries
from sipgrants.accounts.commands import factor, profile, tokens
from sipgrants.accounts.models import Person
from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Forbidden, Invalid, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import countersign, rights
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.lifecycle.countersign import Proposal, countersigned


def find_or_make(email: str, name: str, locale: str, zone: str) -> Person:
    """Return whose address it is, or a new person: inside a command, which gives a role."""
    address = queries.plain_address(email)
    found = queries.person_of_address(address)
    if found is not None:
        return found
    if not name.strip():
        raise Invalid([Problem("name", msg("Nobody has this address yet: enter the name."))])
    made = Person(email=address, name=name.strip(), locale=locale, zone=zone, roles=[])
    session().add(made)
    session().flush()
    return made


@command
def invite(email: str, name: str, *, by: Actor, locale: str = "en", zone: str = "Europe/Zurich") -> Person:
    """Note a person, known or new; the invitation goes out with their first role."""
    rights.demand(by, "person.invite")
    known = queries.person_of_address(email)
    person = find_or_make(email, name, locale, zone)
    if known is None:
        audit.record("person.invite", person, by)
    return person


@command
def invite_again(person: Person, *, by: Actor) -> None:
    """Send the invitation once more; the earlier link counts no more."""
    rights.demand(by, "person.invite", person)
    if person.password_hash is not None:
        raise Conflict(msg("This person has accepted already and signs in with a password."))
    if person.disabled_at is not None:
        raise Conflict(msg("This account is closed: it must be opened again first."))
    audit.record("person.invite", person, by)
    _send_invitation(person)


def welcome(person: Person, role: RoleName, party_id: str | None) -> None:
    """Tell a person of a new role, inside a command: by invitation where they cannot sign in yet."""
    if person.password_hash is None:
        _send_invitation(person)
    else:
        outbox.mail("role_given", person_id=person.id, role=role, party=party_id)


def _send_invitation(person: Person) -> None:
    token = tokens.make(person, "invitation")
    outbox.mail("invitation", person_id=person.id, token=token.id)


@command
def edit(person: Person, *, name: str, locale: str, zone: str, by: Actor) -> None:
    """Correct how a person is addressed."""
    rights.demand(by, "person.edit", person)
    person.name, person.locale, person.zone = name.strip(), locale, zone
    audit.record("person.edit", person, by)


@command
def disable(person: Person, *, reason: str, by: Actor) -> None:
    """Close an account: sessions end at once, mails stop; its roles stay on record."""
    rights.demand(by, "person.disable", person)
    require(_reason_problems(reason))
    if person.disabled_at is not None:
        raise Conflict(msg("This account is closed already."))
    person.disabled_at = clock.now()
    person.epoch += 1
    tokens.drop(person, "reset", "invitation", "code", "address")
    audit.record("person.disable", person, by, reason=reason.strip())


@command
def enable(person: Person, *, reason: str, by: Actor) -> None:
    """Open a closed account again; its password counts as before."""
    rights.demand(by, "person.enable", person)
    require(_reason_problems(reason))
    if person.disabled_at is None:
        raise Conflict(msg("This account is open."))
    person.disabled_at = None
    audit.record("person.enable", person, by, reason=reason.strip())


@command
def recover(person: Person, *, by: Actor, reason: str, email: str = "", drop_factor: bool = False) -> None:
    """Help somebody who lost address or telephone: move the account, forget the authenticator. The old address is told."""
    rights.demand(by, "person.recover", person)
    require(_reason_problems(reason) + _recovery_problems(person, email, drop_factor))
    _recover(person, by, email, drop_factor, reason=reason.strip())


@command
def recover_guarded(
    person: Person, *, by: Actor, reason: str, email: str = "", drop_factor: bool = False
) -> Proposal:
    """Ask a second person for the same, where the account holds a guarded role."""
    require(_reason_problems(reason) + _recovery_problems(person, email, drop_factor))
    return countersign.ask(
        person, "person.recover_guarded", by=by, reason=reason, email=email, drop_factor=drop_factor
    )


@countersigned("person.recover_guarded")
def recovered(
    person: Person, *, by: Actor, second: Actor, email: str = "", drop_factor: bool = False
) -> None:
    """Recover the account, in the name of both."""
    if second.person_id == person.id:
        raise Forbidden(msg("Nobody confirms a change of their own account."))
    require(_recovery_problems(person, email, drop_factor))
    _recover(person, by, email, drop_factor, second=second.person_id)


def _recover(person: Person, by: Actor, email: str, drop_factor: bool, **data: object) -> None:
    audit.record("person.recover", person, by, address=bool(email), factor=drop_factor, **data)
    if email:
        profile.change_address(person, email, by=by)
    if drop_factor:
        factor.drop(person, by=by)
    person.epoch += 1


def _reason_problems(reason: str) -> list[Problem]:
    return [] if reason.strip() else [Problem("reason", msg("Give the reason."))]


def _recovery_problems(person: Person, email: str, drop_factor: bool) -> list[Problem]:
    found = []
    if not email and not drop_factor:
        found.append(Problem("email", msg("Enter the new address, or tick that the authenticator is lost.")))
    other = queries.person_of_address(email) if email else None
    if other is not None:
        own = other.id == person.id
        text = msg("This is the address already.") if own else msg("Somebody else has this address.")
        found.append(Problem("email", text))
    return found
