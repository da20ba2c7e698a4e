"""Changes of an award: asked for, decided, in force when both have signed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.awards.models import Award
from sipgrants.core.db import Subject
from sipgrants.lifecycle.states import ChangeState

_STATES = ", ".join(f"'{state}'" for state in ChangeState)


class Change(Subject):
    """One change; `number` counts within the award."""

    __tablename__ = "award_change"
    __table_args__ = (
        UniqueConstraint("award_id", "number"),
        CheckConstraint(f"state in ({_STATES})", name="state"),
        CheckConstraint("kind in ('extension', 'budget', 'framework', 'manager')", name="kind"),
        CheckConstraint("kind <> 'extension' or new_ends_on is not null", name="extension"),
    )
    subject_type = "change"
    award_id: Mapped[UUID] = mapped_column(ForeignKey("award.id"), index=True)
    number: Mapped[int]
    kind: Mapped[str]
    reasons: Mapped[str] = mapped_column(Text)
    new_ends_on: Mapped[date | None]
    new_plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan.id"))
    old_plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan.id"))
    old_ends_on: Mapped[date | None]
    new_manager_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    evidence_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_file.id"))
    proposed_by: Mapped[UUID]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str] = mapped_column(Text, default="")
    signed_by_party_on: Mapped[date | None]
    signed_by_secretariat_on: Mapped[date | None]
    in_force_at: Mapped[datetime | None]
    award: Mapped[Award] = relationship(lazy="joined")

    @property
    def party_id(self) -> str:
        """Return the Party whose award changes."""
        return self.award.party_id
