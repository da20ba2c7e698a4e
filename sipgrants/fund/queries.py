"""What the ledger and the contributions say: every figure of the fund comes from here, and from the same entries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from sipgrants.core.db import find, session
from sipgrants.core.money import Money
from sipgrants.core.paging import Page, paginate
from sipgrants.fund import balances, settings
from sipgrants.fund.accounts import Account, Event
from sipgrants.fund.balances import AwardFigures, Line
from sipgrants.fund.models import Contribution, Donor, LedgerLine, LedgerTransaction, Setting
from sipgrants.fund.statements import Standing


def setting(key: str) -> Any:
    """Return the value of a setting: what was decided, else its default."""
    kept = session().scalar(select(Setting.value).where(Setting.key == key))
    return settings.read(key, settings.DEFINITIONS[key].default if kept is None else kept)


def support_rate() -> Fraction:
    """Return the programme support cost rate as a fraction."""
    rate: Fraction = setting("support_rate")
    return rate


def kept_settings() -> dict[str, str]:
    """Return every setting as it is typed, in one statement."""
    kept = {row.key: row.value for row in session().scalars(select(Setting))}
    return {key: kept.get(key, one.default) for key, one in settings.DEFINITIONS.items()}


def ledger_lines(award_ids: Iterable[UUID] | None = None) -> list[Line]:
    """Return the ledger in sums by event, account and award (of these awards only, where they are given)."""
    query = (
        select(
            LedgerTransaction.kind,
            LedgerLine.account,
            LedgerTransaction.award_id,
            func.sum(LedgerLine.minor),
        )
        .join(LedgerLine.transaction)
        .group_by(LedgerTransaction.kind, LedgerLine.account, LedgerTransaction.award_id)
    )
    if award_ids is not None:
        query = query.where(LedgerTransaction.award_id.in_(list(award_ids)))
    return [
        Line(Event(kind), Account(account), int(minor), award)
        for kind, account, award, minor in session().execute(query)
    ]


def award_figures(award_id: UUID) -> AwardFigures:
    """Return one award's money."""
    return balances.award_figures(ledger_lines([award_id]))


def figures_of(award_ids: Iterable[UUID]) -> Mapping[UUID, AwardFigures]:
    """Return the money of many awards, in one statement; an award without entries has figures of nothing."""
    wanted = list(award_ids)
    by_award: Mapping[Any, list[Line]] = balances.by_award(ledger_lines(wanted))
    return {one: balances.award_figures(by_award.get(one, ())) for one in wanted}


def standing() -> Standing:
    """Return the figures of the fund, in four statements."""
    open_pledges = list(session().scalars(select(Contribution).where(Contribution.state == "pledged")))
    received = received_original([one.id for one in open_pledges])
    pledged = sum(open_pledge(one, received.get(one.id, 0)) for one in open_pledges if not one.in_kind)
    kind = session().scalar(
        select(func.count())
        .select_from(Contribution)
        .where(Contribution.in_kind, Contribution.state != "written_off")
    )
    return Standing(balances.fund_figures(ledger_lines()), support_rate(), pledged, kind or 0)


def open_pledge(contribution: Contribution, came: int) -> int:
    """Return what of a pledge did not come yet, in US$ minor units at the rate of the pledge; `came`: in its currency."""
    left = contribution.pledged_minor - came
    if left <= 0:
        return 0
    return contribution.pledged_usd.share(Fraction(left, contribution.pledged_minor)).minor


def available() -> Money:
    """Return what may still be promised."""
    return Money(balances.available(balances.fund_figures(ledger_lines()), support_rate()))


def received_original(ids: Iterable[UUID], until: date | None = None) -> dict[UUID, int]:
    """Return what arrived of each contribution (until a day), in the donor's minor units, one statement."""
    query = (
        select(LedgerTransaction.contribution_id, func.sum(LedgerLine.original_minor))
        .join(LedgerLine.transaction)
        .where(
            LedgerTransaction.contribution_id.in_(list(ids)),
            LedgerTransaction.kind == Event.CONTRIBUTION_RECEIVED,
            LedgerLine.account == Account.CASH,
        )
        .group_by(LedgerTransaction.contribution_id)
    )
    if until is not None:
        query = query.where(LedgerTransaction.day <= until)
    return {one: int(minor or 0) for one, minor in session().execute(query) if one}


@dataclass(frozen=True)
class ContributionMoney:
    """One contribution in US$ minor units: what came, what is still owed, given up, given back."""

    received: int = 0
    receivable: int = 0
    written_off: int = 0
    refunded: int = 0


