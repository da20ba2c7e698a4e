"""Payments as they were made, and refunds due and received."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.core.db import Record
from sipgrants.core.files import StoredFile


class PaymentFile(Record):
    """A file of UNEP's system as it came, kept for good: who sent it and when stands with the stored file.

    `lines`: how many payments it holds; `remaining`: those left to a person when it was compared last, as {"number",
    "reference", "award", "minor", "reasons"}. What it recorded are the payments that name it.
    """

    __tablename__ = "payment_file"
    subject_type = "payment_file"
    sha256: Mapped[str] = mapped_column(unique=True)
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id"))
    lines: Mapped[int]
    remaining: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    matched_at: Mapped[datetime | None]
    matched_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    file: Mapped[StoredFile] = relationship(lazy="joined", innerjoin=True)


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
    payment_file_id: Mapped[UUID | None] = mapped_column(ForeignKey("payment_file.id"), index=True)


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
