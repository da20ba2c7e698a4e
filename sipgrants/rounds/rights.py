"""Who may see a round."""

from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.rights import right
from sipgrants.rounds.models import Round


@right("round.announced")
def _announced(_actor: Actor, round_: Round) -> Message | None:
    return msg("This round is not announced yet.") if round_.state == "draft" else None
