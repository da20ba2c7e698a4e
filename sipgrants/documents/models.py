"""Issued documents: made once, stored with their hash, never made again; anybody may verify them by their code."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from sipgrants.core.db import Record


class IssuedDocument(Record):
    """A receipt, letter, agreement or report that left the house. Without a file yet where the worker still makes it."""

    __tablename__ = "issued_document"
    __table_args__ = (Index("ix_issued_document_about", "about_type", "about_id"),)
    subject_type = "document"
    kind: Mapped[str] = mapped_column(index=True)
    number: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(default="")
    locale: Mapped[str] = mapped_column(default="en")
    issued_on: Mapped[date]
    about_type: Mapped[str]
    about_id: Mapped[str]
    party_id: Mapped[str | None] = mapped_column(ForeignKey("party.id"), index=True)
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_file.id"))
    content_hash: Mapped[str] = mapped_column(
        default=""
    )  # SHA-256 of what it certifies, where that is not the PDF
    is_released: Mapped[bool] = mapped_column(default=True)
