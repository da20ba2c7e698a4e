"""The UN operational rates of exchange, by currency and day, as they were entered: a correction is a row of its own."""

from datetime import date
from decimal import Decimal
from typing import cast
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sipgrants.core import append_only
from sipgrants.core.db import Record
from sipgrants.fund.rates import dollars_for_one


class ExchangeRate(Record):
    """What one US dollar costs from a day on, as published. Of several for one day the highest `version` counts."""

    __tablename__ = "exchange_rate"
    __table_args__ = (
        UniqueConstraint("currency", "valid_from", "version"),
        CheckConstraint("units > 0", name="units"),
        CheckConstraint("currency <> 'USD' and length(currency) = 3", name="currency"),
        CheckConstraint("source <> ''", name="source"),
        CheckConstraint("version = 1 or reason <> ''", name="reason"),
    )
    subject_type = "exchange_rate"
    currency: Mapped[str]
    valid_from: Mapped[date]
    version: Mapped[int]
    units: Mapped[Decimal] = mapped_column(Numeric(20, 10))  # units of the currency for one US dollar
    source: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    @property
    def dollars(self) -> Decimal:
        """Return US dollars for one unit, exact."""
        return dollars_for_one(self.units)


append_only.guard(cast(Table, ExchangeRate.__table__))
