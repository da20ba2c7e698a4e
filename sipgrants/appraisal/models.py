"""Appraisal: the officer's note, experts' comments, questions to the applicant."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.accounts.models import Person
from sipgrants.applications.models import Application
from sipgrants.core import clock
from sipgrants.core.db import Record
from sipgrants.screening.days import end_of


class Appraisal(Record):
    """The officer's appraisal of one application, written before it goes to the Board.

    What is typed is kept as answers to the form "appraisal", with all that stood there before; the texts here are what
    they say now.
    """

    __tablename__ = "appraisal"
    subject_type = "appraisal"
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), unique=True)
    summary: Mapped[str] = mapped_column(default="")
    strengths: Mapped[str] = mapped_column(default="")
    weaknesses: Mapped[str] = mapped_column(default="")
    questions: Mapped[str] = mapped_column(default="")
    written_by: Mapped[UUID | None]
    finished_at: Mapped[datetime | None]
    answers_id: Mapped[UUID | None] = mapped_column(ForeignKey("answer_set.id"))
    application: Mapped[Application] = relationship(lazy="joined")


class ExpertInvitation(Record):
    """An expert asked to comment on one application; declares an interest or comments."""

    __tablename__ = "expert_invitation"
    __table_args__ = (
        UniqueConstraint("application_id", "person_id"),
        CheckConstraint("commented_at is null or has_interest is not null", name="declared_first"),
    )
    subject_type = "expert_invitation"
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[date]
    invited_by: Mapped[UUID]
    has_interest: Mapped[bool | None]
    interest: Mapped[str] = mapped_column(default="")
    comment: Mapped[str] = mapped_column(default="")
    commented_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    application: Mapped[Application] = relationship(lazy="joined")
    person: Mapped[Person] = relationship(lazy="joined")

    @property
    def is_open(self) -> bool:
        """Tell whether a comment is still waited for."""
        return self.commented_at is None and self.withdrawn_at is None and not self.has_interest

    @property
    def is_overdue(self) -> bool:
        """Tell whether the comment is still waited for after its day, in the round's zone."""
        return self.is_open and clock.now() > end_of(self.due_on, self.application.round.zone)


class ApplicantQuestion(Record):
    """A question of the Secretariat to the applicant, and the answer."""

    __tablename__ = "applicant_question"
    subject_type = "applicant_question"
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    text: Mapped[str]
    asked_by: Mapped[UUID]
    due_on: Mapped[date]
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    application: Mapped[Application] = relationship(lazy="joined")

    @property
    def party_id(self) -> str:
        """Return the Party that is asked."""
        return self.application.party_id

    @property
    def is_late(self) -> bool:
        """Tell whether the answer came, or is still waited for, after its day in the round's zone."""
        return (self.answered_at or clock.now()) > end_of(self.due_on, self.application.round.zone)
