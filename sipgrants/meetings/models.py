"""Meetings of the Governing Board: agenda, attendance, decisions, report."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.applications.models import Application
from sipgrants.core.db import Record, Subject
from sipgrants.core.money import Money
from sipgrants.rounds.models import Round

_OPEN = text("state in ('drafted', 'taken')")
_CONFIRMED = text("state = 'confirmed'")


class Meeting(Subject):
    """A meeting, or decisions by correspondence with a deadline (`mode`: meeting, correspondence)."""

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("state in ('planned', 'in_session', 'ended')", name="state"),
        CheckConstraint("mode <> 'correspondence' or ends_at is not null", name="deadline"),
        CheckConstraint(
            "(annexes_scores is null) = (annex_decided_at is null)"
            " and (annexes_scores is null) = (annex_decided_by is null)",
            name="annex",
        ),
    )
    subject_type = "meeting"
    number: Mapped[int] = mapped_column(unique=True)
    round_id: Mapped[UUID | None] = mapped_column(ForeignKey("round.id"), index=True)
    mode: Mapped[str] = mapped_column(default="meeting")
    place: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="Europe/Zurich")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    current_item_id: Mapped[UUID | None]
    # Whether the Board wants its scores in the report, and which Co-Chair said so; None: nobody has.
    annexes_scores: Mapped[bool | None]
    annex_decided_at: Mapped[datetime | None]
    annex_decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    items: Mapped[list["AgendaItem"]] = relationship(
        order_by="AgendaItem.position", lazy="selectin", cascade="all, delete-orphan"
    )
    attendances: Mapped[list["Attendance"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    round: Mapped[Round | None] = relationship(lazy="joined")

    @property
    def symbol(self) -> str:
        """Return the symbol under which the Convention files what belongs to the meeting."""
        return self.symbol_of(self.number)

    @staticmethod
    def symbol_of(number: int) -> str:
        """Return the symbol of the meeting with that number."""
        return f"UNEP/MC/SIP.GB.{number}"


class AgendaItem(Record):
    """An item of the agenda, about one application or about anything else."""

    __tablename__ = "agenda_item"
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("application.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")


class Attendance(Record):
    """Who was there, from when until when."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    is_present: Mapped[bool] = mapped_column(default=True)
    online: Mapped[bool] = mapped_column(default=False)
    left_at: Mapped[datetime | None]


class Decision(Subject):
    """The Board's decision on one application."""

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("state in ('drafted', 'taken', 'confirmed', 'superseded')", name="state"),
        CheckConstraint("outcome in ('approved', 'reserve', 'not_approved')", name="outcome"),
        CheckConstraint("(outcome = 'approved') = (amount_minor is not null)", name="amount"),
        # One confirmed decision stands per application and one more may be under way: a wrong one is superseded.
        Index("uq_decision_open", "application_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(
            "uq_decision_confirmed",
            "application_id",
            unique=True,
            sqlite_where=_CONFIRMED,
            postgresql_where=_CONFIRMED,
        ),
        CheckConstraint("amount_minor is null or amount_minor > 0", name="amount_positive"),
    )
    subject_type = "decision"
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    outcome: Mapped[str]
    amount_minor: Mapped[int | None] = mapped_column(BigInteger)
    conditions: Mapped[str] = mapped_column(Text, default="")
    recommendations: Mapped[str] = mapped_column(Text, default="")
    reasons: Mapped[str] = mapped_column(Text, default="")
    taken_at: Mapped[datetime | None]
    present: Mapped[int | None]
    entitled: Mapped[int | None]
    confirmed_at: Mapped[datetime | None]
    supersedes_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"))
    reopen_reason: Mapped[str] = mapped_column(default="")
    confirmation_note: Mapped[str] = mapped_column(default="")
    confirmations: Mapped[list["DecisionConfirmation"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="DecisionConfirmation.created_at"
    )
    answers: Mapped[list["DecisionAnswer"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    elected: Mapped["ElectedMember | None"] = relationship(lazy="selectin", cascade="all, delete-orphan")
    application: Mapped[Application] = relationship()
    meeting: Mapped[Meeting] = relationship()

    @property
    def is_left(self) -> bool:
        """Tell whether its meeting ended before it was taken: the next meeting takes it over."""
        return self.state == "drafted" and self.meeting.state == "ended"

    @property
    def round_id(self) -> UUID:
        """Return the round whose envelope it draws on."""
        return self.application.round_id

    @property
    def amount(self) -> Money:
        """Return what is approved (nothing, where nothing is)."""
        return Money(self.amount_minor or 0)


class DecisionConfirmation(Record):
    """A Co-Chair's confirmation, or that of a member elected for the item."""

    __tablename__ = "decision_confirmation"
    __table_args__ = (UniqueConstraint("decision_id", "person_id"),)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    is_elected: Mapped[bool] = mapped_column(default=False)


class ElectedMember(Record):
    """A member elected to confirm one item, where both Co-Chairs are barred or absent."""

    __tablename__ = "elected_member"
    __table_args__ = (UniqueConstraint("decision_id"),)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


class DecisionAnswer(Record):
    """A member's answer by correspondence: agree, object or abstain."""

    __tablename__ = "decision_answer"
    __table_args__ = (
        UniqueConstraint("decision_id", "person_id"),
        CheckConstraint("answer in ('agree', 'object', 'abstain')", name="answer"),
    )
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")


class MeetingReport(Subject):
    """The report of a meeting: drafted from the record, edited, adopted by both Co-Chairs."""

    __tablename__ = "meeting_report"
    __table_args__ = (CheckConstraint("state in ('drafted', 'adopted')", name="state"),)
    subject_type = "meeting_report"
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"), unique=True)
    # What was said: by agenda item (its identifier), and under `opening` and `closing`.
    paragraphs: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    adopted_at: Mapped[datetime | None]
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("issued_document.id"))
    adoptions: Mapped[list["ReportAdoption"]] = relationship(lazy="selectin")
    meeting: Mapped[Meeting] = relationship()


class ReportAdoption(Record):
    """A Co-Chair's adoption of a report."""

    __tablename__ = "report_adoption"
    __table_args__ = (UniqueConstraint("report_id", "person_id"),)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("meeting_report.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


class ReportCopy(Record):
    """A barred member's copy of a report: the items from which they are barred are left out."""

    __tablename__ = "report_copy"
    __table_args__ = (UniqueConstraint("report_id", "person_id"),)
    subject_type = "report_copy"
    report_id: Mapped[UUID] = mapped_column(ForeignKey("meeting_report.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("issued_document.id"))
