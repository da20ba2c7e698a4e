"""What an expert may see: the applications they were asked about, unless they declared an interest."""

from typing import Any

from sqlalchemy import select

from sipgrants.appraisal.models import ExpertInvitation
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.lifecycle.rights import fact, known, right


@right("application.invited_expert")
def _invited(actor: Actor, subject: Any) -> Message | None:
    application = getattr(subject, "application", subject)
    application_id = getattr(subject, "application_id", None) or application.id
    if application_id not in known("invited_to", actor.person_id):
        return msg("You were not asked about this application.")
    countries = {role.party for role in actor.roles if role.name is RoleName.EXPERT and role.party}
    if countries & getattr(application, "party_ids", frozenset()):
        return msg("You take no part: your country applies.")
    return None


@fact("invited_to")
def _invited_to(person_id: Any) -> frozenset[Any]:
    return frozenset(
        session().scalars(
            select(ExpertInvitation.application_id).where(
                ExpertInvitation.person_id == person_id, ExpertInvitation.has_interest.is_not(True)
            )
        )
    )
