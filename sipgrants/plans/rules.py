"""What a plan must be before it counts: framework whole, workplan inside the duration, budget in order.

Problems carry the path of the place they are about (`outcomes.0.outputs.1.indicators.0.target`,
`budget.3.amount`), counted from 0, and come all at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import ZERO, Money
from sipgrants.plans.framework import (
    CLASS_LABELS,
    Activity,
    BudgetClass,
    BudgetLine,
    Indicator,
    Outcome,
    Output,
    Plan,
    PlanRules,
)
from sipgrants.plans.totals import Totals, totals


def plan_problems(plan: Plan, rules: PlanRules) -> list[Problem]:
    """Everything that is wrong with a plan under the round's settings."""
    sums = totals(plan.lines)
    return [
        *amount_problems(plan.asked, rules.floor, rules.ceiling),
        *months_problems(plan.months, rules.shortest_months, rules.longest_months),
        *framework_problems(plan.outcomes, rules.outcome_indicators),
        *workplan_problems(plan.outcomes, plan.months),
        *budget_problems(plan.lines, plan.activities(), plan.months),
        *total_problems(plan.asked, sums),
        *cap_problems(sums, rules.caps or {}),
    ]


def quarters(months: int) -> int:
    """How many quarters a duration touches."""
    return -(-months // 3)


def years(months: int) -> int:
    """How many years a duration touches."""
    return -(-months // 12)


def amount_problems(asked: Money, floor: Money, ceiling: Money) -> list[Problem]:
    """Programme rule (section 3): "floor and ceiling of a grant" are settings of the round."""
    if floor <= asked <= ceiling:
        return []
    reason = msg("A grant of this round is from %(floor)s to %(ceiling)s.", floor=floor, ceiling=ceiling)
    return [Problem("amount", reason)]


def months_problems(months: int, shortest: int, longest: int) -> list[Problem]:
    """Programme rule (section 3): "longest duration" is a setting of the round."""
    if shortest <= months <= longest:
        return []
    text = msg(
        "A project of this round lasts from %(shortest)s to %(longest)s months.",
        shortest=shortest,
        longest=longest,
    )
    return [Problem("months", text)]


def total_problems(asked: Money, sums: Totals, field: str = "budget") -> list[Problem]:
    """Programme rule (section 6): "totals agree". For an award: "plan and budget total equals the amount
    awarded".
    """
    if sums.grant == asked:
        return []
    text = msg("The budget adds up to %(total)s, the amount is %(amount)s.", total=sums.grant, amount=asked)
    return [Problem(field, text)]


def cap_problems(sums: Totals, caps: Mapping[BudgetClass, Fraction | int]) -> list[Problem]:
    """Programme rule (section 3): "budget caps by class", here per cent of the grant; the cap itself is
    allowed.
    """
    found = []
    for one, percent in caps.items():
        amount = sums.by_class.get(one, ZERO)
        if amount.minor * 100 > percent * sums.grant.minor:
            text = msg(
                "%(name)s: %(amount)s is more than %(percent)s per cent of the grant.",
                name=CLASS_LABELS[one],
                amount=amount,
                percent=percent,
            )
            found.append(Problem(f"budget.classes.{one}", text))
    return found


def framework_problems(outcomes: Sequence[Outcome], outcome_indicators: bool = True) -> list[Problem]:
    """Every outcome has an output, every output an activity and an indicator with baseline, target and
    means.
    """
    if not outcomes:
        return [Problem("outcomes", msg("The results framework needs at least one outcome."))]
    keys = Counter(one.key for outcome in outcomes for output in outcome.outputs for one in output.activities)
    found: list[Problem] = []
    for index, outcome in enumerate(outcomes):
        path = f"outcomes.{index}"
        found += _needs(outcome.title, f"{path}.title", msg("Name the outcome."))
        found += _needs(outcome.outputs, f"{path}.outputs", msg("An outcome needs at least one output."))
        if outcome_indicators:
            found += _needs(outcome.indicators, f"{path}.indicators", msg("An outcome needs an indicator."))
        found += _indicators(outcome.indicators, path)
        for number, output in enumerate(outcome.outputs):
            found += _output(output, f"{path}.outputs.{number}", keys)
    return found


def workplan_problems(outcomes: Sequence[Outcome], months: int) -> list[Problem]:
    """Every activity takes place, in quarters inside the duration."""
    last = quarters(months)
    found = []
    for path, activity in places(outcomes):
        outside = sorted(quarter for quarter in activity.quarters if not 1 <= quarter <= last)
        if not activity.quarters:
            found.append(Problem(f"{path}.quarters", msg("Say in which quarters this takes place.")))
        elif outside:
            listed = ", ".join(str(quarter) for quarter in outside)
            text = msg("The project has %(last)s quarters; outside it: %(listed)s.", last=last, listed=listed)
            found.append(Problem(f"{path}.quarters", text))
    return found


def budget_problems(
    lines: Sequence[BudgetLine], activities: Iterable[Activity], months: int
) -> list[Problem]:
    """Every line belongs to an activity and a year of the project, has an amount and is explained."""
    if not lines:
        return [Problem("budget", msg("The budget has no line yet."))]
    known = {activity.key for activity in activities}
    found: list[Problem] = []
    for index, line in enumerate(lines):
        path = f"budget.{index}"
        found += _needs(
            line.activity in known, f"{path}.activity", msg("Choose an activity of the framework.")
        )
        in_time = 1 <= line.year <= years(months)
        found += _needs(in_time, f"{path}.year", msg("This year lies outside the duration of the project."))
        found += _needs(line.amount > ZERO, f"{path}.amount", msg("An amount is more than nothing."))
        found += _needs(line.explanation, f"{path}.explanation", msg("Explain how the figure was reached."))
    return found


def _needs(value: object, field: str, message: Message) -> list[Problem]:
    present = value.strip() if isinstance(value, str) else value
    return [] if present else [Problem(field, message)]


def _output(output: Output, path: str, keys: Mapping[Hashable, int]) -> list[Problem]:
    found = _needs(output.title, f"{path}.title", msg("Name the output."))
    found += _needs(output.activities, f"{path}.activities", msg("An output needs at least one activity."))
    found += _needs(output.indicators, f"{path}.indicators", msg("An output needs an indicator."))
    for index, activity in enumerate(output.activities):
        place = f"{path}.activities.{index}"
        found += _needs(activity.title, f"{place}.title", msg("Name the activity."))
        found += _needs(keys[activity.key] == 1, f"{place}.key", msg("Two activities have the same number."))
    return found + _indicators(output.indicators, path)


def _indicators(indicators: Iterable[Indicator], path: str) -> list[Problem]:
    found: list[Problem] = []
    for index, one in enumerate(indicators):
        place = f"{path}.indicators.{index}"
        found += _needs(one.text, f"{place}.text", msg("Say what is measured."))
        found += _needs(one.baseline, f"{place}.baseline", msg("Give the baseline: where it stands today."))
        found += _needs(one.target, f"{place}.target", msg("Give the target."))
        found += _needs(one.means, f"{place}.means", msg("Say how it is verified."))
    return found


def places(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, Activity]]:
    """Give every activity with its place in the framework."""
    for first, outcome in enumerate(outcomes):
        for second, output in enumerate(outcome.outputs):
            for third, activity in enumerate(output.activities):
                yield f"outcomes.{first}.outputs.{second}.activities.{third}", activity
