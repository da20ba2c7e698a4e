"""What helps a member to begin: documents to read, and the Master Classes that were held, with who attended."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.accounts.models import Person
from sipgrants.core.db import Record
from sipgrants.core.files import StoredFile


class Orientation(Record):
    """A document for members: a file or a link, in one language (`locale`: its code), of a day. Withdrawn, it stays."""

    __tablename__ = "orientation"
    __table_args__ = (
        CheckConstraint("title <> ''", name="title"),
        CheckConstraint("(file_id is null) = (url <> '')", name="file_or_link"),
    )
    subject_type = "orientation"
    title: Mapped[str]
    locale: Mapped[str]
    day: Mapped[date]
    url: Mapped[str] = mapped_column(default="")
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_file.id"))
    added_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
    file: Mapped[StoredFile | None] = relationship(lazy="joined")


class MasterClass(Record):
    """A Master Class for the Board: on which day, about what, and who attended."""

    __tablename__ = "master_class"
    __table_args__ = (CheckConstraint("title <> ''", name="title"),)
    subject_type = "master_class"
    title: Mapped[str]
    day: Mapped[date]
    attended: Mapped[list["Attended"]] = relationship(lazy="selectin", cascade="all, delete-orphan")


class Attended(Record):
    """A member who attended a Master Class."""

    __tablename__ = "master_class_attended"
    __table_args__ = (UniqueConstraint("class_id", "person_id"),)
    class_id: Mapped[UUID] = mapped_column(ForeignKey("master_class.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    person: Mapped[Person] = relationship(lazy="joined")
