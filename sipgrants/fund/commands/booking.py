"""What a finance officer books by hand: interest, costs, refunds to donors, exchange differences; and reversals."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from sipgrants.core.db import command
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.fund import entries, queries
from sipgrants.fund.accounts import Entry, Event
from sipgrants.fund.commands.posting import About, day_problems, post, take_back
from sipgrants.fund.models import Contribution, LedgerTransaction
from sipgrants.fund.words import BY_HAND
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor

REVERSIBLE = frozenset({*BY_HAND, Event.CONTRIBUTION_RECEIVED})
# What is booked by hand for an award has no move that would take it back.
OF_AWARDS = frozenset({Event.BANK_CHARGE_PAID, Event.INTEREST_RECEIVED})
_ENTRIES: dict[Event, Callable[[int], Entry]] = {
    Event.INTEREST_RECEIVED: entries.interest_received,
    Event.COST_PAID: entries.cost_paid,
    Event.SUPPORT_COST_CHARGED: entries.support_cost_charged,
    Event.BANK_CHARGE_PAID: entries.bank_charge_paid,
    Event.EXCHANGE_DIFFERENCE_FOUND: entries.exchange_difference_found,
}


@command
def book(
    kind: Event,
    *,
    by: Actor,
    minor: int,
    day: date,
    memo: str,
    reference: str = "",
    contribution: Contribution | None = None,
) -> LedgerTransaction:
    """Book what belongs to the fund itself. `minor`: US$ minor units, more than 0; an exchange difference is a loss, or
    a gain where below 0. A refund to a donor is at most what that contribution brought.
    """
    rights.demand(by, "ledger.post")
    require(_problems(kind, minor, day, memo, contribution))
    entry = _entry(kind, minor, contribution.id if contribution else None)
    about = contribution if kind is Event.DONOR_REFUNDED and contribution else About("fund", "fund")
    return post(entry, by=by, about=about, day=day, memo=memo.strip(), reference=reference.strip())


def _entry(kind: Event, minor: int, contribution_id: UUID | None) -> Entry:
    if kind is Event.DONOR_REFUNDED:
        return entries.donor_refunded(contribution_id, minor)
    return _ENTRIES[kind](minor)


def _problems(
    kind: Event, minor: int, day: date, memo: str, contribution: Contribution | None
) -> list[Problem]:
    found = [] if kind in BY_HAND else [Problem("kind", msg("Choose what happened."))]
    if minor == 0 or (minor < 0 and kind is not Event.EXCHANGE_DIFFERENCE_FOUND):
        found.append(Problem("amount", msg("Enter an amount of more than nothing.")))
    if not memo.strip():
        found.append(Problem("memo", msg("Say what it is for.")))
    found += day_problems(day)
    return found + (_refund_problems(minor, contribution) if kind is Event.DONOR_REFUNDED else [])


def _refund_problems(minor: int, contribution: Contribution | None) -> list[Problem]:
    if contribution is None:
        return [Problem("contribution", msg("Choose the contribution that is paid back."))]
    money = queries.contribution_money([contribution.id])[contribution.id]
    left = Money(money.received - money.refunded)
    if Money(minor) <= left:
        return []
    return [Problem("amount", msg("At most %(amount)s of this contribution can be paid back.", amount=left))]


def may_reverse(row: LedgerTransaction) -> bool:
    """Tell whether a transaction may be taken back by hand: most of an award's are taken back by their own moves."""
    kinds = REVERSIBLE if row.award_id is None else OF_AWARDS
    return Event(row.kind) in kinds and row.reverses_id is None


@command
def reverse(row: LedgerTransaction, *, by: Actor, reason: str) -> LedgerTransaction:
    """Take a wrong entry back by its reversal, with the reason; of a contribution only while it is not closed."""
    rights.demand(by, "ledger.post")
    if not may_reverse(row):
        raise Conflict(msg("This entry belongs to another step and is taken back there."))
    require([] if reason.strip() else [Problem("reason", msg("Give the reason."))])
    if row.contribution_id and row.kind == Event.CONTRIBUTION_RECEIVED:
        _check_open(queries.contribution(row.contribution_id), row)
    return take_back(row, by=by, reason=reason.strip())


def _check_open(contribution: Contribution, row: LedgerTransaction) -> None:
    if contribution.state not in ("pledged", "agreed"):
        raise Conflict(msg("The contribution is closed: book a refund to the donor instead."))
    money = queries.contribution_money([contribution.id])[contribution.id]
    arrived = sum(line.minor for line in row.lines if line.account == "cash")
    if money.received - arrived < money.refunded:
        raise Conflict(msg("This money was paid back to the donor already."))
