"""Who may see a round."""

from uuid import UUID

from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.rights import fact, right
from sipgrants.rounds import queries
from sipgrants.rounds.models import Round


@fact("forms.rounds")
def _rounds_of_forms() -> dict[UUID, list[Round]]:
    """The rounds that carry a version of a form, by version."""
    return queries.rounds_by_form()


@right("round.announced")
def _announced(_actor: Actor, round_: Round) -> Message | None:
    return msg("This round is not announced yet.") if round_.state == "draft" else None
