"""Totals of a budget, by activity, class and year: one computation for screen, PDF, checks and reports."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from sipgrants.core.money import ZERO, Money
from sipgrants.plans.framework import Beside, BudgetClass, BudgetLine

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Totals:
    """All in US$. `grid` holds activity x class; keys without a line are absent. `money_beside` and
    `in_kind` are no part of `grant`.
    """

    grant: Money
    by_activity: Mapping[Hashable | None, Money]
    by_class: Mapping[BudgetClass, Money]
    by_year: Mapping[int, Money]
    grid: Mapping[tuple[Hashable | None, BudgetClass], Money]
    money_beside: Money
    in_kind: Money


def totals(lines: Iterable[BudgetLine], beside: Iterable[Beside] = ()) -> Totals:
    """Add up a budget; classes and years come in order, activities in the order of their first line."""
    lines, beside = tuple(lines), tuple(beside)
    by_class = _sums((line.budget_class, line.amount) for line in lines)
    by_year = _sums((line.year, line.amount) for line in lines)
    return Totals(
        grant=_sum(line.amount for line in lines),
        by_activity=_sums((line.activity, line.amount) for line in lines),
        by_class={one: by_class[one] for one in BudgetClass if one in by_class},
        by_year=dict(sorted(by_year.items())),
        grid=_sums(((line.activity, line.budget_class), line.amount) for line in lines),
        money_beside=_sum(one.amount for one in beside if not one.in_kind),
        in_kind=_sum(one.amount for one in beside if one.in_kind),
    )


def share(part: Money, whole: Money) -> Fraction:
    """`part` as an exact share of `whole`; 0 of nothing."""
    return Fraction(part.minor, whole.minor) if whole else Fraction(0)


def moved(
    before: Mapping[BudgetClass, Money], after: Mapping[BudgetClass, Money]
) -> dict[BudgetClass, Fraction]:
    """How far each class moves, as an exact share of what it was; 1 for a class that is new.

    Programme rule (section 3, Change): a budget revision is needed for "moves of more than 10 % of a class
    [usual]".
    """
    changes = {}
    for one in BudgetClass:
        was, becomes = before.get(one, ZERO), after.get(one, ZERO)
        if was or becomes:
            changes[one] = share(becomes - was, was) if was else Fraction(1)
    return changes


def _sums(pairs: Iterable[tuple[Key, Money]]) -> dict[Key, Money]:
    found: dict[Key, Money] = {}
    for key, amount in pairs:
        found[key] = found.get(key, ZERO) + amount
    return found


def _sum(amounts: Iterable[Money]) -> Money:
    return sum(amounts, ZERO)
