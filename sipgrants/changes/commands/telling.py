"""Who is told of a change: one kind of mail, whose template knows the move."""

from collections.abc import Iterable
from typing import Any

from sipgrants.accounts.queries import recipients
from sipgrants.changes.models import Change
from sipgrants.core import outbox
from sipgrants.lifecycle.actor import TEAM, Actor, RoleName


def tell(
    change: Change, what: str, roles: Iterable[RoleName], *, besides: Actor | None = None, **params: Any
) -> None:
    """Write to the holders of `roles` (a Party's roles: of the award's Party) that `what` happened to the change.

    `besides`: whoever did it is not told of it.
    """
    names = frozenset(roles)
    people = set(recipients(names & TEAM, change.party_id)) | set(recipients(names - TEAM))
    known: dict[str, Any] = {
        "change_id": change.id,
        "change_kind": change.kind,
        "number": change.award.number,
        "title": change.award.title,
    }
    people -= {besides.person_id} if besides is not None else set()
    for person_id in sorted(people, key=str):
        outbox.mail("change_moved", person_id=person_id, about=change, what=what, **known, **params)
