"""Payments as they were made, and refunds due and received."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from sipgrants.core.db import Record


class Payment(Record):
    """A payment of an instalment under its reference in Umoja; a bounced one stays, reversed in the ledger."""

    __tablename__ = "payment"
    __table_args__ = (CheckConstraint("minor > 0", name="minor"),)
    subject_type = "payment"
    instalment_id: Mapped[UUID] = mapped_column(ForeignKey("instalment.id"), index=True)
    award_id: Mapped[UUID] = mapped_column(ForeignKey("award.id"), index=True)
    minor: Mapped[int] = mapped_column(BigInteger)
    paid_on: Mapped[date]
    reference: Mapped[str] = mapped_column(unique=True)
    recorded_by: Mapped[UUID]
    transaction_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_transaction.id"))
    bounced_on: Mapped[date | None]


class Refund(Record):
    """What a Party owes back, and what of it came or was written off."""

    __tablename__ = "refund"
    __table_args__ = (CheckConstraint("minor > 0", name="minor"),)
    subject_type = "refund"
    award_id: Mapped[UUID] = mapped_column(ForeignKey("award.id"), index=True)
    minor: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]  # received, written_off, disallowed
    day: Mapped[date]
    reference: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    recorded_by: Mapped[UUID]
    seconded_by: Mapped[UUID | None]
    transaction_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_transaction.id"))
