"""What the ledger says: the fund's figures, what is available, and one award's money. Whole minor units
throughout.

Programme rule (section 4): "Available = received + interest - other costs of the Programme - refunds to
donors - (1 + r) x committed, where r is the programme support cost rate (13 % [usual])".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
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


PARTY_CASH = frozenset({Event.INSTALMENT_PAID, Event.INSTALMENT_BOUNCED, Event.REFUND_RECEIVED})


@dataclass(frozen=True, slots=True)
class Line:
    """Debit less credit of one account in entries of one event, for one award: a row of the ledger, or the
    sum of many (`select kind, account, award_id, sum(minor) ... group by`): the figures come out the same.
    """

    event: Event
    account: Account
    minor: int
    award: Key | None = None


def lines(entries: Iterable[Entry]) -> list[Line]:
    """The lines of entries, as the ledger's table holds them."""
    return [
        Line(entry.event, one.account, one.minor, entry.award) for entry in entries for one in entry.postings
    ]


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


def balance(ledger: Iterable[Line], account: Account, events: Collection[Event] | None = None) -> int:
    """Debit less credit of one account, in entries of `events` only where they are given."""
    return sum(
        line.minor for line in ledger if line.account is account and (events is None or line.event in events)
    )


def fund_figures(ledger: Iterable[Line]) -> FundFigures:
    """All figures of the fund from the same lines."""
    ledger = tuple(ledger)
    return FundFigures(
        received=balance(ledger, Account.CASH, {Event.CONTRIBUTION_RECEIVED}),
        receivable=balance(ledger, Account.CONTRIBUTIONS_RECEIVABLE),
        interest=-balance(ledger, Account.INTEREST),
        other_costs=-balance(ledger, Account.CASH, OTHER_COSTS),
        support_costs=balance(ledger, Account.SUPPORT_COSTS),
        refunds_to_donors=balance(ledger, Account.REFUNDS_TO_DONORS),
        committed=balance(ledger, Account.COMMITMENTS),
        paid=-balance(ledger, Account.CASH, PARTY_CASH),
        cash=balance(ledger, Account.CASH),
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


def award_figures(ledger: Iterable[Line]) -> AwardFigures:
    """One award's money from its own lines."""
    ledger = tuple(ledger)
    return AwardFigures(
        committed=balance(ledger, Account.COMMITMENTS),
        paid=-balance(ledger, Account.CASH, {Event.INSTALMENT_PAID, Event.INSTALMENT_BOUNCED}),
        refunded=balance(ledger, Account.CASH, {Event.REFUND_RECEIVED}),
        accepted=balance(ledger, Account.REPORTED_EXPENDITURE, {Event.SPENDING_ACCEPTED}),
        disallowed=-balance(ledger, Account.REPORTED_EXPENDITURE, {Event.SPENDING_DISALLOWED}),
        refunds_due=balance(ledger, Account.REFUNDS_RECEIVABLE),
        written_off=balance(ledger, Account.WRITTEN_OFF, {Event.REFUND_WRITTEN_OFF}),
        unaccounted=balance(ledger, Account.ADVANCES),
    )


def by_award(ledger: Iterable[Line]) -> dict[Key, list[Line]]:
    """The lines of each award; those of the fund itself are left out."""
    found: dict[Key, list[Line]] = {}
    for line in ledger:
        if line.award is not None:
            found.setdefault(line.award, []).append(line)
    return found
