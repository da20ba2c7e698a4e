"""What the pages of people and roles show: each in a fixed number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload, lazyload

from sipgrants.accounts import queries
from sipgrants.accounts.models import Person, RoleAssignment
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.paging import Page, paginate
from sipgrants.lifecycle.actor import FOCAL, TEAM, RoleName
from sipgrants.parties import queries as parties
from sipgrants.parties.models import Party

_PAGE = 50  # Parties of the register
_ORDER = {role: place for place, role in enumerate(RoleName)}


def people(page: int, *, text: str = "", role: str = "", party: str = "", state: str = "") -> Page[Person]:
    """Return one page of people by name; `state`: active, invited (no password yet), closed."""
    wanted = select(Person).order_by(Person.name, Person.email)
    if text:
        wanted = wanted.where(or_(Person.name.icontains(text), Person.email.icontains(text)))
    if role or party:
        wanted = wanted.where(_holds(role, party))
    if state == "closed":
        wanted = wanted.where(Person.disabled_at.is_not(None))
    elif state:
        wanted = wanted.where(Person.disabled_at.is_(None))
        has_none = Person.password_hash.is_(None)
        wanted = wanted.where(has_none if state == "invited" else ~has_none)
    return paginate(wanted, page)


def _holds(role: str, party: str) -> ColumnElement[bool]:
    held = select(RoleAssignment.id).where(
        RoleAssignment.person_id == Person.id, queries.held_on(clock.today())
    )
    if role:
        held = held.where(RoleAssignment.role == role)
    if party:
        held = held.where(RoleAssignment.party_id == party)
    return held.exists()


def of_person(person: Person) -> list[RoleAssignment]:
    """Return a person's roles: those of today and later first, then what has ended."""
    day = clock.today()
    return sorted(
        person.roles,
        key=lambda one: (one.until_day is not None and one.until_day < day, -one.from_day.toordinal()),
    )


def team_of(party_id: str) -> list[RoleAssignment]:
    """Return who is in a Party's team today or from a later day on, focal points first, with their people."""
    rows = session().scalars(_standing(TEAM).where(RoleAssignment.party_id == party_id))
    return sorted(rows, key=lambda one: (_ORDER[RoleName(one.role)], one.person.name.casefold()))


@dataclass(frozen=True)
class Contact:
    """A focal point as everybody may see them; `email` is shown to the Secretariat and the Party's own team."""

    person_id: UUID
    name: str
    email: str
    role: RoleName
    from_day: object
    has_letter: bool


def contacts_of(party_id: str) -> list[Contact]:
    """Return a Party's focal points and alternates, of today and later."""
    found = [one for one in team_of(party_id) if one.role in FOCAL]
    return [
        Contact(
            one.person_id,
            one.person.name,
            one.person.email,
            RoleName(one.role),
            one.from_day,
            one.letter_id is not None,
        )
        for one in found
    ]


@dataclass(frozen=True)
class Entry:
    """One Party in the register of focal points."""

    party: Party
    held: list[RoleAssignment]


def register(page: int, *, locale: str = "en", region: str = "", missing: bool = False) -> Page[Entry]:
    """Return one page of the register of focal points, by name; `missing`: only Parties that have none today."""
    wanted = select(Party).options(lazyload(Party.statuses))
    if region:
        wanted = wanted.where(Party.region == region)
    if missing:
        wanted = wanted.where(~_focal_point_of(Party.id))
    found = sorted(session().scalars(wanted), key=lambda party: parties.sort_key(party.name(locale)))
    number = min(max(1, page), max(1, -(-len(found) // _PAGE)))
    shown = found[(number - 1) * _PAGE : number * _PAGE]
    held = _by_party(
        session().scalars(_standing(FOCAL).where(RoleAssignment.party_id.in_([party.id for party in shown])))
    )
    return Page([Entry(party, held.get(party.id, [])) for party in shown], number, len(found), _PAGE)


def _standing(roles: Iterable[RoleName]) -> Select[RoleAssignment]:
    """Roles of today and later, of people whose account is open."""
    today = clock.today()
    return (
        select(RoleAssignment)
        .join(RoleAssignment.person)
        .options(joinedload(RoleAssignment.person).lazyload(Person.roles))
        .where(RoleAssignment.role.in_(list(roles)), Person.disabled_at.is_(None))
        .where(or_(RoleAssignment.until_day.is_(None), RoleAssignment.until_day >= today))
    )


def _focal_point_of(party_id: object) -> ColumnElement[bool]:
    return (
        select(RoleAssignment.id)
        .join(RoleAssignment.person)
        .where(RoleAssignment.party_id == party_id, RoleAssignment.role == RoleName.FOCAL_POINT)
        .where(queries.held_on(clock.today()), Person.disabled_at.is_(None))
        .exists()
    )


def _by_party(rows: Iterable[RoleAssignment]) -> dict[str, list[RoleAssignment]]:
    table: dict[str, list[RoleAssignment]] = {}
    for one in sorted(rows, key=lambda one: (_ORDER[RoleName(one.role)], one.from_day)):
        table.setdefault(one.party_id or "", []).append(one)
    return table
