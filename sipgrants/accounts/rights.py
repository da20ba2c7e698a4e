"""Who may give and end roles; and who a person is today."""

from typing import Any
from uuid import UUID

from sipgrants.accounts.models import Person
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import ANYBODY, Actor, Role, RoleName
from sipgrants.lifecycle.rights import fact, right


@right("role.not_own")
def _not_own(actor: Actor, assignment: Any) -> Message | None:
    """Nobody gives themselves a role, or takes one from themselves."""
    person_id = getattr(assignment, "person_id", None) or getattr(assignment, "id", None)
    return msg("Somebody else gives you a role or ends it.") if person_id == actor.person_id else None


def actor_for(person: Person | None) -> Actor:
    """Return the actor that `person` is today."""
    if person is None or person.disabled_at is not None:
        return ANYBODY
    day = clock.today()
    valid = (a for a in person.roles if a.from_day <= day and (a.until_day is None or day <= a.until_day))
    return Actor(person.id, frozenset(Role(RoleName(a.role), a.party_id) for a in valid))


@fact("actor_of")
def _actor_of(person_id: UUID) -> Actor:
    return actor_for(session().get(Person, person_id))
