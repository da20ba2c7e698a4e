"""People with roles, and signing them in.

officer = person(R.PROGRAMME_OFFICER)
focal = person(R.FOCAL_POINT, party="ZM")
sign_in(client, focal)                  the second factor counts as just given; factor=False: it is asked for
actor = actor_of(focal)
"""

from datetime import date
from itertools import count
from uuid import UUID

from flask.testing import FlaskClient

from sipgrants.accounts import queries
from sipgrants.accounts.models import Person, RoleAssignment
from sipgrants.accounts.passwords import Hasher
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.parties.models import Party
from tests.builders.remembering import remembered

PASSWORD = "several plain words of mine"
HASH = Hasher(8, 1).hash(PASSWORD)
BEGINNING = date(2020, 1, 1)
_numbers = count(1)


@remembered
def party(iso2: str = "ZM", **values: object) -> Party:
    """A Party, made once; only what tests look at is true."""
    found = session().get(Party, iso2)
    if found is None:
        plain: dict[str, object] = {
            "id": iso2, "iso3": f"{iso2}X", "m49": "894", "names": {"en": f"Party {iso2}"}, "region": "Africa",
            "regional_group": "African Group", "category": "developing", "zone": "Africa/Lusaka",
            "in_force_from": date(2017, 8, 16),
        }  # fmt: skip
        found = Party(**{**plain, **values})
        session().add(found)
        session().commit()
    return found


@remembered
def person(
    *roles: RoleName,
    party: str | None = None,
    email: str | None = None,
    name: str | None = None,
    password: bool = True,
    **values: object,
) -> Person:
    """Somebody who holds `roles` since long ago: those of a Party and of the Board for `party`."""
    number = next(_numbers)
    made = Person(
        email=email or f"person{number}@office.example",
        name=name or f"Person {number}",
        password_hash=HASH if password else None,
        **values,
    )
    session().add(made)
    session().commit()
    for role in roles:
        give(made, role, party)
    return made


@remembered
def give(
    who: Person,
    role: RoleName,
    party_id: str | None = None,
    *,
    since: date = BEGINNING,
    until: date | None = None,
) -> RoleAssignment:
    """Gives `who` a role for some time."""
    if party_id is not None:
        party(party_id)
    made = RoleAssignment(person_id=who.id, role=role, party_id=party_id, from_day=since, until_day=until)
    session().add(made)
    session().commit()
    session().expire(who)
    return made


def actor_of(who: Person) -> Actor:
    """Who acts, when `who` does."""
    return queries.actor_for(who)


def sign_in(client: FlaskClient, who: Person | UUID, *, factor: bool = True) -> None:
    """Lets `client` be `who`, without the form; with `factor` the second factor was given a moment ago."""
    found = who if isinstance(who, Person) else session().get_one(Person, who)
    now = clock.now().isoformat()
    with client.session_transaction() as kept:
        kept.clear()
        kept.update(person=str(found.id), epoch=found.epoch, since=now, last=now)
        if factor:
            kept["factor_at"] = now
