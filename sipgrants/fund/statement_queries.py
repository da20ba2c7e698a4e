"""The statement of the fund, by donor, by round and by award: a fixed number of statements."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from sipgrants.core.db import session
from sipgrants.fund import queries
from sipgrants.fund.accounts import Account, Event
from sipgrants.fund.balances import PARTY_CASH, award_figures
from sipgrants.fund.balances import by_award as lines_by_award
from sipgrants.fund.models import Contribution, LedgerLine, LedgerTransaction
from sipgrants.fund.statements import AwardRow, DonorRow, Overridden, RoundRow
from sipgrants.lifecycle.rights import known


def by_donor() -> list[DonorRow]:
    """Return what each donor gave, by name."""
    money = queries.contribution_money()
    every = queries.contributions()
    came = queries.received_original([one.id for one in every if one.state == "pledged"])
    grouped: dict[UUID, list[Contribution]] = defaultdict(list)
    for one in every:
        grouped[one.donor_id].append(one)
    return [_row(donor, grouped[donor.id], money, came) for donor in queries.donors()]


def _row(donor: Any, mine: list[Contribution], money: Any, came: dict[UUID, int]) -> DonorRow:
    cash = [one for one in mine if not one.in_kind]
    return DonorRow(
        donor=donor.name,
        kind=donor.kind,
        pledged=sum(queries.open_pledge(one, came.get(one.id, 0)) for one in cash if one.state == "pledged"),
        receivable=sum(money[one.id].receivable for one in cash),
        received=sum(money[one.id].received for one in cash),
        written_off=sum(money[one.id].written_off for one in cash),
        refunded=sum(money[one.id].refunded for one in cash),
        in_kind=len(mine) - len(cash),
    )


def by_round() -> list[RoundRow]:
    """Return what was received for each round alone and what was committed and paid under it."""
    sums: dict[UUID | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    query = (
        select(
            LedgerTransaction.round_id, LedgerTransaction.kind, LedgerLine.account, func.sum(LedgerLine.minor)
        )
        .join(LedgerLine.transaction)
        .where(LedgerLine.account.in_((str(Account.CASH), str(Account.COMMITMENTS))))
        .group_by(LedgerTransaction.round_id, LedgerTransaction.kind, LedgerLine.account)
    )
    for round_id, kind, account, minor in session().execute(query):
        if account == Account.COMMITMENTS:
            sums[round_id]["committed"] += int(minor)
        elif kind == Event.CONTRIBUTION_RECEIVED:
            sums[round_id]["received"] += int(minor)
        elif Event(kind) in PARTY_CASH:
            sums[round_id]["paid"] -= int(minor)
    names = known("rounds.names")
    rows = [
        RoundRow(one, names.get(one, {}), parts["received"], parts["committed"], parts["paid"])
        for one, parts in sums.items()
    ]
    return sorted(rows, key=lambda row: (row.round_id is None, str(sorted(row.names.items()))))


def by_award() -> list[AwardRow]:
    """Return every award under which something was booked, by number."""
    named = known("awards.named")
    rows = [
        AwardRow(one, named[one], award_figures(lines))
        for one, lines in lines_by_award(queries.ledger_lines()).items()
        if one in named
    ]
    return sorted(rows, key=lambda row: row.named.number)


def overridden(since: date, until: date) -> list[Overridden]:
    """Return the payments of a period for which two officers let something go, oldest first."""
    every: tuple[Overridden, ...] = known("payments.overridden")
    return sorted((one for one in every if since <= one.paid_on <= until), key=lambda one: one.paid_on)
