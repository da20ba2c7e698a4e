"""The entries of an award: commitment, payments, spending, refunds. Amounts are US$ minor units, more than 0.

Each function returns a balanced `Entry`; ValueError where an amount is not more than nothing.
"""

from __future__ import annotations

from sipgrants.fund.accounts import Account, Entry, Event, Key, entry
from sipgrants.fund.entries import more_than_nothing


def award_committed(award: Key, amount: int) -> Entry:
    """An award offered: the money may not be promised again. Also for what is added to a commitment later."""
    more_than_nothing(amount)
    return entry(Event.AWARD_COMMITTED, _commitment(award, amount), award=award)


def award_decommitted(award: Key, amount: int) -> Entry:
    """What is free again: declined or lapsed, not payable after termination, unspent at closure, refunded."""
    more_than_nothing(amount)
    return entry(Event.AWARD_DECOMMITTED, _commitment(award, -amount), award=award)


def instalment_paid(award: Key, amount: int) -> Entry:
    """A payment recorded with its Umoja reference: an advance until its spending is accepted."""
    more_than_nothing(amount)
    return entry(Event.INSTALMENT_PAID, [(Account.ADVANCES, amount), (Account.CASH, -amount)], award=award)


def instalment_bounced(award: Key, amount: int) -> Entry:
    """A payment that came back: the reversal of its entry."""
    more_than_nothing(amount)
    return entry(Event.INSTALMENT_BOUNCED, [(Account.CASH, amount), (Account.ADVANCES, -amount)], award=award)


def spending_accepted(award: Key, amount: int) -> Entry:
    """Expenditure of an accepted report. Above what is paid, the Party pre-financed it: advances turn
    negative.
    """
    more_than_nothing(amount)
    return entry(
        Event.SPENDING_ACCEPTED,
        [
            (Account.REPORTED_EXPENDITURE, amount),
            (Account.ADVANCES, -amount),
        ],
        award=award,
    )


def spending_disallowed(award: Key, amount: int, refund_due: int = 0) -> Entry:
    """Accepted spending that is refused afterwards. `refund_due`: the part the Party owes at once; the rest
    is an advance again. ValueError where it is more than the amount.
    """
    more_than_nothing(amount)
    if not 0 <= refund_due <= amount:
        raise ValueError("a refund is due of at most what is disallowed")
    return entry(
        Event.SPENDING_DISALLOWED,
        [
            (Account.REFUNDS_RECEIVABLE, refund_due),
            (Account.ADVANCES, amount - refund_due),
            (Account.REPORTED_EXPENDITURE, -amount),
        ],
        award=award,
    )


def refund_due(award: Key, amount: int) -> Entry:
    """An unspent balance the Party must give back, at the end or after termination."""
    more_than_nothing(amount)
    return entry(
        Event.REFUND_DUE, [(Account.REFUNDS_RECEIVABLE, amount), (Account.ADVANCES, -amount)], award=award
    )


def refund_received(award: Key, amount: int, of_due: int) -> Entry:
    """A refund of a Party: `of_due` settles what was due, the rest comes straight from the advance."""
    more_than_nothing(amount)
    if not 0 <= of_due <= amount:
        raise ValueError("a refund settles at most its own amount")
    return entry(
        Event.REFUND_RECEIVED,
        [
            (Account.CASH, amount),
            (Account.REFUNDS_RECEIVABLE, -of_due),
            (Account.ADVANCES, of_due - amount),
        ],
        award=award,
    )


def refund_written_off(award: Key, amount: int) -> Entry:
    """An overdue refund given up. Programme rule (section 4): "only by the approving officer with a
    reason".
    """
    more_than_nothing(amount)
    return entry(
        Event.REFUND_WRITTEN_OFF,
        [
            (Account.WRITTEN_OFF, amount),
            (Account.REFUNDS_RECEIVABLE, -amount),
        ],
        award=award,
    )


def commitment_set(award: Key, now: int, becomes: int) -> Entry | None:
    """The entry that takes a commitment from `now` (the ledger's) to `becomes` (`balances.committed`); None
    where nothing changes. To be posted with every move of an award and every refund after its end.
    """
    if now == becomes:
        return None
    return award_committed(award, becomes - now) if becomes > now else award_decommitted(award, now - becomes)


def _commitment(award: Key, amount: int) -> list[tuple[Account, int]]:
    return [
        (Account.COMMITMENTS, amount),
        (Account.COMMITMENTS_SET_ASIDE, -amount),
    ]
