"""Changes of an award: asked for, decided, in force when both have signed; and what becomes of its equipment."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.awards.models import Award
from sipgrants.core.db import Record, Subject
from sipgrants.core.files import StoredFile
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.states import ChangeState

FATES: dict[str, Message] = {
    "kept": msg("Stays with the institution"),
    "transferred": msg("Is transferred"),
    "sold": msg("Is sold, the proceeds are returned"),
    "disposed": msg("Is disposed of"),
}
_STATES = ", ".join(f"'{state}'" for state in ChangeState)


class Change(Subject):
    """One change; `number` counts within the award. What was stays beside what becomes."""

    __tablename__ = "award_change"
    __table_args__ = (
        UniqueConstraint("award_id", "number"),
        CheckConstraint(f"state in ({_STATES})", name="state"),
        CheckConstraint("kind in ('extension', 'budget', 'framework', 'manager')", name="kind"),
        CheckConstraint("kind <> 'extension' or new_ends_on > old_ends_on", name="extension"),
        CheckConstraint("kind not in ('budget', 'framework') or new_plan_id is not null", name="plan"),
        CheckConstraint("kind <> 'manager' or new_manager_email <> ''", name="manager"),
        CheckConstraint(
            "state <> 'in_force' or (signed_by_party_on is not null and signed_by_secretariat_on is not null)",
            name="signed",
        ),
    )
    subject_type = "change"
    award_id: Mapped[UUID] = mapped_column(ForeignKey("award.id"), index=True)
    number: Mapped[int]
    kind: Mapped[str]
    reasons: Mapped[str] = mapped_column(Text)
    old_ends_on: Mapped[date | None]
    new_ends_on: Mapped[date | None]
    old_plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan.id"))
    new_plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan.id"))
    old_manager_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    new_manager_name: Mapped[str] = mapped_column(default="")
    new_manager_email: Mapped[str] = mapped_column(default="")
    proposed_by: Mapped[UUID]
    proposed_at: Mapped[datetime]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str] = mapped_column(Text, default="")
    # New days of instalments that are not under way yet, set with the approval: {"number", "due_on", "waits_for_day"}.
    instalments: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    signed_by_party: Mapped[str] = mapped_column(default="")
    signed_by_party_on: Mapped[date | None]
    signed_by_secretariat: Mapped[str] = mapped_column(default="")
    signed_by_secretariat_on: Mapped[date | None]
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("issued_document.id"))
    in_force_at: Mapped[datetime | None]
    # New due days of reports that are not accepted yet, past ones too: {"key", "kind", "was", "due_on"}; asked for by the
    # Party, settled with the approval.
    dues: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    # Which version of the agreement it makes; the agreement as it was signed first is version 1.
    becomes_version: Mapped[int | None]
    award: Mapped[Award] = relationship(lazy="joined", innerjoin=True)
    files: Mapped[list["ChangeFile"]] = relationship(order_by="ChangeFile.created_at", lazy="select")

    @property
    def party_id(self) -> str:
        """Return the Party whose award changes."""
        return self.award.party_id

    @property
    def reference(self) -> str:
        """Return what the change is called: `SIP/5/003/A2`."""
        return f"{self.award.number}/A{self.number}"


class ChangeFile(Record):
    """A file of a change: evidence that the Party brought, or the copy that one side signed."""

    __tablename__ = "change_file"
    __table_args__ = (CheckConstraint("about in ('evidence', 'party', 'secretariat')", name="about"),)
    change_id: Mapped[UUID] = mapped_column(ForeignKey("award_change.id"), index=True)
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id"))
    about: Mapped[str]
    file: Mapped[StoredFile] = relationship(lazy="joined", innerjoin=True)


class ChangeDraft(Record):
    """A plan that is being rewritten, before the change is asked for or while it was returned; one for an award."""

    __tablename__ = "change_draft"
    subject_type = "change_draft"
    award_id: Mapped[UUID] = mapped_column(ForeignKey("award.id"), unique=True)
    kind: Mapped[str]
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    change_id: Mapped[UUID | None] = mapped_column(ForeignKey("award_change.id"))
    started_by: Mapped[UUID | None]
    award: Mapped[Award] = relationship(lazy="joined", innerjoin=True)

    @property
    def party_id(self) -> str:
        """Return the Party whose award is to change."""
        return self.award.party_id


class AwardAsset(Record):
    """An item of the inventory and what becomes of it; agreed by an officer before the award is closed."""

    __tablename__ = "award_asset"
    __table_args__ = (
        UniqueConstraint("award_id", "position"),
        CheckConstraint("fate in ('kept', 'transferred', 'sold', 'disposed')", name="fate"),
        CheckConstraint("minor > 0", name="minor"),
        CheckConstraint("fate = 'disposed' or holder <> ''", name="holder"),
    )
    award_id: Mapped[UUID] = mapped_column(ForeignKey("award.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    serial: Mapped[str] = mapped_column(default="")
    minor: Mapped[int] = mapped_column(BigInteger)
    fate: Mapped[str]
    holder: Mapped[str] = mapped_column(default="")  # who keeps it, or to whom it goes
    note: Mapped[str] = mapped_column(Text, default="")
    agreed_by: Mapped[UUID]
    agreed_on: Mapped[date]

    @property
    def words(self) -> Message:
        """Return what becomes of it, with who keeps or receives it."""
        if not self.holder:
            return FATES[self.fate]
        return msg("%(fate)s: %(holder)s", fate=FATES[self.fate], holder=self.holder)
