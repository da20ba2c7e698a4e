"""The chart of accounts and the entries of the trust fund's ledger: double entry, US$ minor units.

Programme rule (section 4): "Every figure on a screen, in a PDF and in open data comes from the same ledger
entries". A pledge is no entry, nor is help in kind: both "stand beside it, never inside it".
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Key: TypeAlias = Hashable


class Account(StrEnum):
    """The chart. Balances are debit less credit: what is owned, owed to us or spent is positive."""

    CASH = "cash"
    CONTRIBUTIONS_RECEIVABLE = "contributions_receivable"
    ADVANCES = "advances"
    """Paid to Parties and not yet accounted for; negative where a Party pre-financed."""
    REFUNDS_RECEIVABLE = "refunds_receivable"
    CONTRIBUTIONS = "contributions"
    INTEREST = "interest"
    REPORTED_EXPENDITURE = "reported_expenditure"
    PROGRAMME_COSTS = "programme_costs"
    SUPPORT_COSTS = "support_costs"
    BANK_CHARGES = "bank_charges"
    EXCHANGE_DIFFERENCES = "exchange_differences"
    REFUNDS_TO_DONORS = "refunds_to_donors"
    WRITTEN_OFF = "written_off"
    COMMITMENTS = "commitments"
    COMMITMENTS_SET_ASIDE = "commitments_set_aside"
    """The other side of commitments: money that may not be promised twice."""


class Event(StrEnum):
    """What happened. The kind of an entry says what its cash means, so that figures need no guessing."""

    CONTRIBUTION_AGREED = "contribution_agreed"
    CONTRIBUTION_RECEIVED = "contribution_received"
    CONTRIBUTION_WRITTEN_OFF = "contribution_written_off"
    INTEREST_RECEIVED = "interest_received"
    COST_PAID = "cost_paid"
    SUPPORT_COST_CHARGED = "support_cost_charged"
    BANK_CHARGE_PAID = "bank_charge_paid"
    EXCHANGE_DIFFERENCE_FOUND = "exchange_difference_found"
    DONOR_REFUNDED = "donor_refunded"
    AWARD_COMMITTED = "award_committed"
    AWARD_DECOMMITTED = "award_decommitted"
    INSTALMENT_PAID = "instalment_paid"
    INSTALMENT_BOUNCED = "instalment_bounced"
    SPENDING_ACCEPTED = "spending_accepted"
    SPENDING_DISALLOWED = "spending_disallowed"
    REFUND_DUE = "refund_due"
    REFUND_RECEIVED = "refund_received"
    REFUND_WRITTEN_OFF = "refund_written_off"


@dataclass(frozen=True, slots=True)
class Posting:
    """One line: a debit or a credit in US$ minor units, never both, never negative."""

    account: Account
    debit: int = 0
    credit: int = 0

    def __post_init__(self) -> None:
        """Raise ValueError for a line that is both, neither or negative; TypeError for an amount that is
        not whole.
        """
        if type(self.debit) is not int or type(self.credit) is not int:
            raise TypeError("postings are whole minor units")
        if min(self.debit, self.credit) < 0 or (self.debit > 0) == (self.credit > 0):
            raise ValueError("a posting is a debit or a credit of more than nothing")

    @property
    def minor(self) -> int:
        """Debit less credit: how the ledger's table keeps it."""
        return self.debit - self.credit


@dataclass(frozen=True, slots=True)
class Entry:
    """Postings of one event, which balance: ValueError where they do not, or where there are none.

    `award` or `contribution` says whose money it is; neither for what is the fund's own.
    """

    event: Event
    postings: tuple[Posting, ...]
    award: Key | None = None
    contribution: Key | None = None

    def __post_init__(self) -> None:
        """Refuse what does not balance: an entry that exists is right."""
        difference: int = sum(posting.minor for posting in self.postings)
        if not self.postings or difference:
            raise ValueError(f"{self.event} does not balance")


def entry(
    event: Event,
    amounts: Iterable[tuple[Account, int]],
    award: Key | None = None,
    contribution: Key | None = None,
) -> Entry:
    """An entry of amounts: positive is a debit, negative a credit, 0 is left out."""
    postings = (Posting(account, max(minor, 0), max(-minor, 0)) for account, minor in amounts if minor)
    return Entry(event, tuple(postings), award, contribution)


def reversal(of: Entry, event: Event) -> Entry:
    """The entry that takes `of` back; the ledger itself is never edited."""
    return entry(event, [(one.account, -one.minor) for one in of.postings], of.award, of.contribution)
