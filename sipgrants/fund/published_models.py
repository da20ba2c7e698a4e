"""What was published of the contributions, month by month, and what every night's proof found: both are never changed."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.core import append_only
from sipgrants.core.db import Record
from sipgrants.documents.models import IssuedDocument


class PublishedStatus(Record):
    """The status of contributions as it was published: its figures, their hash, and the paper with its code."""

    __tablename__ = "published_status"
    subject_type = "contributions_status"
    on: Mapped[date] = mapped_column("as_at", unique=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    content_hash: Mapped[str]  # SHA-256 of the canonical content
    document_id: Mapped[UUID] = mapped_column(ForeignKey("issued_document.id"), unique=True)
    published_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    document: Mapped[IssuedDocument] = relationship(lazy="joined", innerjoin=True)


class FundCheck(Record):
    """A night's proof: `found` holds (proof, where, message with its parameters) of what does not agree."""

    __tablename__ = "fund_check"
    subject_type = "fund_check"
    day: Mapped[date] = mapped_column(unique=True)
    found: Mapped[list[Any]] = mapped_column(JSON)


append_only.guard(cast(Table, PublishedStatus.__table__), unique=("id", "as_at", "document_id"))
append_only.guard(cast(Table, FundCheck.__table__), unique=("id", "day"))