_PARTS = {
    (Event.CONTRIBUTION_RECEIVED, Account.CASH): "received",
    (Event.CONTRIBUTION_WRITTEN_OFF, Account.WRITTEN_OFF): "written_off",
    (Event.DONOR_REFUNDED, Account.REFUNDS_TO_DONORS): "refunded",
}


def contribution_money(
    ids: Iterable[UUID] | None = None, until: date | None = None
) -> Mapping[UUID, ContributionMoney]:
    """Return what the ledger says of contributions (all of them, where none are named; until a day), in one statement."""
    query = (
        select(
            LedgerTransaction.contribution_id,
            LedgerTransaction.kind,
            LedgerLine.account,
            func.sum(LedgerLine.minor),
        )
        .join(LedgerLine.transaction)
        .where(LedgerTransaction.contribution_id.is_not(None))
        .group_by(LedgerTransaction.contribution_id, LedgerTransaction.kind, LedgerLine.account)
    )
    if ids is not None:
        query = query.where(LedgerTransaction.contribution_id.in_(list(ids)))
    if until is not None:
        query = query.where(LedgerTransaction.day <= until)
    sums: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one, kind, account, minor in session().execute(query):
        if one is None:
            continue
        name = _PARTS.get((Event(kind), Account(account)))
        if account == Account.CONTRIBUTIONS_RECEIVABLE:
            name = "receivable"
        if name:
            sums[one][name] += int(minor)
    return defaultdict(ContributionMoney, {one: ContributionMoney(**parts) for one, parts in sums.items()})


def donors() -> list[Donor]:
    """Return the donors by name."""
    return list(session().scalars(select(Donor).order_by(Donor.name)))


def donor(donor_id: UUID) -> Donor:
    """Return a donor; NotFound where there is none."""
    return find(Donor, donor_id)


def contribution(contribution_id: UUID) -> Contribution:
    """Return a contribution; NotFound where there is none."""
    return find(Contribution, contribution_id)


def contributions_page(
    number: int = 1, *, state: str = "", donor_id: UUID | None = None
) -> Page[Contribution]:
    """Return a page of the contributions, newest first."""
    query = select(Contribution).order_by(Contribution.number.desc())
    if state:
        query = query.where(Contribution.state == state)
    if donor_id:
        query = query.where(Contribution.donor_id == donor_id)
    return paginate(query, number)


def contributions() -> list[Contribution]:
    """Return all contributions, oldest first."""
    return list(session().scalars(select(Contribution).order_by(Contribution.number)).unique())


def transaction(transaction_id: UUID) -> LedgerTransaction:
    """Return a transaction of the ledger; NotFound where there is none."""
    return find(LedgerTransaction, transaction_id)


def transactions(
    *,
    award_id: UUID | None = None,
    contribution_id: UUID | None = None,
    kind: str = "",
    since: date | None = None,
) -> Select[Any]:
    """Return the query for transactions, newest first: to be paginated or read whole."""
    query = select(LedgerTransaction).order_by(LedgerTransaction.number.desc())
    if award_id:
        query = query.where(LedgerTransaction.award_id == award_id)
    if contribution_id:
        query = query.where(LedgerTransaction.contribution_id == contribution_id)
    if kind:
        query = query.where(LedgerTransaction.kind == kind)
    if since:
        query = query.where(LedgerTransaction.day >= since)
    return query


def ledger_page(number: int = 1, **chosen: Any) -> Page[LedgerTransaction]:
    """Return a page of the ledger, newest first."""
    return paginate(transactions(**chosen), number)


def all_transactions(**chosen: Any) -> list[LedgerTransaction]:
    """Return transactions, newest first, with their lines."""
    return list(session().scalars(transactions(**chosen)))


def reversal_of(row: LedgerTransaction) -> LedgerTransaction | None:
    """Return the transaction that takes `row` back, where there is one."""
    return session().scalar(select(LedgerTransaction).where(LedgerTransaction.reverses_id == row.id))


def about(about_type: str, about_id: object) -> list[LedgerTransaction]:
    """Return the transactions about one record, oldest first: a report asks for its own."""
    return list(
        session().scalars(
            select(LedgerTransaction)
            .where(LedgerTransaction.about_type == about_type, LedgerTransaction.about_id == str(about_id))
            .order_by(LedgerTransaction.number)
        )
    )


def entries_and_cash() -> tuple[int, int]:
    """Return how many transactions there are and what cash they leave, in US$ minor units."""
    count = session().scalar(select(func.count()).select_from(LedgerTransaction)) or 0
    cash = session().scalar(select(func.sum(LedgerLine.minor)).where(LedgerLine.account == Account.CASH))
    return count, int(cash or 0)
