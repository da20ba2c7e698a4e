"""Scenarios: what the Board might decide of a round as a whole, tried and kept beside each other until one is chosen."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.core import clock
from sipgrants.core.db import Record, Subject
from sipgrants.core.money import Money
from sipgrants.meetings.models import Meeting
from sipgrants.rounds.models import Round


class Scenario(Subject):
    """A set of outcomes under a name; `number` counts in its round and tells nothing, the name may.

    `origin`: made by hand, or computed (`least` holds the rule that was set: region > how many at least).
    """

    __tablename__ = "scenario"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        CheckConstraint("state in ('open', 'chosen')", name="state"),
        CheckConstraint("origin in ('hand', 'computed')", name="origin"),
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint(
            "(state = 'chosen') = (chosen_at is not null)"
            " and (chosen_at is null) = (chosen_by is null) and (chosen_at is null) = (meeting_id is null)",
            name="chosen",
        ),
    )
    subject_type = "scenario"
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    number: Mapped[int]
    name: Mapped[str]
    origin: Mapped[str] = mapped_column(default="hand")
    least: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    made_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    chosen_at: Mapped[datetime | None]
    chosen_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    rows: Mapped[list["ScenarioRow"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    round: Mapped[Round] = relationship()
    meeting: Mapped[Meeting | None] = relationship()


class ScenarioRow(Record):
    """What a scenario says of one application; one that has no row is left as it stands."""

    __tablename__ = "scenario_row"
    __table_args__ = (
        UniqueConstraint("scenario_id", "application_id"),
        CheckConstraint("outcome in ('approved', 'reserve', 'not_approved')", name="outcome"),
        CheckConstraint("(outcome = 'approved') = (amount_minor is not null)", name="amount"),
        CheckConstraint("amount_minor is null or amount_minor > 0", name="amount_positive"),
    )
    scenario_id: Mapped[UUID] = mapped_column(ForeignKey("scenario.id"), index=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    outcome: Mapped[str]
    amount_minor: Mapped[int | None] = mapped_column(BigInteger)

    @property
    def amount(self) -> Money:
        """Return what would be approved (nothing, where nothing is)."""
        return Money(self.amount_minor or 0)
