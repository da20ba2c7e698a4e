"""The course of awards by the ledger: what was paid and what spending was accepted, day by day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from sipgrants.core.db import session
from sipgrants.fund.accounts import Account, Event
from sipgrants.fund.balances import PARTY_CASH
from sipgrants.fund.models import LedgerLine, LedgerTransaction


@dataclass
class Course:
    """(day, US$ minor units): payments less what came back; accepted spending less what was disallowed."""

    paid: list[tuple[date, int]] = field(default_factory=list)
    reported: list[tuple[date, int]] = field(default_factory=list)


def course(award_ids: Iterable[UUID]) -> Course:
    """Return the course of these awards together, in one statement."""
    query = (
        select(LedgerTransaction.day, LedgerTransaction.kind, LedgerLine.account, func.sum(LedgerLine.minor))
        .join(LedgerLine.transaction)
        .where(LedgerTransaction.award_id.in_(list(award_ids)))
        .where(LedgerLine.account.in_((str(Account.CASH), str(Account.REPORTED_EXPENDITURE))))
        .group_by(LedgerTransaction.day, LedgerTransaction.kind, LedgerLine.account)
    )
    found = Course()
    for day, kind, account, minor in session().execute(query):
        if account == Account.REPORTED_EXPENDITURE:
            found.reported.append((day, int(minor)))
        elif Event(kind) in PARTY_CASH:
            found.paid.append((day, -int(minor)))
    return found
