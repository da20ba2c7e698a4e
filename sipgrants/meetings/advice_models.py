"""Recommendations to an unsuccessful applicant, from the Board's own words; and the Co-Chairs' public statement."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.applications.models import Application
from sipgrants.core.db import Record, Subject
from sipgrants.documents.models import IssuedDocument
from sipgrants.meetings.models import Decision
from sipgrants.rounds.models import Round


class Advice(Subject):
    """What the Board recommends, criterion by criterion: an officer edits it, and releases it to the applicant.

    `paragraphs`: key of the criterion (or `general`) > text. `sources`: the sheets whose comments it was drafted from.
    """

    __tablename__ = "advice"
    __table_args__ = (
        CheckConstraint("state in ('drafted', 'released')", name="state"),
        CheckConstraint("(state = 'released') = (released_at is not null)", name="released"),
    )
    subject_type = "advice"
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"), unique=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    paragraphs: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    sources: Mapped[list[str]] = mapped_column(JSON, default=list)
    released_at: Mapped[datetime | None]
    released_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("issued_document.id"))
    decision: Mapped[Decision] = relationship()
    application: Mapped[Application] = relationship(lazy="joined")
    document: Mapped[IssuedDocument | None] = relationship(lazy="joined")


class PublicStatement(Subject):
    """What the Co-Chairs tell the public of a round's outcome; `facts` is what the record said when they adopted it."""

    __tablename__ = "public_statement"
    __table_args__ = (
        CheckConstraint("state in ('drafted', 'adopted')", name="state"),
        CheckConstraint("(state = 'adopted') = (adopted_at is not null)", name="adopted"),
    )
    subject_type = "public_statement"
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), unique=True)
    opening: Mapped[str] = mapped_column(Text, default="")
    closing: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    adopted_at: Mapped[datetime | None]
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("issued_document.id"))
    adoptions: Mapped[list["StatementAdoption"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    round: Mapped[Round] = relationship(lazy="joined")
    document: Mapped[IssuedDocument | None] = relationship(lazy="joined")


class StatementAdoption(Record):
    """A Co-Chair's adoption of a statement; `mark` is the hash of the words and figures that were adopted."""

    __tablename__ = "statement_adoption"
    __table_args__ = (UniqueConstraint("statement_id", "person_id"),)
    statement_id: Mapped[UUID] = mapped_column(ForeignKey("public_statement.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    mark: Mapped[str]
