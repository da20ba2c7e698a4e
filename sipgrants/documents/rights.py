"""Who may read an issued document: whoever may read what it is about, once it is released."""

from sipgrants.core.i18n import Message, msg
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle import countersign, rights
from sipgrants.lifecycle.actor import SECRETARIAT, Actor
from sipgrants.lifecycle.policy import POLICY


@rights.right("document.readable")
def _readable(actor: Actor, document: IssuedDocument) -> Message | None:
    if not document.is_released and not actor.has(SECRETARIAT):
        return msg("This document is not released yet.")
    action = f"{document.about_type}.read"
    if action not in POLICY:
        return msg("This document is not open to you.")
    about = countersign.record(document.about_type, document.about_id)
    return rights.refusal(actor, action, about)
