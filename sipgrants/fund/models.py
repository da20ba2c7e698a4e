"""Donors, contributions and the ledger: double-entry, append-only, in US$ minor units."""

from datetime import date
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.core import append_only
from sipgrants.core.db import Record, Subject
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money


class Donor(Record):
    """A government, foundation, organization or company that contributes."""

    __tablename__ = "donor"
    subject_type = "donor"
    name: Mapped[str] = mapped_column(unique=True)
    country_id: Mapped[str | None] = mapped_column(ForeignKey("party.id"))
    kind: Mapped[str]


class Contribution(Subject):
    """A pledge and what became of it, in the donor's currency; help in kind is shown, never counted as money."""

    __tablename__ = "contribution"
    __table_args__ = (
        CheckConstraint("state in ('pledged', 'agreed', 'received', 'written_off')", name="state"),
        CheckConstraint("pledged_minor > 0 or in_kind", name="amount"),
        CheckConstraint("rate > 0", name="rate"),
        CheckConstraint(
            "state <> 'agreed' or (agreed_on is not null and agreed_minor is not null)", name="agreed"
        ),
    )
    subject_type = "contribution"
    number: Mapped[int] = mapped_column(unique=True)
    donor_id: Mapped[UUID] = mapped_column(ForeignKey("donor.id"), index=True)
    currency: Mapped[str]
    pledged_minor: Mapped[int] = mapped_column(BigInteger)
    agreed_minor: Mapped[int | None] = mapped_column(BigInteger)
    rate: Mapped[Decimal] = mapped_column(
        Numeric(20, 10), default=Decimal(1)
    )  # US$ for one unit of `currency`
    pledged_on: Mapped[date]
    agreed_on: Mapped[date | None]
    agreement: Mapped[str] = mapped_column(default="")
    round_id: Mapped[UUID | None] = mapped_column(index=True)  # rounds are a later stage: no key
    in_kind: Mapped[bool] = mapped_column(default=False)
    is_opening: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(Text, default="")
    settled_on: Mapped[date | None]
    rate_source: Mapped[str | None]  # where `rate` comes from; None: typed, or from before rates had a table
    # US$ cents at the exact rate of the day of the pledge, and of the agreement; None: from before they were kept.
    pledged_usd_minor: Mapped[int | None] = mapped_column(BigInteger)
    agreed_usd_minor: Mapped[int | None] = mapped_column(BigInteger)
    donor: Mapped[Donor] = relationship(lazy="joined", innerjoin=True)

    @property
    def pledged(self) -> Money:
        """Return what was pledged, in the donor's currency."""
        return Money(self.pledged_minor, self.currency)

    @property
    def agreed(self) -> Money | None:
        """Return what was agreed, in the donor's currency."""
        return None if self.agreed_minor is None else Money(self.agreed_minor, self.currency)

    @property
    def pledged_usd(self) -> Money:
        """Return what was pledged, in US$ at the rate of that day."""
        kept = self.pledged_usd_minor
        return self.pledged.at(self.rate, "USD") if kept is None else Money(kept)

    @property
    def agreed_usd(self) -> Money | None:
        """Return what was agreed, in US$ at the rate of that day."""
        if self.agreed_usd_minor is not None:
            return Money(self.agreed_usd_minor)
        return None if self.agreed is None else self.agreed.at(self.rate, "USD")

    @property
    def promised(self) -> Money:
        """Return what was agreed, else pledged, in the donor's currency."""
        return self.agreed or self.pledged


class OpeningContribution(Record):
    """A contribution from before this system, written down by one person; it counts once a second has confirmed it."""

    __tablename__ = "opening_contribution"
    subject_type = "opening_contribution"
    donor_id: Mapped[UUID] = mapped_column(ForeignKey("donor.id"), index=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    recorded_by: Mapped[UUID]
    contribution_id: Mapped[UUID | None] = mapped_column(ForeignKey("contribution.id"))
    donor: Mapped[Donor] = relationship(lazy="joined", innerjoin=True)

    @property
    def written(self) -> list[tuple[Message, Any]]:
        """Return what was written down, for the second person: amounts and days as what they are."""
        kept = self.content
        return [
            (msg("Donor"), self.donor.name),
            (msg("Agreed"), Money(kept["agreed_minor"], kept["currency"])),
            (msg("Agreed on"), date.fromisoformat(kept["agreed_on"])),
            (msg("Agreement"), kept["agreement"]),
            (msg("Rate of the agreement"), _sourced(kept["rate"], kept.get("rate_source"))),
            (msg("Received"), Money(kept["received_minor"], kept["currency"])),
            (msg("Received on"), date.fromisoformat(kept["received_on"]) if kept["received_on"] else "-"),
            (msg("Rate of the receipt"), _sourced(kept["received_rate"], kept.get("received_source"))),
            (msg("Nothing more will come"), msg("yes") if kept["settled"] else msg("no")),
        ]


def _sourced(rate: str, source: str | None) -> str:
    return f"{rate} ({source})" if source else rate


class Setting(Record):
    """A setting of the Programme that was changed from its default; what settings there are says `fund.settings`."""

    __tablename__ = "setting"
    subject_type = "setting"
    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str]
    changed_by: Mapped[UUID | None]
    seconded_by: Mapped[UUID | None]


class LedgerTransaction(Record):
    """One event in the ledger; its lines add up to nothing. Corrections are reversals."""

    __tablename__ = "ledger_transaction"
    __table_args__ = (UniqueConstraint("reverses_id"),)
    subject_type = "ledger"
    number: Mapped[int] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(index=True)
    day: Mapped[date]
    memo: Mapped[str] = mapped_column(default="")
    about_type: Mapped[str]
    about_id: Mapped[str] = mapped_column(index=True)
    award_id: Mapped[UUID | None] = mapped_column(index=True)  # awards are a later stage: no key
    contribution_id: Mapped[UUID | None] = mapped_column(ForeignKey("contribution.id"), index=True)
    round_id: Mapped[UUID | None] = mapped_column(index=True)
    reverses_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transaction.id"))
    reference: Mapped[str] = mapped_column(default="")
    posted_by: Mapped[UUID | None]
    lines: Mapped[list["LedgerLine"]] = relationship(back_populates="transaction", lazy="selectin")


class LedgerLine(Record):
    """One line: debit positive, credit negative, in US$ cents; beside it the amount in the original currency."""

    __tablename__ = "ledger_line"
    __table_args__ = (CheckConstraint("minor <> 0", name="minor"),)
    transaction_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_transaction.id"), index=True)
    account: Mapped[str] = mapped_column(index=True)
    minor: Mapped[int] = mapped_column(BigInteger)
    original_currency: Mapped[str | None]
    original_minor: Mapped[int | None] = mapped_column(BigInteger)
    rate: Mapped[Decimal | None] = mapped_column(Numeric(20, 10))
    rate_source: Mapped[str | None]  # where the rate comes from; None: typed by the one who booked
    transaction: Mapped[LedgerTransaction] = relationship(back_populates="lines")

    @property
    def original(self) -> Money | None:
        """Return the amount in the currency it came in, where that is not US dollars."""
        if self.original_minor is None or self.original_currency in (None, "USD"):
            return None
        return Money(self.original_minor, str(self.original_currency))


# What is in the ledger stays: corrections are entries of their own.
append_only.guard(cast(Table, LedgerTransaction.__table__), unique=("id", "number"))
append_only.guard(cast(Table, LedgerLine.__table__))
