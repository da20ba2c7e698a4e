"""Who is told of an award's moves: one kind of mail, whose template knows the move."""

from collections.abc import Iterable
from typing import Any

from sipgrants.accounts.queries import recipients
from sipgrants.awards.models import Award
from sipgrants.awards.queries import facts
from sipgrants.core import outbox
from sipgrants.lifecycle.actor import TEAM, RoleName


def tell(award: Award, what: str, roles: Iterable[RoleName], **params: Any) -> None:
    """Write to the holders of `roles` (a Party's roles: of the award's Party) that `what` happened to the award."""
    names = frozenset(roles)
    people = set(recipients(names & TEAM, award.party_id)) | set(recipients(names - TEAM))
    for person_id in sorted(people, key=str):
        outbox.mail("award_moved", person_id=person_id, about=award, what=what, **facts(award), **params)
