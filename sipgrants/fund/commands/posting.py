"""Writing in the ledger: one entry at a time, balanced, never edited; a mistake is taken back by its reversal.

`post` is called inside the commands of those who move money (contributions here, awards, disbursements, reports); it
asks no right of its own. What a finance officer books by hand is in `booking`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text

from sipgrants.core import audit, clock
from sipgrants.core.audit import Acting
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Problem
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.fund import accounts, award_entries, queries
from sipgrants.fund.accounts import Account, Entry, Event
from sipgrants.fund.models import LedgerLine, LedgerTransaction
from sipgrants.fund.rates import kept
from sipgrants.lifecycle.countersign import kind_of

_LOCK = 7_240_019  # the advisory lock of the ledger's numbers


@dataclass(frozen=True)
class Original:
    """The amount in the currency it came in, the rate (US$ for one unit) at which it was booked, and whose rate it is."""

    amount: Money
    rate: Decimal
    source: str | None = None


@dataclass(frozen=True)
class About:
    """A record by its kind and identifier alone."""

    subject_type: str
    id: str


def take_turn() -> None:
    """Let those who write in the ledger, or number a contribution, go one after the other until the commit."""
    if session().get_bind().dialect.name == "postgresql":
        session().execute(text("select pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def post(
    entry: Entry,
    *,
    by: Acting,
    about: Any,
    day: date | None = None,
    memo: str = "",
    reference: str = "",
    original: Original | None = None,
    round_id: UUID | None = None,
    reverses: LedgerTransaction | None = None,
) -> LedgerTransaction:
    """Write `entry` in the ledger, inside a command; `about` is the record it belongs to. ValueError where it does not
    balance. `original` goes beside the line of cash.
    """
    if sum(one.minor for one in entry.postings) != 0:
        raise ValueError("an entry balances")
    take_turn()
    row = LedgerTransaction(
        number=(session().scalar(select(func.max(LedgerTransaction.number))) or 0) + 1,
        kind=str(entry.event),
        day=day or clock.today(),
        memo=memo[:500],
        about_type=kind_of(about),
        about_id=str(about.id),
        award_id=entry.award,
        contribution_id=entry.contribution,
        round_id=round_id,
        reverses_id=reverses.id if reverses else None,
        reference=reference[:200],
        posted_by=by.person_id,
        lines=[_line(one.account, one.minor, original) for one in entry.postings],
    )
    session().add(row)
    session().flush()
    sums = {str(one.account): one.minor for one in entry.postings}
    audit.record("ledger.post", row, by, kind=row.kind, number=row.number, about=row.about_id, lines=sums)
    return row


def _line(account: Account, minor: int, original: Original | None) -> LedgerLine:
    line = LedgerLine(account=str(account), minor=minor)
    if original is not None and account is Account.CASH:
        line.original_currency, line.original_minor = original.amount.currency, original.amount.minor
        line.rate, line.rate_source = kept(original.rate), original.source
    return line


def set_commitment(award: Any, becomes: int, *, by: Acting, day: date | None = None, memo: str = "") -> None:
    """Bring what the ledger says an award commits to `becomes` (US$ minor units): after every move of an award."""
    now = queries.award_figures(award.id).committed
    change = award_entries.commitment_set(award.id, now, becomes)
    if change is not None:
        post(change, by=by, about=award, day=day, memo=memo, round_id=award.round_id)


def take_back(
    row: LedgerTransaction, *, by: Acting, reason: str, day: date | None = None, event: Event | None = None
) -> LedgerTransaction:
    """Post the reversal of `row`, inside a command; Conflict where it was taken back before. `event` where what happened
    has a name of its own (a payment that bounced).
    """
    take_turn()
    if queries.reversal_of(row) is not None:
        raise Conflict(msg("This entry was taken back already."))
    amounts = [(Account(line.account), -line.minor) for line in row.lines]
    return post(
        accounts.entry(event or Event(row.kind), amounts, row.award_id, row.contribution_id),
        by=by,
        about=About(row.about_type, row.about_id),
        day=day,
        memo=reason,
        reference=row.reference,
        original=_original_of(row),
        round_id=row.round_id,
        reverses=row,
    )


def _original_of(row: LedgerTransaction) -> Original | None:
    for line in row.lines:
        if line.original_minor is not None and line.original_currency and line.rate is not None:
            amount = Money(-line.original_minor, line.original_currency)
            return Original(amount, line.rate, line.rate_source)
    return None


def day_problems(day: date | None, field: str = "day") -> list[Problem]:
    """Return what is wrong with the day of a posting: it is never in the future."""
    if day is None:
        return [Problem(field, msg("Enter the day."))]
    return [Problem(field, msg("The day lies in the future."))] if day > clock.today() else []
