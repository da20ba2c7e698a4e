"""What a Board member may: bars come before everything else, and a declaration before the first dossier."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.board.models import Declaration
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.rights import fact, known, right


@right("board.not_barred")
def _not_barred(actor: Actor, subject: Any) -> Message | None:
    """Programme rule (section 6): barred by country or by declared interest; it limits the Board role only."""
    barred = _application_of(subject) in known("barred_from", actor)
    return msg("You take no part in this item: you are barred from it.") if barred else None


@right("board.declared")
def _declared(actor: Actor, subject: Any) -> Message | None:
    """Programme rule (section 6): "a member declares before the first dossier opens"."""
    if _application_of(subject) in known("declared_by", actor.person_id):
        return None
    return msg("Before you open this application, declare whether you have an interest in it.")


@right("declaration.own")
def _own(actor: Actor, declaration: Declaration) -> Message | None:
    return None if declaration.person_id == actor.person_id else msg("Every member declares for themselves.")


@fact("declared_by")
def _declared_by(person_id: UUID | None) -> frozenset[UUID]:
    """Return the applications on which a member has declared, whatever it was."""
    query = select(Declaration.application_id).where(Declaration.person_id == person_id)
    return frozenset(session().scalars(query))


def _application_of(subject: Any) -> UUID:
    found: UUID = getattr(subject, "application_id", None) or subject.id
    return found
