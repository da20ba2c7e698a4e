"""The entries of the fund itself: contributions, interest, costs. Amounts are US$ minor units, more than 0.

Each function returns a balanced `Entry`; ValueError where an amount is not more than nothing. What a pledge
or help in kind would be is missing on purpose: neither is an entry.
"""

from __future__ import annotations

from sipgrants.fund.accounts import Account, Entry, Event, Key, entry


def contribution_agreed(contribution: Key, amount: int) -> Entry:
    """A donor's agreement, in US$ at the UN operational rate of the day: it is owed to the fund from now
    on.
    """
    more_than_nothing(amount)
    return entry(
        Event.CONTRIBUTION_AGREED,
        [
            (Account.CONTRIBUTIONS_RECEIVABLE, amount),
            (Account.CONTRIBUTIONS, -amount),
        ],
        contribution=contribution,
    )


def contribution_received(contribution: Key, received: int, booked: int) -> Entry:
    """A payment of a contribution. `received`: US$ that arrived; `booked`: what it settles of the sum agreed.

    The difference is the exchange rate's: a posting of its own (section 4).
    """
    more_than_nothing(received, booked)
    return entry(
        Event.CONTRIBUTION_RECEIVED,
        [
            (Account.CASH, received),
            (Account.EXCHANGE_DIFFERENCES, booked - received),
            (Account.CONTRIBUTIONS_RECEIVABLE, -booked),
        ],
        contribution=contribution,
    )


def contribution_written_off(contribution: Key, amount: int) -> Entry:
    """What will not come of an agreed contribution."""
    more_than_nothing(amount)
    return entry(
        Event.CONTRIBUTION_WRITTEN_OFF,
        [
            (Account.WRITTEN_OFF, amount),
            (Account.CONTRIBUTIONS_RECEIVABLE, -amount),
        ],
        contribution=contribution,
    )


def donor_refunded(contribution: Key, amount: int) -> Entry:
    """Money given back to a donor."""
    more_than_nothing(amount)
    return entry(
        Event.DONOR_REFUNDED,
        [
            (Account.REFUNDS_TO_DONORS, amount),
            (Account.CASH, -amount),
        ],
        contribution=contribution,
    )


def interest_received(amount: int, award: Key | None = None) -> Entry:
    """Interest on the fund's cash; `award` where a Party earned it on an advance and gave it back. It is no refund: what
    the Party was paid and must account for stays the same.
    """
    more_than_nothing(amount)
    return entry(Event.INTEREST_RECEIVED, [(Account.CASH, amount), (Account.INTEREST, -amount)], award=award)


def cost_paid(amount: int) -> Entry:
    """Another cost of the Programme: a Board meeting, a Master Class."""
    return _spent(Event.COST_PAID, Account.PROGRAMME_COSTS, amount)


def support_cost_charged(amount: int) -> Entry:
    """Programme support cost taken by the host; it was set aside with the commitment, at the rate of the
    fund.
    """
    return _spent(Event.SUPPORT_COST_CHARGED, Account.SUPPORT_COSTS, amount)


def bank_charge_paid(amount: int, award: Key | None = None) -> Entry:
    """A bank charge; `award` where it belongs to a transfer. The Party's instalment is not cut by it."""
    return _spent(Event.BANK_CHARGE_PAID, Account.BANK_CHARGES, amount, award)


def exchange_difference_found(loss: int) -> Entry:
    """Cash revalued: a loss in US$ where positive, a gain where negative; ValueError for 0."""
    return entry(
        Event.EXCHANGE_DIFFERENCE_FOUND, [(Account.EXCHANGE_DIFFERENCES, loss), (Account.CASH, -loss)]
    )


def _spent(event: Event, account: Account, amount: int, award: Key | None = None) -> Entry:
    more_than_nothing(amount)
    return entry(event, [(account, amount), (Account.CASH, -amount)], award=award)


def more_than_nothing(*amounts: int) -> None:
    """Raise ValueError unless every amount is more than 0."""
    if min(amounts) <= 0:
        raise ValueError("an entry is of more than nothing")
