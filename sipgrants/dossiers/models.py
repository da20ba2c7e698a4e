"""Dossiers of awards that were asked for, and how far the worker is."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.awards.models import Award
from sipgrants.core.db import Record
from sipgrants.documents.models import IssuedDocument


class AwardDossier(Record):
    """A dossier of an award: asked for by somebody, made by the worker chapter by chapter (`done` of `wanted`)."""

    __tablename__ = "award_dossier"
    subject_type = "award_dossier"
    award_id: Mapped[UUID] = mapped_column(ForeignKey("award.id"), index=True)
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    done: Mapped[int] = mapped_column(default=0)
    wanted: Mapped[int]
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("issued_document.id"))
    award: Mapped[Award] = relationship()
    document: Mapped[IssuedDocument | None] = relationship(lazy="joined")
