"""Who is told of an instalment's moves: whoever makes the next one; of refunds and disallowances: the Party."""

from collections.abc import Iterable
from typing import Any

from sipgrants.accounts.queries import recipients
from sipgrants.awards.models import Award, Instalment
from sipgrants.awards.queries import facts
from sipgrants.core import outbox
from sipgrants.lifecycle.actor import MANAGERS, TEAM, RoleName


def tell(instalment: Instalment, what: str, roles: Iterable[RoleName], **params: Any) -> None:
    """Write to the holders of `roles` (a Party's roles: of the award's Party) that `what` happened."""
    names = frozenset(roles)
    people = set(recipients(names & TEAM, instalment.party_id)) | set(recipients(names - TEAM))
    for person_id in sorted(people, key=str):
        outbox.mail(
            "instalment_moved",
            person_id=person_id,
            about=instalment,
            what=what,
            instalment_id=instalment.id,
            instalment=instalment.number,
            minor=instalment.minor,
            number=instalment.award.number,
            title=instalment.award.title,
            paid_on=instalment.paid_on,
            reference=instalment.payment_reference,
            **params,
        )


def tell_refund(award: Award, what: str, sum_minor: int, reason: str) -> None:
    """Write to the Party that a refund came or was given up, that spending was disallowed, or that such an entry was
    taken back, and why.
    """
    for person_id in recipients(MANAGERS, award.party_id):
        outbox.mail(
            "refund_recorded",
            person_id=person_id,
            about=award,
            what=what,
            sum_minor=sum_minor,
            reason=reason,
            is_closed=award.state == "closed",
            **facts(award),
        )
