"""What moved in the fund in a period, event by event: where a case of daily life stands in the statement. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sipgrants.fund.accounts import Account, Event

# The account by which an event is measured, and the sign that makes its usual direction positive.
MEASURE: dict[Event, tuple[Account, int]] = {
    Event.CONTRIBUTION_AGREED: (Account.CONTRIBUTIONS_RECEIVABLE, 1),
    Event.CONTRIBUTION_RECEIVED: (Account.CASH, 1),
    Event.CONTRIBUTION_WRITTEN_OFF: (Account.WRITTEN_OFF, 1),
    Event.DONOR_REFUNDED: (Account.REFUNDS_TO_DONORS, 1),
    Event.INTEREST_RECEIVED: (Account.INTEREST, -1),
    Event.COST_PAID: (Account.PROGRAMME_COSTS, 1),
    Event.SUPPORT_COST_CHARGED: (Account.SUPPORT_COSTS, 1),
    Event.BANK_CHARGE_PAID: (Account.BANK_CHARGES, 1),
    Event.EXCHANGE_DIFFERENCE_FOUND: (Account.EXCHANGE_DIFFERENCES, 1),
    Event.AWARD_COMMITTED: (Account.COMMITMENTS, 1),
    Event.AWARD_DECOMMITTED: (Account.COMMITMENTS, -1),
    Event.INSTALMENT_PAID: (Account.CASH, -1),
    Event.INSTALMENT_BOUNCED: (Account.CASH, 1),
    Event.SPENDING_ACCEPTED: (Account.REPORTED_EXPENDITURE, 1),
    Event.SPENDING_DISALLOWED: (Account.REPORTED_EXPENDITURE, -1),
    Event.REFUND_DUE: (Account.REFUNDS_RECEIVABLE, 1),
    Event.REFUND_RECEIVED: (Account.CASH, 1),
    Event.REFUND_WRITTEN_OFF: (Account.WRITTEN_OFF, 1),
}


@dataclass(frozen=True, slots=True)
class Moved:
    """An event in a period, US$ minor units, net of what was taken back: in all, for awards, and what it did to cash."""

    event: Event
    amount: int
    of_awards: int
    cash: int


@dataclass(frozen=True, slots=True)
class Sum:
    """Lines of one event and account added up: debit less credit; whether they belong to an award."""

    event: Event
    account: Account
    is_award: bool
    minor: int


def moved(sums: Iterable[Sum]) -> list[Moved]:
    """Return every event that moved something, in the order of the chart."""
    kept = tuple(sums)
    found = []
    for event, (account, sign) in MEASURE.items():
        mine = [one for one in kept if one.event is event]
        measured = [one for one in mine if one.account is account]
        amount = sign * sum(one.minor for one in measured)
        of_awards = sign * sum(one.minor for one in measured if one.is_award)
        cash = sum(one.minor for one in mine if one.account is Account.CASH)
        if amount or of_awards or cash:
            found.append(Moved(event, amount, of_awards, cash))
    return found


@dataclass(frozen=True)
class Period:
    """What moved from one day to another, both included; cash in US$ minor units: `before` + what moved = `after`."""

    since: date
    until: date
    before: int
    rows: list[Moved]
    exchange_loss: int  # on parts received, against the rate of the agreement; a gain is below nothing

    @property
    def after(self) -> int:
        """Return the cash at the end of the last day."""
        return self.before + sum(one.cash for one in self.rows)
