"""What moved in the fund between two days, and the cash before and after."""

from datetime import date

from sqlalchemy import func, select

from sipgrants.core.db import session
from sipgrants.fund.accounts import Account, Event
from sipgrants.fund.models import LedgerLine, LedgerTransaction
from sipgrants.fund.movements import Period, Sum, moved


def period(since: date, until: date) -> Period:
    """Return what moved, in two statements."""
    is_award = LedgerTransaction.award_id.is_not(None)
    query = (
        select(LedgerTransaction.kind, LedgerLine.account, is_award, func.sum(LedgerLine.minor))
        .join(LedgerLine.transaction)
        .where(LedgerTransaction.day >= since, LedgerTransaction.day <= until)
        .group_by(LedgerTransaction.kind, LedgerLine.account, is_award)
    )
    sums = [
        Sum(Event(kind), Account(account), bool(of_award), int(minor))
        for kind, account, of_award, minor in session().execute(query)
    ]
    before = session().scalar(
        select(func.sum(LedgerLine.minor))
        .join(LedgerLine.transaction)
        .where(LedgerTransaction.day < since, LedgerLine.account == Account.CASH)
    )
    loss = sum(
        one.minor
        for one in sums
        if (one.event, one.account) == (Event.CONTRIBUTION_RECEIVED, Account.EXCHANGE_DIFFERENCES)
    )
    return Period(since, until, int(before or 0), moved(sums), loss)
