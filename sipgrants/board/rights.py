"""What a Board member may: bars come before everything else."""

from typing import Any

from sipgrants.board.models import Declaration
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import BOARD, Actor
from sipgrants.lifecycle.rights import known, right


@right("board.not_barred")
def _not_barred(actor: Actor, subject: Any) -> Message | None:
    """Programme rule (section 6): barred by country or by declared interest; it limits the Board role only."""
    if not actor.has(BOARD):
        return None
    application_id = getattr(subject, "application_id", None) or subject.id
    barred = application_id in known("barred_from", actor)
    return msg("You take no part in this item: you are barred from it.") if barred else None


@right("declaration.own")
def _own(actor: Actor, declaration: Declaration) -> Message | None:
    return None if declaration.person_id == actor.person_id else msg("Every member declares for themselves.")
