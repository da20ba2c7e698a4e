"""The figures of an expenditure report or a final statement: budget, spent before, spent now, balance, explanations.

Programme rule (section 4): "Reported spending <= award; what is above paid is pre-financed by the Party and payable up to
the award"; "spending in local currency is reported in US$ with the rate used". Section 3, Change: "moves of more than
10 % of a class [usual]".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sipgrants.awards.advances import NONE as NO_ADVANCE
from sipgrants.awards.advances import Advance
from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import ZERO, Money, total
from sipgrants.fund.settings import per_cent
from sipgrants.plans.framework import CLASS_LABELS, BudgetClass
from sipgrants.questionnaires.asking import is_empty
from sipgrants.reports.rates import NO_RATES, UnRates, line_problems

FREE = Fraction(10, 100)  # of a class; see the setting "class_share"


@dataclass(frozen=True, slots=True)
class Line:
    """A budget line in US$: `before` is what earlier reports say, `spent` what this one adds (in a final statement that may
    be less than nothing). `label` names the activity, `text` what the money is for.
    """

    key: str
    label: str
    text: str
    budget_class: str
    year: int
    approved: Money
    before: Money
    spent: Money

    @property
    def total(self) -> Money:
        """Return the spending from the start to the end of the period."""
        return self.before + self.spent

    @property
    def balance(self) -> Money:
        """Return what is left of the line; below nothing where more was spent."""
        return self.approved - self.total


@dataclass(frozen=True, slots=True)
class ClassSum:
    """The lines of one budget class."""

    label: Message
    free: Fraction
    approved: Money
    before: Money
    spent: Money

    @property
    def total(self) -> Money:
        """Return the spending from the start to the end of the period."""
        return self.before + self.spent

    @property
    def balance(self) -> Money:
        """Return what is left of the class."""
        return self.approved - self.total

    @property
    def is_over(self) -> bool:
        """Tell whether more than is free was spent above the class: that takes a revision of the budget."""
        return is_over(self.total, self.approved, self.approved, self.free)


@dataclass(frozen=True, slots=True)
class Figures:
    """A report's figures beside the award's money.

    `paid`: net payments; `counted`: accepted spending of the ledger, less what was disallowed, without this report;
    `waiting`: spending of other reports that are submitted and not accepted yet. `is_total`: the final statement names
    everything from the first to the last day, other reports what a period adds. `advance`: what was paid and what last;
    `asked_share`: per cent of the last advance that a later instalment waits for, None where none does. `free`: the
    share of a class by which spending may pass it without a word.
    """

    lines: tuple[Line, ...]
    award: Money
    paid: Money
    counted: Money
    waiting: Money
    is_total: bool = False
    advance: Advance = NO_ADVANCE
    asked_share: int | None = None
    free: Fraction = FREE

    @property
    def spent_of_last(self) -> int:
        """Return how much of the last advance is spent with this report, in whole per cent, rounded down."""
        return int(replace(self.advance, accepted=self.total).spent_of_last() * 100)

    @property
    def to_spend(self) -> Money:
        """Return what must still be spent of the last advance before the next instalment; nothing where none waits."""
        if self.asked_share is None:
            return ZERO
        used_up = self.advance.paid - self.advance.last  # earlier advances are spent first
        wanted = -(-self.advance.last.minor * self.asked_share // 100)
        return max(ZERO, Money(wanted) + used_up - self.total)

    @property
    def approved(self) -> Money:
        """Return the budget."""
        return total([line.approved for line in self.lines])

    @property
    def before(self) -> Money:
        """Return what earlier reports say by line."""
        return total([line.before for line in self.lines])

    @property
    def spent(self) -> Money:
        """Return what the lines of this report add."""
        return total([line.spent for line in self.lines])

    @property
    def adds(self) -> Money:
        """Return what acceptance adds to the ledger."""
        return total([line.total for line in self.lines]) - self.counted if self.is_total else self.spent

    @property
    def total(self) -> Money:
        """Return all reported spending of the award with this report."""
        return self.counted + self.adds if self.is_total else self.counted + self.waiting + self.spent

    @property
    def left(self) -> Money:
        """Return what is left of the award."""
        return self.award - self.total

    @property
    def unspent(self) -> Money:
        """Return what of the payments is not spent; below nothing where the Party pre-financed."""
        return self.paid - self.total

    def classes(self) -> list[ClassSum]:
        """Return the sums by budget class, in the order of the UN's statements."""
        return [
            ClassSum(CLASS_LABELS[one], self.free, *map(total, zip(*map(_sums, lines), strict=True)))
            for one in BudgetClass
            if (lines := [line for line in self.lines if line.budget_class == one])
        ]


def _sums(line: Line) -> tuple[Money, Money, Money]:
    return line.approved, line.before, line.spent


def is_over(spent: Money, approved: Money, of_class: Money, free: Fraction = FREE) -> bool:
    """Tell whether spending lies above what was approved by more than the `free` share of the class, to the cent."""
    return (spent - approved).minor > free * of_class.minor


def to_explain(figures: Figures) -> frozenset[str]:
    """Return the keys of the lines that need an explanation."""
    of_class: dict[str, Money] = {}
    for line in figures.lines:
        of_class[line.budget_class] = of_class.get(line.budget_class, ZERO) + line.approved
    return frozenset(
        line.key
        for line in figures.lines
        if is_over(line.total, line.approved, of_class[line.budget_class], figures.free) and line.spent
    )


def spending_problems(
    figures: Figures,
    cells: Mapping[str, Mapping[str, Any]],
    rates: UnRates = NO_RATES,
    why: str = "explanation",
) -> list[Problem]:
    """Return what is wrong with the figures as a whole and line by line; fields are `row.column`, rows counted from 0.
    `why`: the column in which a rate far from the UN's is explained.
    """
    asked = to_explain(figures)
    found = list(total_problems(figures))
    for number, line in enumerate(figures.lines):
        typed = cells.get(line.key, {})
        if line.key in asked and is_empty(typed.get("explanation")):
            reason = msg(
                "This is above the line by more than %(percent)s %% of its class: explain why.",
                percent=per_cent(figures.free),
            )
            found.append(Problem(f"{number}.explanation", reason))
        found += [Problem(f"{number}.{one.field}", one.message) for one in line_problems(typed, rates, why)]
    return found


def total_problems(figures: Figures) -> Iterable[Problem]:
    """Programme rule (section 4): "Reported spending <= award"."""
    if figures.total > figures.award:
        reason = msg(
            "With what was reported already, spending comes to %(total)s. The award is %(award)s: take out what is more.",
            total=figures.total,
            award=figures.award,
        )
        yield Problem("", reason)
    if figures.is_total and figures.adds < ZERO:
        reason = msg(
            "The statement comes to %(less)s less than what was accepted before, %(counted)s. Correct it, or ask the "
            "Secretariat to reopen the report that was wrong.",
            less=-figures.adds,
            counted=figures.counted,
        )
        yield Problem("", reason)
