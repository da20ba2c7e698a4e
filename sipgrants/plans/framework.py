"""The shape of a plan as the rules see it: outcomes, outputs, activities by quarter, budget lines.

Programme rule (section 5): Form A, part 3 (outcomes, outputs, activities with indicator, baseline, target,
means of verification, assumptions) and part 8 (workplan by quarter); Form B "by activity, by UN budget
class ... and by year, each line with its explanation; other funding and in-kind contribution beside it".
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money


class BudgetClass(StrEnum):
    """The UN budget classes, in the order of the UN's own statements."""

    STAFF = "staff"
    SUPPLIES = "supplies"
    EQUIPMENT = "equipment"
    CONTRACTUAL = "contractual"
    TRAVEL = "travel"
    TRANSFERS = "transfers"
    OPERATING = "operating"


CLASS_LABELS: dict[BudgetClass, Message] = {
    BudgetClass.STAFF: msg("Staff and other personnel"),
    BudgetClass.SUPPLIES: msg("Supplies, commodities, materials"),
    BudgetClass.EQUIPMENT: msg("Equipment, vehicles, furniture"),
    BudgetClass.CONTRACTUAL: msg("Contractual services"),
    BudgetClass.TRAVEL: msg("Travel"),
    BudgetClass.TRANSFERS: msg("Transfers and grants to counterparts"),
    BudgetClass.OPERATING: msg("General operating and other direct costs"),
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """How a result is measured; assumptions may stay empty."""

    text: str
    baseline: str
    target: str
    means: str
    assumptions: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """`key` is what budget lines point to; `quarters` count from 1, the first quarter of the project."""

    key: Hashable
    title: str
    quarters: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Output:
    """What the activities deliver."""

    title: str
    activities: tuple[Activity, ...] = ()
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What changes through the outputs."""

    title: str
    outputs: tuple[Output, ...] = ()
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line of the grant's budget; `year` counts from 1, the first year of the project."""

    activity: Hashable | None
    budget_class: BudgetClass
    year: int
    amount: Money
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """Other funding, or a contribution in kind: shown beside the grant, never counted in it."""

    source: str
    amount: Money
    in_kind: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan with what is asked for."""

    asked: Money
    months: int
    outcomes: tuple[Outcome, ...] = ()
    lines: tuple[BudgetLine, ...] = ()
    beside: tuple[Beside, ...] = ()

    def activities(self) -> tuple[Activity, ...]:
        """All activities in the order of the framework."""
        return tuple(
            activity
            for outcome in self.outcomes
            for output in outcome.outputs
            for activity in output.activities
        )


@dataclass(frozen=True, slots=True)
class PlanRules:
    """The settings of a round or an award. `caps`: most per cent of the grant by class.
    `outcome_indicators`: whether outcomes, too, need an indicator, as Form A tells applicants.
    """

    floor: Money
    ceiling: Money
    longest_months: int
    shortest_months: int = 1
    caps: Mapping[BudgetClass, Fraction | int] | None = None
    outcome_indicators: bool = True
