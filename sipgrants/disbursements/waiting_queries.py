"""What of the instalments waits for whom: for the home page, in a fixed number of statements."""

from collections.abc import Iterable

from sipgrants.awards.models import Instalment
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.disbursements import queries
from sipgrants.lifecycle.actor import APPROVER, FINANCE, FOCAL, Actor, RoleName
from sipgrants.lifecycle.waiting import Waiting

_MANAGERS = FOCAL | {RoleName.PROJECT_MANAGER}


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return what waits for this person: to request, certify, approve, pay, acknowledge; refunds to chase."""
    parties = actor.parties(_MANAGERS)
    office = actor.has(FINANCE | APPROVER)
    moving = queries.in_states("requested", "certified", "approved", "paid") if parties or office else []
    found = [*_party(moving, parties)] if parties else []
    if actor.has(FINANCE):
        found += _each(
            moving, "requested", msg("Certify instalment %(part)s of %(number)s"), "certify", actor
        )
        found += _each(
            moving,
            "approved",
            msg("Record the payment of instalment %(part)s of %(number)s"),
            "record_payment",
            actor,
        )
        found += _overdue()
    if actor.has(APPROVER):
        found += _each(
            moving, "certified", msg("Approve instalment %(part)s of %(number)s"), "approve", actor
        )
    return found


def _party(moving: list[Instalment], parties: frozenset[str]) -> Iterable[Waiting]:
    """Money that arrived is acknowledged, until the award is closed; the next instalment can be asked for once its gate is
    open.
    """
    for one in moving:
        if one.state == "paid" and one.party_id in parties and one.award.state != "closed":
            yield _waiting(one, msg("Acknowledge instalment %(part)s of %(number)s"), "acknowledge")
    planned = [one for one in queries.in_states("planned") if one.party_id in parties]
    running = [one for one in planned if one.award.state in ("active", "completed", "terminated")]
    facts = queries.facts_of({one.award.id: one.award for one in running}.values())
    for one in running:
        if not queries.unmet(one, facts):
            yield _waiting(one, msg("Request instalment %(part)s of %(number)s"), "request")


def _each(moving: list[Instalment], state: str, what: Message, verb: str, actor: Actor) -> list[Waiting]:
    """Whoever had a hand in a request is not asked for the next one."""
    return [
        _waiting(one, what, verb)
        for one in moving
        if one.state == state and actor.person_id not in _barred(one, verb)
    ]


def _barred(one: Instalment, verb: str) -> tuple[object, ...]:
    return {
        "certify": (one.requested_by,),
        "approve": (one.requested_by, one.certified_by),
        "record_payment": (one.approved_by,),
    }[verb]


def _waiting(one: Instalment, what: Message, verb: str) -> Waiting:
    text = Message(what.text, {"part": one.number, "number": one.award.number})
    return Waiting(
        text, msg("Open instalment"), "disbursements.show", {"id": one.id}, action=f"instalment.{verb}"
    )


def _overdue() -> list[Waiting]:
    return [
        Waiting(
            msg(
                "%(number)s: a refund of %(amount)s is overdue since %(day)s",
                number=award.number,
                amount=Money(minor),
                day=day,
            ),
            msg("Open award"),
            "awards.show",
            {"id": award.id},
            action="refund.record",
        )
        for award, minor, day in queries.overdue_refunds()
    ]
