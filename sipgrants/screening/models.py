"""Screening: what the system proposed and what an officer decided, line by line; returns and refusals."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.applications.models import Application
from sipgrants.core.db import Record
from sipgrants.documents.models import IssuedDocument

_HELD = text("released_at is null and dropped_at is null")


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
    reason: Mapped[dict[str, Any]] = mapped_column(JSON)  # a message, see sayings.py
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON)  # kept like the reason
    proposed_at: Mapped[datetime]
    decided: Mapped[str | None]  # yes, no
    decision_reason: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    carried_from: Mapped[
        int | None
    ]  # the version for which it was decided, where nothing about the line changed since
    application: Mapped[Application] = relationship()


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
    letter_id: Mapped[UUID | None] = mapped_column(ForeignKey("letter.id"))
    reconsider_until: Mapped[datetime | None]
    overturned_at: Mapped[datetime | None]


class Letter(Record):
    """A letter about one application: held until it is released, then issued as a document. `facts` are what it says.

    A later one replaces the one that is held; what was released stays.
    """

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("released_at is null or document_id is not null", name="issued"),
        CheckConstraint("released_at is null or dropped_at is null", name="released_or_dropped"),
        Index("uq_letter_held", "application_id", unique=True, sqlite_where=_HELD, postgresql_where=_HELD),
    )
    subject_type = "letter"
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    kind: Mapped[str]  # ineligible, reconsideration, not_approved, reserve, approved
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    prepared_by: Mapped[UUID | None]
    released_by: Mapped[UUID | None]
    released_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("issued_document.id"))
    # The round's own words as they were when the letter went out: `opening` and `closing`, empty where it has none.
    words: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    application: Mapped[Application] = relationship(lazy="joined")
    document: Mapped[IssuedDocument | None] = relationship(lazy="joined")


class LetterText(Record):
    """The round's own words for a kind of letter in one language: instead of the usual first and last paragraph."""

    __tablename__ = "letter_text"
    __table_args__ = (UniqueConstraint("round_id", "kind", "locale"),)
    subject_type = "letter_text"
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    kind: Mapped[str]
    locale: Mapped[str]
    opening: Mapped[str] = mapped_column(default="")
    closing: Mapped[str] = mapped_column(default="")
