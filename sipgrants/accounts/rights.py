"""Who may give and end roles; who a person is today."""

from typing import Any

from sipgrants.accounts import queries
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.rights import fact, right


@right("role.not_own")
def _not_own(actor: Actor, subject: Any) -> Message | None:
    """Programme rule (section 2): "Nobody grants themselves a role". Nor do they end one, nor mend their own account."""
    person_id = getattr(subject, "person_id", None) or getattr(subject, "id", None)
    return msg("Somebody else gives you a role or ends it.") if person_id == actor.person_id else None


fact("actor_of")(queries.actor_of)
