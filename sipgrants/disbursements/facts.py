"""The proof that payments, refunds and ledger agree; what was paid under an override, for the statement of the fund."""

from collections import Counter
from uuid import UUID

from sqlalchemy import case, func, select

from sipgrants.awards.models import Award, Instalment
from sipgrants.core.db import session
from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.disbursements.gate import Wait
from sipgrants.disbursements.models import Payment, Refund
from sipgrants.disbursements.queries import is_taken_back
from sipgrants.fund.accounts import Account, Event
from sipgrants.fund.models import LedgerLine, LedgerTransaction
from sipgrants.fund.proofs import proof
from sipgrants.fund.statements import Overridden
from sipgrants.lifecycle.rights import fact

KINDS = {
    "due": Event.REFUND_DUE,
    "received": Event.REFUND_RECEIVED,
    "disallowed": Event.SPENDING_DISALLOWED,
    "written_off": Event.REFUND_WRITTEN_OFF,
}


LET_GO = {
    Wait.DATE: msg("the day before which nothing is paid"),
    Wait.REPORT: msg("an accepted report"),
    Wait.LATE: msg("a late report"),
    Wait.SPENT: msg("the share of the last advance to be spent"),
    Wait.CHANGE: msg("a change to be in force"),
}


@fact("payments.overridden")
def overridden() -> tuple[Overridden, ...]:
    """Return the payments, bounced ones aside, for which two officers let go what they waited for."""
    rows = session().execute(
        select(Payment, Instalment, Award.number)
        .join(Instalment, Instalment.id == Payment.instalment_id)
        .join(Award, Award.id == Payment.award_id)
        .where(Payment.bounced_on.is_(None), Instalment.override_seconded_by.is_not(None))
    )
    return tuple(
        Overridden(
            number,
            one.number,
            payment.minor,
            payment.paid_on,
            payment.reference,
            [words for wait, words in LET_GO.items() if wait in one.override_waits.split()],
            one.override_reason,
        )
        for payment, one, number in rows
    )


@proof("payments")
def payments_and_ledger_agree() -> list[Problem]:
    """Prove that every payment has its entry, every bounced one its reversal, every paid instalment one payment."""
    cash = _cash()
    taken_back = set(session().scalars(select(LedgerTransaction.reverses_id)))
    found = []
    for one in session().scalars(select(Payment).order_by(Payment.paid_on)):
        where, amount = f"payment {one.reference}", Money(one.minor)
        if cash.get(one.transaction_id) != -one.minor:
            text = msg("The ledger does not have this payment of %(amount)s.", amount=amount)
            found.append(Problem(where, text))
        if (one.bounced_on is not None) != (one.transaction_id in taken_back):
            found.append(Problem(where, msg("It came back in one place and not in the other.")))
    return found + _instalments()


def _instalments() -> list[Problem]:
    standing = (
        select(Payment.instalment_id, func.sum(Payment.minor))
        .where(Payment.bounced_on.is_(None))
        .group_by(Payment.instalment_id)
    )
    paid = {one: int(total) for one, total in session().execute(standing)}
    rows = session().execute(
        select(Instalment.id, Instalment.number, Instalment.state, Instalment.minor, Award.number)
        .join(Award, Award.id == Instalment.award_id)
        .order_by(Award.number, Instalment.number)
    )
    found = []
    for identifier, number, state, minor, award in rows:
        wanted = minor if state in ("paid", "acknowledged") else 0
        if paid.get(identifier, 0) != wanted:
            text = _differ(msg("Paid, by its payments and by its state"), paid.get(identifier, 0), wanted)
            found.append(Problem(f"{award}, instalment {number}", text))
    return found


@proof("refunds")
def refunds_and_ledger_agree() -> list[Problem]:
    """Prove that what came back, was written off or disallowed is the same in the rows and in the ledger."""
    rows, book = _refunds(), _refunds_of_ledger()
    numbers = {str(one): number for one, number in session().execute(select(Award.id, Award.number))}
    return [
        Problem(
            f"{numbers.get(str(award))}, {kind}",
            _differ(msg("By its rows and by the ledger"), rows[award, kind], book[award, kind]),
        )
        for award, kind in sorted({*rows, *book}, key=str)
        if rows[award, kind] != book[award, kind]
    ]


def _refunds() -> Counter[tuple[UUID | None, Event]]:
    query = (
        select(Refund.award_id, Refund.kind, func.sum(Refund.minor))
        .where(~is_taken_back())
        .group_by(Refund.award_id, Refund.kind)
    )
    return Counter({(award, KINDS[kind]): int(total) for award, kind, total in session().execute(query)})


def _refunds_of_ledger() -> Counter[tuple[UUID | None, Event]]:
    """Each of these entries has its whole amount on the side of the debits, and so has a reversal."""
    signed = case((LedgerTransaction.reverses_id.is_(None), LedgerLine.minor), else_=-LedgerLine.minor)
    query = (
        select(LedgerTransaction.award_id, LedgerTransaction.kind, func.sum(signed))
        .join(LedgerLine.transaction)
        .where(LedgerLine.minor > 0, LedgerTransaction.kind.in_([str(one) for one in KINDS.values()]))
        .group_by(LedgerTransaction.award_id, LedgerTransaction.kind)
    )
    return Counter({(award, Event(kind)): int(total) for award, kind, total in session().execute(query)})


def _differ(text: Message, one: int, other: int) -> Message:
    return msg("%(text)s: %(one)s, %(other)s.", text=text, one=Money(one), other=Money(other))


def _cash() -> dict[UUID, int]:
    query = select(LedgerLine.transaction_id, func.sum(LedgerLine.minor)).where(
        LedgerLine.account == Account.CASH
    )
    return {one: int(minor) for one, minor in session().execute(query.group_by(LedgerLine.transaction_id))}
