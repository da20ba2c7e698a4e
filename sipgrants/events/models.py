"""Events of awards, who takes part, files, action points. One event may concern several awards: a SIP Coffee does."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, ForeignKey, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.accounts.models import Person
from sipgrants.awards.models import Award
from sipgrants.core.db import Base, Record, Subject
from sipgrants.core.files import StoredFile

_OF_AWARD = Table(
    "award_event_award",
    Base.metadata,
    Column("event_id", ForeignKey("award_event.id"), primary_key=True),
    Column("award_id", ForeignKey("award.id"), primary_key=True, index=True),
)
_OF_PERSON = Table(
    "award_event_person",
    Base.metadata,
    Column("event_id", ForeignKey("award_event.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True, index=True),
)


class AwardEvent(Subject):
    """A SIP Coffee, a site visit, a call: when (in the zone in which it was agreed), how to get there, who takes part.

    Of each Party the focal points and project managers take part; `staff` are people of the Secretariat, `others` everybody
    else in words. `sequence` grows with every change, so that calendars take it over. What was said is written afterwards:
    `shared` is read by the teams of the awards, `internal` by the Secretariat and the auditor.
    """

    __tablename__ = "award_event"
    __table_args__ = (
        CheckConstraint("state in ('planned', 'recorded', 'cancelled')", name="state"),
        CheckConstraint("kind in ('coffee', 'visit', 'call', 'other')", name="kind"),
        CheckConstraint("ends_at > starts_at", name="ends_at"),
        CheckConstraint("(state = 'recorded') = (recorded_at is not null)", name="recorded_at"),
    )
    subject_type = "award_event"
    kind: Mapped[str]
    title: Mapped[str]
    zone: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    link: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    others: Mapped[str] = mapped_column(Text, default="")
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    attended: Mapped[str] = mapped_column(Text, default="")
    shared: Mapped[str] = mapped_column(Text, default="")
    internal: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime | None]
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    awards: Mapped[list[Award]] = relationship(secondary=_OF_AWARD, order_by="Award.number", lazy="selectin")
    staff: Mapped[list[Person]] = relationship(secondary=_OF_PERSON, order_by="Person.name", lazy="selectin")
    files: Mapped[list["AwardEventFile"]] = relationship(
        order_by="AwardEventFile.created_at", back_populates="event"
    )
    points: Mapped[list["AwardPoint"]] = relationship(order_by="AwardPoint.due_on", back_populates="event")

    @property
    def parties(self) -> list[str]:
        """Return the Parties whose awards it concerns, each once, by code."""
        return sorted({one.party_id for one in self.awards})


class AwardEventFile(Record):
    """A file of an event: photos of a site visit, a presentation. Not `is_shared`: for Secretariat and auditor alone."""

    __tablename__ = "award_event_file"
    event_id: Mapped[UUID] = mapped_column(ForeignKey("award_event.id"), index=True)
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id"), index=True)
    caption: Mapped[str] = mapped_column(default="")
    is_shared: Mapped[bool] = mapped_column(default=False)
    removed_at: Mapped[datetime | None]
    file: Mapped[StoredFile] = relationship(lazy="joined", innerjoin=True)
    event: Mapped[AwardEvent] = relationship(back_populates="files")


class AwardPoint(Subject):
    """What was agreed to be done by a day: by somebody of the Secretariat, or a Party (focal points and managers)."""

    __tablename__ = "award_point"
    __table_args__ = (
        CheckConstraint("state in ('open', 'done')", name="state"),
        CheckConstraint("(person_id is null) <> (owing_party is null)", name="who"),
        CheckConstraint("(state = 'done') = (done_at is not null)", name="done"),
    )
    subject_type = "award_point"
    event_id: Mapped[UUID] = mapped_column(ForeignKey("award_event.id"), index=True)
    what: Mapped[str] = mapped_column(Text)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    owing_party: Mapped[str | None] = mapped_column(ForeignKey("party.id"), index=True)
    due_on: Mapped[date]
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    event: Mapped[AwardEvent] = relationship(back_populates="points")
