"""The payment request with its authorization, as paper: three people, the reference, what it waited for."""

from uuid import UUID

from sqlalchemy import select

from sipgrants.accounts.history import names_of
from sipgrants.awards.models import Instalment
from sipgrants.core.db import find, session
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.disbursements import queries
from sipgrants.disbursements.gate import Wait
from sipgrants.disbursements.models import Payment
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents import payment as printed
from sipgrants.documents.kit.language import Content
from sipgrants.documents.models import IssuedDocument

MET = msg("Met")
OVERRIDDEN = msg("Overridden by the approving officer and the head")


@issuing.printer("payment.authorization")
def print_payment(document: IssuedDocument) -> bytes:
    """Return the authorization of a payment."""
    one = find(Instalment, UUID(document.about_id))
    award = one.award
    before = select(Payment).where(Payment.award_id == award.id, Payment.bounced_on.is_(None))
    earlier = [row.minor for row in session().scalars(before) if row.instalment_id != one.id]
    paper = printed.Payment(
        imprint=issuing.imprint(document),
        agreement=award.agreement_number or award.number,
        title=award.title,
        party=award.party.name(document.locale),
        payee=award.institution,
        vendor_reference=award.vendor_reference,
        instalment=one.number,
        instalments=len(award.instalments),
        amount=one.amount,
        awarded=award.amount,
        paid_before=Money(sum(earlier)),
        conditions=_conditions(one),
        acts=_acts(one),
        payment_reference=one.payment_reference,
        paid_on=one.paid_on,
    )
    return printed.render(paper, issuing.language(document.locale))


def _conditions(one: Instalment) -> list[tuple[Content, Content]]:
    """What it waited for; that it stays within the award is told by the figures. How much of the last advance was spent
    and what was late may have changed since: they are told only where they were overridden.
    """
    waived = queries.waived(one)
    rows: list[tuple[Content, Content]] = [
        (found.reason, OVERRIDDEN if found.wait in waived else MET)
        for found in queries.conditions(one)
        if found.wait not in (Wait.WITHIN_AWARD, Wait.SPENT, Wait.LATE)
    ]
    if Wait.SPENT in waived:
        share = one.award.spent_share
        rows.append((msg("%(share)s per cent of the last advance is spent.", share=share), OVERRIDDEN))
    if Wait.LATE in waived:
        rows.append((msg("No report is late."), OVERRIDDEN))
    if waived:
        rows.append((msg("Reason of the override: %(reason)s", reason=one.override_reason), _overriders(one)))
    return rows


def _overriders(one: Instalment) -> str:
    people = [str(one.overridden_by), str(one.override_seconded_by)]
    names = names_of(people)
    return ", ".join(names.get(person, "") for person in people)


def _acts(one: Instalment) -> list[printed.Act]:
    names = names_of(
        str(person) for person in (one.requested_by, one.certified_by, one.approved_by) if person
    )
    steps = (
        (msg("Request"), msg("For the Party"), one.requested_by, one.requested_at, one.paper_request),
        (msg("Certification"), msg("Finance officer"), one.certified_by, one.certified_at, ""),
        (msg("Approval"), msg("Approving officer"), one.approved_by, one.approved_at, ""),
    )
    return [
        printed.Act(step, names.get(str(person), ""), capacity, at, reference)
        for step, capacity, person, at, reference in steps
    ]
