"""The status of contributions at the end of any day, from the ledger; and what was published of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from sipgrants.core import clock
from sipgrants.core.audit import canonical
from sipgrants.core.db import session
from sipgrants.documents.models import IssuedDocument
from sipgrants.fund import queries
from sipgrants.fund.accounts import Account, Event
from sipgrants.fund.models import Contribution, LedgerLine, LedgerTransaction
from sipgrants.fund.published_models import PublishedStatus
from sipgrants.fund.queries import ContributionMoney
from sipgrants.fund.status import Gift, InKind, Status, Sums
from sipgrants.lifecycle.rights import known

KIND = "contributions_status"
GENERAL = "general"


@dataclass(frozen=True)
class Chosen:
    """Which contributions: of a donor, pledged in a year, meant for a round (or `general`); empty means all."""

    donor: UUID | None = None
    year: int | None = None
    round: str = ""

    @property
    def count(self) -> int:
        """Return how much is chosen."""
        return sum(bool(one) for one in (self.donor, self.year, self.round))


ALL = Chosen()


def status(on: date | None = None, chosen: Chosen = ALL) -> Status:
    """Return the status at the end of a day (today's where none is named), in five statements.

    Days are those of the entries: what is booked later with an earlier day shows in a status asked for after that.
    """
    day = on or clock.today()
    every = [one for one in queries.contributions() if one.pledged_on <= day and _is_chosen(one, chosen)]
    cash = [one for one in every if not one.in_kind]
    ids = [one.id for one in cash]
    money = queries.contribution_money(ids, until=day)
    came = queries.received_original(ids, until=day)
    rounds = known("rounds.names")
    gifts = [_gift(one, day, money[one.id], came.get(one.id, 0), rounds) for one in cash]
    helps = [InKind(one.donor.name, one.pledged_on.year, one.note) for one in every if one.in_kind]
    return Status(
        day,
        tuple(sorted(gifts, key=lambda one: (one.donor.casefold(), one.number))),
        tuple(sorted(helps, key=lambda one: (one.donor.casefold(), one.year))),
        _arrived(ids, day),
    )


def _is_chosen(one: Contribution, chosen: Chosen) -> bool:
    if chosen.donor is not None and one.donor_id != chosen.donor:
        return False
    if chosen.year is not None and one.pledged_on.year != chosen.year:
        return False
    return not chosen.round or chosen.round == (str(one.round_id) if one.round_id else GENERAL)


def _gift(
    one: Contribution,
    day: date,
    money: ContributionMoney,
    came: int,
    rounds: Mapping[UUID, Mapping[str, str]],
) -> Gift:
    is_agreed = one.agreed is not None and one.agreed_on is not None and one.agreed_on <= day
    is_closed = one.settled_on is not None and one.settled_on <= day
    promised = one.agreed if is_agreed and one.agreed is not None else one.pledged
    dollars = one.agreed_usd if is_agreed and one.agreed_usd is not None else one.pledged_usd
    still_pledged = 0 if is_agreed else queries.open_pledge(one, came)
    given_up = still_pledged if is_closed and one.state == "written_off" else 0
    return Gift(
        number=one.number,
        donor=one.donor.name,
        kind=one.donor.kind,
        year=one.pledged_on.year,
        currency=one.currency,
        amount_minor=promised.minor,
        is_agreed=is_agreed,
        round=dict(rounds.get(one.round_id, {})) if one.round_id else None,
        sums=Sums(
            pledged=dollars.minor,
            received=money.received,
            written_off=money.written_off + given_up,
            refunded=money.refunded,
            outstanding=money.receivable + (0 if is_closed else still_pledged),
        ),
    )


def _arrived(ids: list[UUID], day: date) -> dict[int, int]:
    query = (
        select(LedgerTransaction.day, func.sum(LedgerLine.minor))
        .join(LedgerLine.transaction)
        .where(
            LedgerTransaction.contribution_id.in_(ids),
            LedgerTransaction.kind == Event.CONTRIBUTION_RECEIVED,
            LedgerTransaction.day <= day,
            LedgerLine.account == Account.CASH,
        )
        .group_by(LedgerTransaction.day)
    )
    found: dict[int, int] = {}
    for when, minor in session().execute(query):
        found[when.year] = found.get(when.year, 0) + int(minor)
    return {year: minor for year, minor in found.items() if minor}


def mark(kept: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical content of a status."""
    return hashlib.sha256(canonical(kept).encode()).hexdigest()


def years() -> list[int]:
    """Return the years in which something was pledged, newest first."""
    days = session().scalars(select(Contribution.pledged_on).distinct())
    return sorted({day.year for day in days}, reverse=True)


def published() -> list[PublishedStatus]:
    """Return what was published, newest first."""
    return list(session().scalars(select(PublishedStatus).order_by(PublishedStatus.on.desc())))


def published_on(day: date) -> PublishedStatus | None:
    """Return what was published as at a day."""
    return session().scalar(select(PublishedStatus).where(PublishedStatus.on == day))


def papers(found: PublishedStatus | None = None) -> dict[str, list[IssuedDocument]]:
    """Return the papers of what was published (of one, where it is given) by its identifier, English first."""
    query = select(IssuedDocument).where(IssuedDocument.kind == KIND)
    if found is not None:
        query = query.where(IssuedDocument.about_id == str(found.id))
    made: dict[str, list[IssuedDocument]] = {}
    for one in session().scalars(query.order_by(IssuedDocument.locale != "en", IssuedDocument.locale)):
        made.setdefault(one.about_id, []).append(one)
    return made
