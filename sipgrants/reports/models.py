"""Reports: progress, expenditure, inventory, final report and final statement."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.awards.models import Award
from sipgrants.core import clock
from sipgrants.core.db import Record, Subject
from sipgrants.core.files import StoredFile
from sipgrants.lifecycle.states import ReportState

_STATES = ", ".join(f"'{state}'" for state in ReportState)


class Report(Subject):
    """One report of an award for a period; `number` counts the reports of its kind within the award."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("award_id", "kind", "period_from"),
        UniqueConstraint("award_id", "kind", "number"),
        CheckConstraint(f"state in ({_STATES})", name="state"),
        CheckConstraint("state in ('draft', 'waived') or submitted_version > 0", name="submitted_version"),
        CheckConstraint("state <> 'accepted' or accepted_at is not null", name="accepted_at"),
        CheckConstraint(
            "state <> 'accepted' or kind not in ('expenditure', 'statement') or figures_accepted_at is not null",
            name="figures",
        ),
        CheckConstraint("state = 'accepted' or posted_minor = 0", name="posted"),
    )
    subject_type = "report"
    award_id: Mapped[UUID] = mapped_column(ForeignKey("award.id"), index=True)
    due_id: Mapped[UUID | None] = mapped_column(ForeignKey("due.id"), index=True)
    kind: Mapped[str]  # progress, expenditure, inventory, final, statement
    number: Mapped[int]
    period_from: Mapped[date]
    period_to: Mapped[date]
    due_on: Mapped[date] = mapped_column(index=True)
    plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan.id"))
    answers_id: Mapped[UUID] = mapped_column(ForeignKey("answer_set.id"))
    submitted_version: Mapped[int] = mapped_column(default=0)
    submitted_at: Mapped[datetime | None]
    submitted_by: Mapped[UUID | None]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[UUID | None]
    figures_accepted_by: Mapped[UUID | None]
    figures_accepted_at: Mapped[datetime | None]
    review_note: Mapped[str] = mapped_column(Text, default="")
    to_mend: Mapped[list[str]] = mapped_column(JSON, default=list)  # while returned: sections to be mended
    # What acceptance booked in the ledger, US$ cents; 0 unless accepted.
    posted_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    award: Mapped[Award] = relationship(lazy="joined")
    rows: Mapped[list["ReportRow"]] = relationship(lazy="select")
    items: Mapped[list["InventoryItem"]] = relationship(order_by="InventoryItem.position", lazy="select")
    files: Mapped[list["ReportFile"]] = relationship(order_by="ReportFile.created_at", lazy="select")

    @property
    def party_id(self) -> str:
        """Return the Party that reports."""
        return self.award.party_id

    @property
    def reference(self) -> str:
        """Return what the report is called in letters and lists: `SIP/5/003-E2`."""
        return f"{self.award.number}-{self.kind[0].upper()}{self.number}"


class ReportRow(Record):
    """What is reported on one indicator, activity or budget line (`question`) of the plan.

    The row follows its result or line through the versions of the plan by `origin_id`, its first ancestor. `cells` holds
    what was typed by column, right or wrong; `minor` what of it counts as spending, US$ cents.
    """

    __tablename__ = "report_row"
    __table_args__ = (
        UniqueConstraint("report_id", "question", "origin_id"),
        CheckConstraint("minor >= 0", name="minor"),
    )
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), index=True)
    question: Mapped[str]  # indicators, activities, spending
    origin_id: Mapped[UUID] = mapped_column(index=True)
    cells: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    minor: Mapped[int] = mapped_column(BigInteger, default=0)
    changed_by: Mapped[UUID | None]
    page: Mapped[str | None]  # the window in which it was typed
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def value(self) -> list[dict[str, Any]]:
        """Return what is typed as the history of answers keeps it: a table of one row."""
        return [self.cells]


class InventoryItem(Record):
    """Non-expendable equipment of an accepted inventory: the register from which the next one begins."""

    __tablename__ = "report_inventory_item"
    __table_args__ = (CheckConstraint("minor > 0", name="minor"),)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), index=True)
    position: Mapped[int]
    description: Mapped[str]
    serial: Mapped[str] = mapped_column(default="")
    bought_on: Mapped[date | None]
    minor: Mapped[int] = mapped_column(BigInteger)
    place: Mapped[str] = mapped_column(default="")
    custodian: Mapped[str] = mapped_column(default="")
    condition: Mapped[str] = mapped_column(default="")
    fate: Mapped[str] = mapped_column(default="")  # kept, handed_over, sold, scrapped, lost
    fate_note: Mapped[str] = mapped_column(default="")


class ReportVersion(Record):
    """What was submitted: canonical content with its hash; never changed."""

    __tablename__ = "report_version"
    __table_args__ = (UniqueConstraint("report_id", "number"),)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), index=True)
    number: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str]
    submitted_by: Mapped[UUID | None]
    plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan.id"))
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("issued_document.id"))


class ReportFile(Record):
    """Evidence beside a report: the answer to a question (`question`) that asks for files."""

    __tablename__ = "report_file"
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), index=True)
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id"))
    question: Mapped[str]
    removed_at: Mapped[datetime | None]
    # Of a photograph: what it shows, where and when it was taken.
    caption: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    taken_on: Mapped[date | None]
    file: Mapped[StoredFile] = relationship(lazy="joined")
