"""Score sheets, scores and the seal."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.applications.models import Application
from sipgrants.board.models import Seat
from sipgrants.core.db import Record, Subject


class Sheet(Subject):
    """One member's sheet for one application. `notes` never leave the member."""

    __tablename__ = "score_sheet"
    __table_args__ = (
        UniqueConstraint("application_id", "person_id"),
        CheckConstraint("state in ('draft', 'handed_in', 'annulled')", name="state"),
        CheckConstraint("state <> 'handed_in' or handed_in_at is not null", name="handed_in_at"),
        CheckConstraint("confidence in ('', 'low', 'medium', 'high')", name="confidence"),
    )
    subject_type = "sheet"
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("board_seat.id"))
    comment: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    handed_in_at: Mapped[datetime | None]
    # How sure the member is; beside the sheet once the seal is open, in no figure.
    confidence: Mapped[str] = mapped_column(default="")
    # By block: the window in which it was typed last, and when (`filled.paths`).
    written: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON, default=dict)
    scores: Mapped[list["Score"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    revisions: Mapped[list["ScoreRevision"]] = relationship(
        lazy="selectin", order_by="ScoreRevision.created_at"
    )
    changes: Mapped[list["SheetChange"]] = relationship(
        cascade="all, delete-orphan", order_by="SheetChange.created_at"
    )
    seat: Mapped[Seat] = relationship(lazy="joined")
    application: Mapped[Application] = relationship()


class Score(Record):
    """A score of one criterion; no value is an abstention, never a zero."""

    __tablename__ = "score"
    __table_args__ = (
        UniqueConstraint("sheet_id", "criterion_id"),
        CheckConstraint("value between 0 and 5", name="scale"),
        CheckConstraint("not (abstains and value is not null)", name="abstention"),
    )
    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("score_sheet.id"), index=True)
    criterion_id: Mapped[UUID] = mapped_column(ForeignKey("criterion.id"))
    value: Mapped[int | None]
    abstains: Mapped[bool] = mapped_column(default=False)
    comment: Mapped[str] = mapped_column(default="")


class SheetChange(Record):
    """What stood in a block of a sheet before its author wrote something else over it, or (`is_set_aside`) what was typed
    in one window while another was faster. Its author's alone, like the sheet under the seal.
    """

    __tablename__ = "score_sheet_change"
    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("score_sheet.id"), index=True)
    key: Mapped[str]
    before: Mapped[str]
    is_set_aside: Mapped[bool] = mapped_column(default=False)


class ScoreRevision(Record):
    """A score changed after the seal was opened: a new entry with a reason; the first one stays."""

    __tablename__ = "score_revision"
    __table_args__ = (CheckConstraint("value between 0 and 5", name="scale"),)
    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("score_sheet.id"), index=True)
    criterion_id: Mapped[UUID] = mapped_column(ForeignKey("criterion.id"))
    value: Mapped[int | None]
    comment: Mapped[str] = mapped_column(default="")
    reason: Mapped[str]
    revised_by: Mapped[UUID]


class Seal(Record):
    """The seal of a round's scores: opened once, by the Co-Chairs; `missing` says whose sheets were not in."""

    __tablename__ = "seal"
    subject_type = "seal"
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), unique=True)
    opened_at: Mapped[datetime | None]
    missing: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)  # application, person
    note: Mapped[str] = mapped_column(default="")
    absent: Mapped[str] = mapped_column(default="")  # why a Co-Chair's word was not waited for
    consents: Mapped[list["SealConsent"]] = relationship(lazy="selectin", order_by="SealConsent.created_at")


class SealConsent(Record):
    """A Co-Chair's word to open the seal."""

    __tablename__ = "seal_consent"
    __table_args__ = (UniqueConstraint("seal_id", "person_id"),)
    seal_id: Mapped[UUID] = mapped_column(ForeignKey("seal.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


class DossierPack(Record):
    """A member's dossiers of a round, to be read without a connection: made by the worker, one PDF after the other.

    `parts`: application > mark of what was printed and where it lies ({"mark", "sha256", "size"}); `mark`: of all that the
    file holds. What has another mark now is not given out any more.
    """

    __tablename__ = "dossier_pack"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)
    subject_type = "dossier_pack"
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    locale: Mapped[str] = mapped_column(default="en")
    asked_at: Mapped[datetime]
    wanted: Mapped[int] = mapped_column(default=0)
    parts: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON, default=dict)
    mark: Mapped[str] = mapped_column(default="")
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_file.id"))
