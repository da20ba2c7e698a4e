"""Who is who: people by address and role, and what they are today."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from sipgrants.accounts.models import Person, RoleAssignment, Token
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.i18n import msg
from sipgrants.lifecycle.actor import ANYBODY, GUARDED, TEAM, Actor, Role, RoleName
from sipgrants.lifecycle.waiting import Waiting

# Whoever holds one of these besides has more at stake than a Party's own work: a code by mail is not enough.
_NEEDS_AUTHENTICATOR = frozenset(RoleName) - TEAM - {RoleName.EXPERT}


def plain_address(typed: str) -> str:
    """Return an address as it is kept and compared: trimmed, in small letters."""
    return typed.strip().lower()


def person_of_address(typed: str) -> Person | None:
    """Return whose address it is."""
    return session().scalar(select(Person).where(Person.email == plain_address(typed)))


def people_of(addresses: Iterable[str]) -> dict[str, Person]:
    """Return who has these addresses, by address, in one statement (and one for their roles)."""
    wanted = {plain_address(one) for one in addresses}
    return {one.email: one for one in session().scalars(select(Person).where(Person.email.in_(wanted)))}


def actor_for(person: Person | None) -> Actor:
    """Return the actor that `person` is today."""
    if person is None or person.disabled_at is not None:
        return ANYBODY
    day = clock.today()
    valid = (one for one in person.roles if holds(one, day))
    return Actor(person.id, frozenset(Role(RoleName(one.role), one.party_id) for one in valid))


def actor_of(person_id: UUID) -> Actor:
    """Return the actor that the person with this identifier is today (nobody, where there is none)."""
    return actor_for(session().get(Person, person_id))


def holds(assignment: RoleAssignment, day: date) -> bool:
    """Tell whether the role is held on `day`; both its days count."""
    return assignment.from_day <= day and (assignment.until_day is None or day <= assignment.until_day)


def ended_lately(person_id: UUID, roles: Iterable[RoleName]) -> RoleAssignment | None:
    """Return a Party's role, one of `roles`, that the person held until less than a month ago; the last one."""
    today = clock.today()
    query = (
        select(RoleAssignment)
        .where(RoleAssignment.person_id == person_id, RoleAssignment.role.in_([str(one) for one in roles]))
        .where(RoleAssignment.until_day < today, RoleAssignment.until_day >= today - timedelta(days=30))
        .where(RoleAssignment.party_id.is_not(None))
    )
    return session().scalars(query.order_by(RoleAssignment.until_day.desc()).limit(1)).first()


def meets(assignment: RoleAssignment, from_day: date, until_day: date | None) -> bool:
    """Tell whether the role is held on some day between these two."""
    ends_later = assignment.until_day is None or assignment.until_day >= from_day
    return ends_later and (until_day is None or assignment.from_day <= until_day)


def held_on(day: date) -> ColumnElement[bool]:
    """Return the same as a condition."""
    return and_(
        RoleAssignment.from_day <= day,
        or_(RoleAssignment.until_day.is_(None), RoleAssignment.until_day >= day),
    )


def people_with(roles: Iterable[RoleName] | RoleName, party_id: str | None = None) -> list[Person]:
    """Return who holds one of `roles` today (for that Party, where one is named), by name; nobody disabled."""
    names = [roles] if isinstance(roles, RoleName) else list(roles)
    wanted = select(RoleAssignment.person_id).where(RoleAssignment.role.in_(names), held_on(clock.today()))
    if party_id is not None:
        wanted = wanted.where(RoleAssignment.party_id == party_id)
    rows = session().scalars(select(Person).where(Person.id.in_(wanted), Person.disabled_at.is_(None)))
    return sorted(rows, key=lambda person: (person.name.casefold(), person.email))


def recipients(roles: Iterable[RoleName] | RoleName, party_id: str | None = None) -> list[UUID]:
    """Return the identifiers of the same people: each is written to once, in their own language."""
    return [person.id for person in people_with(roles, party_id)]


def recipients_by_party(roles: Iterable[RoleName]) -> dict[str, list[UUID]]:
    """Return the same for every Party, in one statement."""
    found: dict[str, list[UUID]] = {}
    rows = session().execute(
        select(RoleAssignment.party_id, Person.id)
        .join(Person, Person.id == RoleAssignment.person_id)
        .where(RoleAssignment.role.in_(list(roles)), held_on(clock.today()), Person.disabled_at.is_(None))
        .where(RoleAssignment.party_id.is_not(None))
        .order_by(RoleAssignment.party_id, Person.id)
        .distinct()
    )
    for party_id, person_id in rows:
        found.setdefault(str(party_id), []).append(person_id)
    return found


def names_of(person_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the names of these people, in one statement."""
    wanted = {one for one in person_ids if one is not None}
    rows = session().execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {row.id: row.name for row in rows} if wanted else {}


def is_guarded(person: Person) -> bool:
    """Tell whether the account holds, today or from a later day on, a role that takes two people to give."""
    today = clock.today()
    return any(one.role in GUARDED and meets(one, today, None) for one in person.roles)


def may_use_mail_code(person: Person) -> bool:
    """Tell whether a code by mail will do as second factor: for applicants only, and experts."""
    return not actor_for(person).has(_NEEDS_AUTHENTICATOR)


def is_locked(person: Person) -> bool:
    """Tell whether there were too many wrong passwords or codes lately."""
    return person.locked_until is not None and clock.now() < person.locked_until


def open_token(kind: str, identifier: UUID | None) -> Token | None:
    """Return the token where it is of that kind, unused and in time."""
    token = session().get(Token, identifier) if identifier else None
    if token is None or token.kind != kind or token.used_at is not None or token.expires_at <= clock.now():
        return None
    return token


def was_made_lately(person: Person, kind: str) -> bool:
    """Tell whether a mail of that kind went out within the last minute: a second press sends no second one."""
    since = clock.now() - timedelta(minutes=1)
    made = select(Token.id).where(Token.person_id == person.id, Token.kind == kind, Token.created_at > since)
    return session().scalar(made.where(Token.used_at.is_(None)).limit(1)) is not None


def present_code(person: Person) -> Token | None:
    """Return the latest code mailed to `person` that may still be used."""
    return session().scalar(
        select(Token)
        .where(Token.person_id == person.id, Token.kind == "code")
        .where(Token.used_at.is_(None), Token.expires_at > clock.now())
        .order_by(Token.created_at.desc())
        .limit(1)
    )


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return what an account still lacks: the authenticator that its role needs."""
    person = session().get(Person, actor.person_id) if actor.person_id else None
    if person is None or person.totp_secret is not None or may_use_mail_code(person):
        return []
    what = msg("Set up an authenticator: your role takes steps that ask for its code.")
    return [Waiting(what, msg("Set up authenticator"), "accounts.set_up_factor", action="account.use")]
