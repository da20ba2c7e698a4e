"""Who may look again at a finding: somebody other than those who decided."""

from sqlalchemy import select

from sipgrants.applications.models import Application
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.rights import right
from sipgrants.screening.models import Refusal


@right("application.other_than_decided")
def _other(actor: Actor, application: Application) -> Message | None:
    rows = session().execute(
        select(Refusal.decided_by, Refusal.seconded_by).where(Refusal.application_id == application.id)
    )
    deciders = {person for row in rows for person in row}
    return (
        msg("Somebody other than those who decided looks at it again.")
        if actor.person_id in deciders
        else None
    )
