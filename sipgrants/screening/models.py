"""Screening: what the system proposed and what an officer decided, line by line; returns and refusals."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sipgrants.core.db import Record


class ScreeningLine(Record):
    """One line of the checklist for one version: proposed with reason and evidence, decided (overridden: with a reason)."""

    __tablename__ = "screening_line"
    __table_args__ = (
        UniqueConstraint("application_id", "version", "key"),
        CheckConstraint(
            "decided is null or decided = proposed or decision_reason <> ''", name="override_reason"
        ),
    )
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    version: Mapped[int]
    key: Mapped[str]
    position: Mapped[int]
    proposed: Mapped[str]  # yes, no, warn, officer
    reason: Mapped[dict[str, Any]] = mapped_column(JSON)  # {"text": ..., "params": {...}}
    evidence: Mapped[str] = mapped_column(default="")
    decided: Mapped[str | None]  # yes, no
    decision_reason: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]


class Return(Record):
    """An application sent back: which sections open, until when, and what to mend."""

    __tablename__ = "application_return"
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    sections: Mapped[list[str]] = mapped_column(JSON)
    text: Mapped[str]
    until: Mapped[datetime]
    returned_by: Mapped[UUID]
    ended_at: Mapped[datetime | None]
    ended_how: Mapped[str] = mapped_column(default="")  # resubmitted, lapsed


class Refusal(Record):
    """A finding of ineligibility by two officers, with the reasons that the letter gives."""

    __tablename__ = "application_refusal"
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    reasons: Mapped[str]
    decided_by: Mapped[UUID]
    seconded_by: Mapped[UUID]
    letter_id: Mapped[UUID | None] = mapped_column(ForeignKey("issued_document.id"))
    reconsider_until: Mapped[datetime | None]
    overturned_at: Mapped[datetime | None]
