"""Reports: progress, expenditure, inventory, final report and statement."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.awards.models import Award
from sipgrants.core.db import Record, Subject


class Report(Subject):
    """One report of an award for a period."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("award_id", "kind", "period_from"),
        CheckConstraint("state in ('draft', 'submitted', 'returned', 'accepted', 'waived')", name="state"),
        CheckConstraint("state <> 'accepted' or accepted_at is not null", name="accepted_at"),
    )
    subject_type = "report"
    award_id: Mapped[UUID] = mapped_column(ForeignKey("award.id"), index=True)
    due_id: Mapped[UUID | None] = mapped_column(ForeignKey("due.id"))
    kind: Mapped[str]  # progress, expenditure, inventory, final, statement
    period_from: Mapped[date]
    period_to: Mapped[date]
    due_on: Mapped[date] = mapped_column(index=True)
    plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan.id"))
    answers_id: Mapped[UUID | None] = mapped_column(ForeignKey("answer_set.id"))
    submitted_version: Mapped[int] = mapped_column(default=0)
    submitted_at: Mapped[datetime | None]
    submitted_by: Mapped[UUID | None]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[UUID | None]
    figures_accepted_by: Mapped[UUID | None]
    figures_accepted_at: Mapped[datetime | None]
    review_note: Mapped[str] = mapped_column(Text, default="")
    award: Mapped[Award] = relationship(lazy="joined")
    spending: Mapped[list["Spending"]] = relationship(lazy="selectin")
    values: Mapped[list["IndicatorValue"]] = relationship(lazy="selectin")
    activities: Mapped[list["ActivityState"]] = relationship(lazy="selectin")
    items: Mapped[list["InventoryItem"]] = relationship(order_by="InventoryItem.position", lazy="selectin")

    @property
    def party_id(self) -> str:
        """Return the Party that reports."""
        return self.award.party_id


class Spending(Record):
    """What was spent on one budget line in the period, US$ cents; the local amount and rate beside it where given."""

    __tablename__ = "report_spending"
    __table_args__ = (UniqueConstraint("report_id", "line_id"), CheckConstraint("minor >= 0", name="minor"))
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), index=True)
    line_id: Mapped[UUID] = mapped_column(ForeignKey("plan_budget_line.id"))
    minor: Mapped[int] = mapped_column(BigInteger, default=0)
    explanation: Mapped[str] = mapped_column(Text, default="")
    local_currency: Mapped[str | None]
    local_minor: Mapped[int | None] = mapped_column(BigInteger)
    rate: Mapped[str | None]


class IndicatorValue(Record):
    """The value an indicator has reached, with evidence."""

    __tablename__ = "report_indicator"
    __table_args__ = (UniqueConstraint("report_id", "indicator_id"),)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), index=True)
    indicator_id: Mapped[UUID] = mapped_column(ForeignKey("plan_indicator.id"))
    value: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(Text, default="")


class ActivityState(Record):
    """How far an activity has come: not_started, ongoing, done, dropped."""

    __tablename__ = "report_activity"
    __table_args__ = (UniqueConstraint("report_id", "activity_id"),)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), index=True)
    activity_id: Mapped[UUID] = mapped_column(ForeignKey("plan_activity.id"))
    status: Mapped[str] = mapped_column(default="not_started")
    note: Mapped[str] = mapped_column(Text, default="")


class InventoryItem(Record):
    """Non-expendable equipment above the limit."""

    __tablename__ = "report_inventory_item"
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), index=True)
    position: Mapped[int]
    description: Mapped[str]
    serial: Mapped[str] = mapped_column(default="")
    bought_on: Mapped[date | None]
    minor: Mapped[int] = mapped_column(BigInteger)
    place: Mapped[str] = mapped_column(default="")
    condition: Mapped[str] = mapped_column(default="")


class ReportVersion(Record):
    """What was submitted: canonical content with its hash."""

    __tablename__ = "report_version"
    __table_args__ = (UniqueConstraint("report_id", "number"),)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), index=True)
    number: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str]
    submitted_by: Mapped[UUID | None]
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("issued_document.id"))


class ReportFile(Record):
    """Evidence beside a report."""

    __tablename__ = "report_file"
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), index=True)
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id"))
    note: Mapped[str] = mapped_column(default="")
    removed_at: Mapped[datetime | None]
