"""An instalment on its way: requested, certified, approved, paid, acknowledged, through three people's hands."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from sipgrants.awards.commands import commit
from sipgrants.awards.commands.letters import language_of
from sipgrants.awards.models import Instalment
from sipgrants.core import audit, clock
from sipgrants.core.db import command, lock, session
from sipgrants.core.errors import Forbidden, Invalid, Problem, require
from sipgrants.core.i18n import Message, msg
from sipgrants.disbursements import queries, three_people
from sipgrants.disbursements.commands.telling import tell
from sipgrants.disbursements.models import Payment
from sipgrants.documents.issuing_commands import issue
from sipgrants.fund import award_entries, entries
from sipgrants.fund import commands as fund
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import APPROVER, FINANCE, FOCAL, Actor, RoleName

MANAGERS = FOCAL | {RoleName.PROJECT_MANAGER}


def check_gate(instalment: Instalment) -> None:
    """Raise Invalid with everything that an instalment still waits for; inside a command, the award is locked first."""
    lock(instalment.award)
    found = queries.unmet(instalment)
    if found:
        raise Invalid([Problem(str(one.wait), one.reason) for one in found])


def _check_hands(reason: Message | None) -> None:
    if reason is not None:
        raise Forbidden(reason)


@command
def request(instalment: Instalment, *, by: Actor, paper_request: str = "") -> None:
    """Ask for the payment, once everything is there that it waits for. An officer asks on a request that came on paper
    and names it (`paper_request`).
    """
    machine.move(instalment, "instalment.request", by=by, minor=instalment.minor, paper=paper_request)
    if instalment.party_id not in by.parties(MANAGERS) and not paper_request.strip():
        require([Problem("paper_request", msg("Name the request that came on paper."))])
    with session().no_autoflush:
        check_gate(instalment)
    instalment.requested_by, instalment.requested_at = by.person_id, clock.now()
    instalment.paper_request = paper_request.strip()
    tell(instalment, "request", FINANCE)


@command
def certify(instalment: Instalment, *, by: Actor, minor: int | None = None) -> None:
    """Certify the request. `minor`: less than was planned, where an unspent balance is taken off (US$ minor units); the
    rest moves to the next instalment.
    """
    machine.move(instalment, "instalment.certify", by=by, minor=minor or instalment.minor)
    _check_hands(three_people.refuse_certify(by.person_id, queries.hands(instalment)))
    with session().no_autoflush:
        check_gate(instalment)
    if minor is not None and minor != instalment.minor:
        cut(instalment, minor, by)
    instalment.certified_by, instalment.certified_at = by.person_id, clock.now()
    tell(instalment, "certify", APPROVER)


def cut(instalment: Instalment, minor: int, by: Actor) -> None:
    """Cut an instalment; what is taken off goes to the next that is planned or held. After the end it may fall away."""
    if not 0 < minor < instalment.minor:
        text = msg("Enter less than the %(amount)s that were planned.", amount=instalment.amount)
        require([Problem("amount", text)])
    rest = instalment.minor - minor
    award = instalment.award
    later = [
        one
        for one in award.instalments
        if one.number > instalment.number and one.state in ("planned", "held")
    ]
    if not later and award.state in ("active", "suspended"):
        require([Problem("amount", msg("There is no later instalment that could take the rest."))])
    audit.record("instalment.cut", instalment, by, taken_off=rest, to=later[0].number if later else None)
    instalment.minor = minor
    if later:
        later[0].minor += rest
    session().flush()
    commit(award, by=by)


@command
def approve(instalment: Instalment, *, by: Actor) -> None:
    """Approve the payment: the third person. It is paid by somebody else."""
    machine.move(instalment, "instalment.approve", by=by, minor=instalment.minor)
    _check_hands(three_people.refuse_approve(by.person_id, queries.hands(instalment)))
    with session().no_autoflush:
        check_gate(instalment)
    instalment.approved_by, instalment.approved_at = by.person_id, clock.now()
    tell(instalment, "approve", FINANCE)


@command
def record_payment(
    instalment: Instalment, *, by: Actor, paid_on: date, reference: str, charge_minor: int = 0
) -> Payment:
    """Record the payment with its reference and day in Umoja; the ledger has it from now on. `charge_minor`: what the
    bank took for it, a posting of its own.
    """
    with session().no_autoflush:
        machine.move(
            instalment, "instalment.record_payment", by=by, minor=instalment.minor, reference=reference
        )
        _check_hands(three_people.refuse_record_payment(by.person_id, queries.hands(instalment)))
        require(_payment_problems(instalment, paid_on, reference, charge_minor))
        check_gate(instalment)
    instalment.paid_by, instalment.paid_on = by.person_id, paid_on
    instalment.payment_reference = reference.strip()
    payment = _pay(instalment, by)
    if charge_minor:
        entry = entries.bank_charge_paid(charge_minor, instalment.award_id)
        fund.post(entry, by=by, about=instalment, day=paid_on, reference=payment.reference)
    commit(instalment.award, by=by)
    _authorization(instalment, payment)
    tell(instalment, "record_payment", MANAGERS)
    return payment


def _authorization(instalment: Instalment, payment: Payment) -> None:
    """The request with its authorization, as paper: who asked, certified, approved, paid."""
    award = instalment.award
    issue(
        "payment.authorization",
        instalment,
        number=f"{award.number}/PAYMENT-{instalment.number}-{payment.reference}",
        title=award.title,
        locale=language_of(award.party_id),
        party_id=award.party_id,
    )


def _pay(instalment: Instalment, by: Actor) -> Payment:
    posted = fund.post(
        award_entries.instalment_paid(instalment.award_id, instalment.minor),
        by=by,
        about=instalment,
        day=instalment.paid_on,
        reference=instalment.payment_reference,
        round_id=instalment.award.round_id,
        memo=instalment.override_reason,  # what was let go by two officers shows in the ledger, too
    )
    return keep_payment(instalment, posted.id, by)


def keep_payment(instalment: Instalment, transaction_id: UUID, by: Actor) -> Payment:
    """Keep the payment of an instalment under its reference, inside a command."""
    payment = Payment(
        instalment_id=instalment.id,
        award_id=instalment.award_id,
        minor=instalment.minor,
        paid_on=instalment.paid_on,
        reference=instalment.payment_reference,
        recorded_by=by.person_id,
        transaction_id=transaction_id,
    )
    session().add(payment)
    session().flush()
    return payment


def _payment_problems(
    instalment: Instalment, paid_on: date, reference: str, charge_minor: int
) -> list[Problem]:
    found = fund.day_problems(paid_on, "paid_on")
    approved_on = instalment.approved_at.date() if instalment.approved_at else paid_on
    if not found and paid_on < approved_on:
        found.append(Problem("paid_on", msg("It was approved only later.")))
    if not reference.strip():
        found.append(Problem("reference", msg("Enter the reference of the payment in Umoja.")))
    elif reference_taken(reference.strip()):
        found.append(Problem("reference", msg("Another payment has this reference.")))
    if charge_minor < 0:
        found.append(Problem("charge", msg("Enter what the bank took, or nothing.")))
    return found


def reference_taken(reference: str) -> bool:
    """Tell whether a payment has that reference."""
    query = select(Payment.id).where(Payment.reference == reference)
    return session().scalars(query.limit(1)).first() is not None


@command
def acknowledge(instalment: Instalment, *, by: Actor, day: date | None = None) -> None:
    """Confirm for the Party that the money arrived."""
    received_on = day or clock.today()
    machine.move(instalment, "instalment.acknowledge", by=by, day=received_on)
    wrong = fund.day_problems(received_on)
    if instalment.paid_on is not None and received_on < instalment.paid_on:
        wrong.append(Problem("day", msg("It was paid only on %(day)s.", day=instalment.paid_on)))
    require(wrong)
    instalment.acknowledged_by, instalment.acknowledged_on = by.person_id, received_on
    tell(instalment, "acknowledge", FINANCE)
