"""The plan: results framework, workplan, risks and budget in one, frozen by copying.

Whoever uses a plan points to it (`plan_id`); a plan points to nobody.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.core import clock
from sipgrants.core.db import Record


class Traced:
    """A row that is followed from version to version by its first ancestor (reports, comparisons)."""

    id: Mapped[UUID]
    origin_id: Mapped[UUID | None] = mapped_column(index=True)

    @property
    def root(self) -> UUID:
        """Return the identifier of the first ancestor, its own where it is the first."""
        return self.origin_id or self.id


class Plan(Record):
    """One version of a plan; from `frozen_at` on it never changes."""

    __tablename__ = "plan"
    subject_type = "plan"
    copied_from_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan.id"))
    frozen_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    # By part: the window that saved it last, and what it had seen.
    touched: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    outcomes: Mapped[list["Outcome"]] = relationship(
        order_by="Outcome.position", lazy="selectin", cascade="all, delete-orphan"
    )
    lines: Mapped[list["BudgetLine"]] = relationship(
        order_by="BudgetLine.position", lazy="selectin", cascade="all, delete-orphan"
    )
    risks: Mapped[list["Risk"]] = relationship(
        order_by="Risk.position", lazy="selectin", cascade="all, delete-orphan"
    )
    other_funding: Mapped[list["OtherFunding"]] = relationship(
        order_by="OtherFunding.position", lazy="selectin", cascade="all, delete-orphan"
    )


class PlanChange(Record):
    """What one person made of one row of a plan in one sitting, or (`is_set_aside`) what was typed in it while a colleague
    was faster: that is in `before`, and never stood in the plan.

    `kind` is the list that the row stands in (outcomes, activities, budget ...), `number` its place, `keys` its identifiers
    (a row of the budget has one for each year), `above` the row that it stands in. Nothing in `before`: the row is new;
    nothing in `after`: it went, and `before` has it with all that was below it.
    """

    __tablename__ = "plan_change"
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    part: Mapped[str]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed_by: Mapped[UUID | None]
    is_set_aside: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    keys: Mapped[str] = mapped_column(default="")
    above: Mapped[str] = mapped_column(default="")
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    page: Mapped[str | None]


class Outcome(Traced, Record):
    """A change that the project brings about."""

    __tablename__ = "plan_outcome"
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(default="")
    outputs: Mapped[list["Output"]] = relationship(
        order_by="Output.position", lazy="selectin", cascade="all, delete-orphan"
    )
    indicators: Mapped[list["Indicator"]] = relationship(
        order_by="Indicator.position", lazy="selectin", cascade="all, delete-orphan"
    )


class Output(Traced, Record):
    """What the project produces towards an outcome."""

    __tablename__ = "plan_output"
    outcome_id: Mapped[UUID] = mapped_column(ForeignKey("plan_outcome.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(default="")
    activities: Mapped[list["Activity"]] = relationship(
        order_by="Activity.position", lazy="selectin", cascade="all, delete-orphan"
    )
    indicators: Mapped[list["Indicator"]] = relationship(
        order_by="Indicator.position", lazy="selectin", cascade="all, delete-orphan"
    )


class Activity(Traced, Record):
    """What is done for an output; `quarters` are the quarters of the project (from 1) in which it is done."""

    __tablename__ = "plan_activity"
    output_id: Mapped[UUID] = mapped_column(ForeignKey("plan_output.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(default="")
    responsible: Mapped[str] = mapped_column(default="")
    quarters: Mapped[list[int]] = mapped_column(JSON, default=list)


class Indicator(Traced, Record):
    """How an outcome or an output is measured."""

    __tablename__ = "plan_indicator"
    __table_args__ = (CheckConstraint("(outcome_id is null) <> (output_id is null)", name="one_owner"),)
    outcome_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_outcome.id"), index=True)
    output_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_output.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    baseline: Mapped[str] = mapped_column(default="")
    target: Mapped[str] = mapped_column(default="")
    means: Mapped[str] = mapped_column(default="")
    assumptions: Mapped[str] = mapped_column(default="")


class Risk(Record):
    """What may go wrong, how likely (1-5), how badly (1-5), and what is done about it."""

    __tablename__ = "plan_risk"
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(default="")
    likelihood: Mapped[int | None]
    impact: Mapped[int | None]
    mitigation: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")


class BudgetLine(Traced, Record):
    """A line of Form B: activity, UN budget class, year of the project (from 1), US$ cents.

    `typed` keeps what was entered where it is no amount of money; `minor` is 0 then.
    """

    __tablename__ = "plan_budget_line"
    __table_args__ = (
        CheckConstraint("minor >= 0", name="minor"),
        CheckConstraint("year between 1 and 10", name="year"),
    )
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    activity_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_activity.id"), index=True)
    position: Mapped[int]
    budget_class: Mapped[str]
    year: Mapped[int]
    minor: Mapped[int] = mapped_column(BigInteger)
    typed: Mapped[str] = mapped_column(default="")
    explanation: Mapped[str] = mapped_column(default="")


class OtherFunding(Record):
    """Money or help in kind from elsewhere, beside the grant."""

    __tablename__ = "plan_other_funding"
    __table_args__ = (CheckConstraint("minor >= 0", name="minor"),)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    source: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    in_kind: Mapped[bool] = mapped_column(default=False)
    minor: Mapped[int] = mapped_column(BigInteger)
    typed: Mapped[str] = mapped_column(default="")
    is_confirmed: Mapped[bool] = mapped_column(default=False)
