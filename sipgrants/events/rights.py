"""Whose an event is, and who owes an action point."""

from sipgrants.core.i18n import Message, msg
from sipgrants.events.models import AwardEvent, AwardPoint
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import MANAGERS, Actor
from sipgrants.lifecycle.rights import right


@right("award_event.of_own_award")
def _of_own_award(actor: Actor, event: AwardEvent) -> Message | None:
    """Whoever may read one of its awards reads the event: the teams of their Parties, and those of partner Parties."""
    if any(rights.can(actor, "award.read", one) for one in event.awards):
        return None
    return msg("This belongs to another Party.")


@right("award_point.own")
def _own_point(actor: Actor, point: AwardPoint) -> Message | None:
    """Whoever owes it says that it is done: of a Party its focal points and project managers."""
    if actor.person_id is not None and point.person_id == actor.person_id:
        return None
    if point.owing_party in actor.parties(MANAGERS):
        return None
    return msg("This action point is another's.")
