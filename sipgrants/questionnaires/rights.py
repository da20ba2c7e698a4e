"""Who may read a version of a form."""

from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.rights import right
from sipgrants.questionnaires.models import FormVersion


@right("form.is_frozen")
def _is_frozen(_actor: Actor, form: FormVersion) -> Message | None:
    return msg("This version of the form is still a draft.") if form.frozen_at is None else None
