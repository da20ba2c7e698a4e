"""Who may give and end roles; who a person is today."""

from typing import Any

from sipgrants.accounts import history, queries, register_queries
from sipgrants.core import db
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.rights import fact, right
from sipgrants.parties.models import Party


@right("role.not_own")
def _not_own(actor: Actor, subject: Any) -> Message | None:
    """Programme rule (section 2): "Nobody grants themselves a role". Nor do they end one, nor mend their own account."""
    person_id = getattr(subject, "person_id", None) or getattr(subject, "id", None)
    return msg("Somebody else gives you a role or ends it.") if person_id == actor.person_id else None


@right("person.not_guarded")
def _not_guarded(_actor: Actor, person: Any) -> Message | None:
    """An account with a role that takes two people to give takes two people to move."""
    if queries.is_guarded(person):
        return msg("This account holds a role of the Board or the Secretariat: a second person confirms.")
    return None


fact("actor_of")(queries.actor_of)


@fact("party.history")
def _history(party_id: str) -> list[history.Event]:
    return history.timeline(db.find(Party, party_id))


fact("party.contacts")(register_queries.contacts_of)
