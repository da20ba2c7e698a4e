"""Applications, their partners, comments, files and frozen versions."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.core.db import Record, Subject
from sipgrants.core.files import StoredFile
from sipgrants.lifecycle.states import ApplicationState, CommentState, PartnerState
from sipgrants.parties.models import Party
from sipgrants.rounds.models import Round

# The states in which an application is before the Board, or was.
BEFORE_BOARD = frozenset({"with_board", "approved", "reserve", "not_approved"})
_STATES = ", ".join(f"'{state}'" for state in ApplicationState)
_COMMENT_STATES = ", ".join(f"'{state}'" for state in CommentState)
_PARTNER_STATES = ", ".join(f"'{state}'" for state in PartnerState)


class Application(Subject):
    """A Party's application in a round. The present draft is in its answers and plan; what counts is the last version."""

    __tablename__ = "application"
    __table_args__ = (
        CheckConstraint(f"state in ({_STATES})", name="state"),
        CheckConstraint("state in ('draft', 'withdrawn') or submitted_version > 0", name="submitted_version"),
        CheckConstraint("state <> 'returned' or cure_until is not null", name="cure_until"),
    )
    subject_type = "application"
    reference: Mapped[str] = mapped_column(unique=True)  # never reused, never changed
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    party_id: Mapped[str] = mapped_column(ForeignKey("party.id"), index=True)
    title: Mapped[str] = mapped_column(default="")
    amount_minor: Mapped[int | None] = mapped_column(BigInteger)
    months: Mapped[int | None]
    language: Mapped[str] = mapped_column(default="en")
    answers_id: Mapped[UUID] = mapped_column(ForeignKey("answer_set.id"))
    form_b_id: Mapped[UUID | None] = mapped_column(ForeignKey("answer_set.id"))
    form_c_id: Mapped[UUID | None] = mapped_column(ForeignKey("answer_set.id"))
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    started_by: Mapped[UUID | None]
    by_mail: Mapped[bool] = mapped_column(
        default=False
    )  # the Government sent it by mail: the Secretariat sees the draft
    submitted_version: Mapped[int] = mapped_column(default=0)
    submitted_at: Mapped[datetime | None]
    cure_until: Mapped[datetime | None]
    open_sections: Mapped[list[str]] = mapped_column(
        JSON, default=list
    )  # while returned: what may be changed
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    round: Mapped[Round] = relationship(lazy="joined")
    party: Mapped[Party] = relationship(lazy="joined")
    partners: Mapped[list["Partner"]] = relationship(
        back_populates="application", order_by="Partner.created_at", lazy="selectin"
    )

    @property
    def party_ids(self) -> frozenset[str]:
        """Return the codes of lead and partners, refused and removed ones aside."""
        standing = {
            partner.party_id for partner in self.partners if partner.state in ("invited", "confirmed")
        }
        return frozenset(standing | {self.party_id})


class Partner(Subject):
    """A Party beside the lead of a joint application."""

    __tablename__ = "partner"
    __table_args__ = (
        UniqueConstraint("application_id", "party_id"),
        CheckConstraint(f"state in ({_PARTNER_STATES})", name="state"),
    )
    subject_type = "partner"
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    party_id: Mapped[str] = mapped_column(ForeignKey("party.id"), index=True)
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    application: Mapped[Application] = relationship(back_populates="partners")
    party: Mapped[Party] = relationship(lazy="joined")


class Comment(Subject):
    """What the team says among itself about a question of the draft: never part of a version, never the Secretariat's."""

    __tablename__ = "comment"
    __table_args__ = (CheckConstraint(f"state in ({_COMMENT_STATES})", name="state"),)
    subject_type = "comment"
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    section: Mapped[str]
    question: Mapped[str]
    settled_by: Mapped[UUID | None]
    settled_at: Mapped[datetime | None]
    application: Mapped[Application] = relationship()
    remarks: Mapped[list["Remark"]] = relationship(
        back_populates="comment", order_by="Remark.created_at", lazy="selectin"
    )

    @property
    def party_id(self) -> str:
        """Return whose team it is: the lead Party's."""
        return self.application.party_id


class Remark(Record):
    """One thing that somebody said; `told_at`: when the colleagues' mail named it (at most one a day)."""

    __tablename__ = "remark"
    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    written_by: Mapped[UUID]
    told_at: Mapped[datetime | None]
    comment: Mapped[Comment] = relationship(back_populates="remarks")


class ApplicationVersion(Record):
    """What was submitted: canonical content with its hash, a frozen plan, the moment the request reached the server."""

    __tablename__ = "application_version"
    __table_args__ = (UniqueConstraint("application_id", "number"),)
    subject_type = "application_version"
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    number: Mapped[int]
    how: Mapped[str]  # submit, replace, receive, resubmit
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str]
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    received_at: Mapped[datetime]
    submitted_by: Mapped[UUID | None]
    evidence: Mapped[str] = mapped_column(default="")
    receipt_id: Mapped[UUID | None] = mapped_column(ForeignKey("issued_document.id"))
    pdf_id: Mapped[UUID | None] = mapped_column(ForeignKey("issued_document.id"))
    application: Mapped[Application] = relationship()


class ApplicationFile(Record):
    """A file of an application. `kind`: the key of the question or of the checklist's document it answers, or `annex`."""

    __tablename__ = "application_file"
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    kind: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id"))
    added_by: Mapped[UUID | None]
    removed_at: Mapped[datetime | None]
    file: Mapped[StoredFile] = relationship(lazy="joined")


class Reconsideration(Record):
    """A Party's request to look again at a finding of ineligibility, and what came of it."""

    __tablename__ = "reconsideration"
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    asked_by: Mapped[UUID]
    text: Mapped[str]
    until: Mapped[date]
    outcome: Mapped[str | None]  # reinstated, upheld
    reasons: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
