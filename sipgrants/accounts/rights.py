"""Who may give and end roles; who a person is today."""

from typing import Any
from uuid import UUID

from sipgrants.accounts import history, queries, register_queries
from sipgrants.core import db
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import labels
from sipgrants.lifecycle.actor import BOARD, Actor, RoleName
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


@fact("actor.ended")
def _ended(person_id: UUID, roles: frozenset[RoleName]) -> Message | None:
    """Say which of these roles a person held until lately: why a page that was open yesterday is closed today."""
    ended = queries.ended_lately(person_id, roles)
    if ended is None:
        return None
    if ended.role in BOARD:
        return msg(
            "Your seat on the Governing Board has ended: this is no longer open to you. "
            "What you decided on stays open, from your home page."
        )
    return msg(
        "Your role “%(role)s” for %(party)s has ended: this is no longer open to you. "
        "What you had saved stays with the team.",
        role=labels.role(ended.role),
        party=db.find(Party, ended.party_id or "").name(),
    )


@fact("party.history")
def _history(party_id: str) -> list[history.Event]:
    return history.timeline(db.find(Party, party_id))


fact("party.contacts")(register_queries.contacts_of)
