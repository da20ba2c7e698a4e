"""Documents on the agenda: each with a title, and every file that ever stood for it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from sipgrants.core import clock
from sipgrants.core.db import Record, Subject
from sipgrants.core.files import StoredFile
from sipgrants.core.scanning import FileVerdict, State, state_of


class AgendaPaper(Subject):
    """A document of an item; one that was removed keeps its row, and is open to nobody."""

    __tablename__ = "agenda_paper"
    __table_args__ = (
        CheckConstraint("state in ('attached', 'removed')", name="state"),
        CheckConstraint("title <> ''", name="title"),
    )
    subject_type = "agenda_paper"
    item_id: Mapped[UUID] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    title: Mapped[str]
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    versions: Mapped[list["PaperVersion"]] = relationship(
        lazy="joined", cascade="all, delete-orphan", order_by="PaperVersion.number"
    )
    subjects: Mapped[list["PaperSubject"]] = relationship(lazy="joined", cascade="all, delete-orphan")

    @property
    def latest(self) -> "PaperVersion":
        """Return the version that counts."""
        return self.versions[-1]

    @property
    def earlier(self) -> list["PaperVersion"]:
        """Return the versions that were replaced, the last one first."""
        return self.versions[-2::-1]

    @property
    def applications(self) -> frozenset[UUID]:
        """Return the applications of which it speaks: whoever is barred from one of them does not get it."""
        return frozenset(one.application_id for one in self.subjects)


class PaperVersion(Record):
    """A file that stood, or stands, for a document; `number` counts from 1."""

    __tablename__ = "agenda_paper_version"
    __table_args__ = (UniqueConstraint("paper_id", "number"),)
    paper_id: Mapped[UUID] = mapped_column(ForeignKey("agenda_paper.id"), index=True)
    number: Mapped[int]
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id"), index=True)
    file: Mapped[StoredFile] = relationship(lazy="joined")
    finding: Mapped[str | None] = column_property(
        select(FileVerdict.finding)
        .join(StoredFile, StoredFile.sha256 == FileVerdict.sha256)
        .where(StoredFile.id == file_id)
        .correlate_except(FileVerdict, StoredFile)
        .scalar_subquery()
    )

    @property
    def scan(self) -> State:
        """Return what the scanner says of it: read with the row, for pages that are asked often."""
        return state_of(self.file, self.finding)


class PaperSubject(Record):
    """An application of which a document speaks: that of its item, or those that an officer ticked."""

    __tablename__ = "agenda_paper_subject"
    __table_args__ = (UniqueConstraint("paper_id", "application_id"),)
    paper_id: Mapped[UUID] = mapped_column(ForeignKey("agenda_paper.id"), index=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
