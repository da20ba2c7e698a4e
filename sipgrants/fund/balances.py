"""What the ledger says: the fund's figures, what is available, and one award's money. Whole minor units
throughout.

Programme rule (section 4): "Available = received + interest - other costs of the Programme - refunds to
donors - (1 + r) x committed, where r is the programme support cost rate (13 % [usual])".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from sipgrants.fund.accounts import Account, Entry, Event, Key
from sipgrants.lifecycle.states import AwardState

SUPPORT_RATE = Fraction(13, 100)
FULLY_COMMITTED = frozenset(
    {AwardState.OFFERED, AwardState.ACCEPTED, AwardState.ACTIVE, AwardState.SUSPENDED, AwardState.COMPLETED}
)
# Bank charges and exchange differences on cash are costs of the Programme, too: what they took can fund no grant.
OTHER_COSTS = frozenset({Event.COST_PAID, Event.BANK_CHARGE_PAID, Event.EXCHANGE_DIFFERENCE_FOUND})


@dataclass(frozen=True, slots=True)
class FundFigures:
    """The fund in US$ minor units. `received` is cash that arrived; `receivable` is agreed and still to
    come; `other_costs` holds bank charges and exchange losses on cash (gains lower it); `support_costs` is
    what was charged of what (1 + r) set aside; `paid` is net: paid, less bounced, less refunded by Parties.
    """

    received: int
    receivable: int
    interest: int
    other_costs: int
    support_costs: int
    refunds_to_donors: int
    committed: int
    paid: int
    cash: int


@dataclass(frozen=True, slots=True)
class AwardFigures:
    """One award in US$ minor units, from its postings alone. `paid`: without what bounced; `unaccounted`:
    advances not yet accounted for, negative where the Party pre-financed.
    """

    committed: int
    paid: int
    refunded: int
    accepted: int
    disallowed: int
    refunds_due: int
    written_off: int
    unaccounted: int

    @property
    def paid_net(self) -> int:
        """Paid less refunded."""
        return self.paid - self.refunded


def balance(entries: Iterable[Entry], account: Account, award: Key | None = None) -> int:
    """Debit less credit of one account, of one award where it is given."""
    return sum(
        posting.amount
        for entry in entries
        for posting in entry.postings
        if posting.account is account and award in (None, posting.award)
    )


def fund_figures(entries: Iterable[Entry]) -> FundFigures:
    """All figures of the fund from the same entries."""
    entries = tuple(entries)
    return FundFigures(
        received=_moved(entries, Account.CASH, {Event.CONTRIBUTION_RECEIVED}),
        receivable=balance(entries, Account.CONTRIBUTIONS_RECEIVABLE),
        interest=-balance(entries, Account.INTEREST),
        other_costs=-_moved(entries, Account.CASH, OTHER_COSTS),
        support_costs=balance(entries, Account.SUPPORT_COSTS),
        refunds_to_donors=balance(entries, Account.REFUNDS_TO_DONORS),
        committed=balance(entries, Account.COMMITMENTS),
        paid=-_moved(entries, Account.CASH, _PARTY_CASH),
        cash=balance(entries, Account.CASH),
    )


def available(figures: FundFigures, rate: Fraction = SUPPORT_RATE) -> int:
    """What may still be promised, in US$ minor units; negative where too much is promised.

    (1 + r) x committed is rounded up to the whole cent, once, over everything committed: the fund never
    promises a cent it might owe as support cost. Support cost already charged is part of that sum and not
    counted again.
    """
    free = figures.received + figures.interest - figures.other_costs - figures.refunds_to_donors
    return free - with_support(figures.committed, rate)


def with_support(amount: int, rate: Fraction = SUPPORT_RATE) -> int:
    """(1 + r) x amount, rounded up to the whole minor unit."""
    exact = amount * (1 + rate)
    return -(-exact.numerator // exact.denominator)


def grantable(free: int, rate: Fraction = SUPPORT_RATE) -> int:
    """The largest sum of grants that `free` covers with its support cost; 0 where nothing is free."""
    return max(0, free * rate.denominator // (rate.denominator + rate.numerator))


def committed(state: AwardState, award: int, paid_net: int, payable: int) -> int:
    """What an award commits. Programme rule (section 4): "the award while offered ... completed, net paid
    ... plus what is still payable once terminated, net paid once closed, nothing once declined or lapsed".

    A refund therefore frees money only once the award is terminated or closed.
    """
    if state in FULLY_COMMITTED:
        return award
    if state is AwardState.TERMINATED:
        return paid_net + payable
    return paid_net if state is AwardState.CLOSED else 0


def award_figures(entries: Iterable[Entry], award: Key) -> AwardFigures:
    """One award's money from the ledger."""
    entries = tuple(entries)
    return AwardFigures(
        committed=balance(entries, Account.COMMITMENTS, award),
        paid=-_moved(entries, Account.CASH, {Event.INSTALMENT_PAID, Event.INSTALMENT_BOUNCED}, award),
        refunded=_moved(entries, Account.CASH, {Event.REFUND_RECEIVED}, award),
        accepted=_moved(entries, Account.REPORTED_EXPENDITURE, {Event.SPENDING_ACCEPTED}, award),
        disallowed=-_moved(entries, Account.REPORTED_EXPENDITURE, {Event.SPENDING_DISALLOWED}, award),
        refunds_due=balance(entries, Account.REFUNDS_RECEIVABLE, award),
        written_off=_moved(entries, Account.WRITTEN_OFF, {Event.REFUND_WRITTEN_OFF}, award),
        unaccounted=balance(entries, Account.ADVANCES, award),
    )


_PARTY_CASH = frozenset({Event.INSTALMENT_PAID, Event.INSTALMENT_BOUNCED, Event.REFUND_RECEIVED})


def _moved(
    entries: Iterable[Entry], account: Account, events: Iterable[Event], award: Key | None = None
) -> int:
    wanted = frozenset(events)
    return balance((entry for entry in entries if entry.event in wanted), account, award)
