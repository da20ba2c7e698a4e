"""A plan as documents print it: framework, workplan, risks, budget."""

from collections.abc import Iterable, Iterator

from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import ZERO, Money
from sipgrants.documents import plan as printed
from sipgrants.plans.budget_rows import grouped
from sipgrants.plans.framework import CLASS_LABELS
from sipgrants.plans.models import BudgetLine, Indicator, Outcome, Output, Plan
from sipgrants.plans.queries import activities

_CLASSES = {str(one): label for one, label in CLASS_LABELS.items()}
_LEVELS = {1: msg("Very low"), 2: msg("Low"), 3: msg("Medium"), 4: msg("High"), 5: msg("Very high")}
_NO_LEVEL = msg("Not answered")


def framework(plan: Plan, objective: str) -> printed.Framework:
    """Return the results framework: outcomes with their outputs and activities, a line for each indicator."""
    return printed.Framework(objective, list(_results(plan)))


def _results(plan: Plan) -> Iterator[printed.Result]:
    for first, outcome in enumerate(plan.outcomes, start=1):
        yield from _measured(msg("Outcome %(number)s", number=first), outcome, outcome.indicators)
        for second, output in enumerate(outcome.outputs, start=1):
            label = msg("Output %(number)s", number=f"{first}.{second}")
            yield from _measured(label, output, output.indicators)
            for third, activity in enumerate(output.activities, start=1):
                number = f"{first}.{second}.{third}"
                yield printed.Result(msg("Activity %(number)s", number=number), activity.text)


def _measured(
    label: Message, owner: Outcome | Output, indicators: Iterable[Indicator]
) -> Iterator[printed.Result]:
    kept = list(indicators)
    heads = isinstance(owner, Outcome)
    if not kept:
        yield printed.Result(label, owner.text, heads_group=heads)
    for place, one in enumerate(kept):
        unit = f" ({one.unit})" if one.unit else ""
        yield printed.Result(
            label,
            owner.text if place == 0 else "",
            indicator=one.text + unit,
            baseline=one.baseline,
            target=one.target,
            means=one.means,
            assumptions=one.assumptions,
            heads_group=heads and place == 0,
        )


def workplan(plan: Plan) -> printed.Workplan:
    """Return the workplan by quarter, as many quarters as an activity needs."""
    steps = [
        printed.Step(number, one.text, one.responsible, frozenset(one.quarters))
        for number, one in activities(plan)
    ]
    last = max((max(step.quarters) for step in steps if step.quarters), default=4)
    return printed.Workplan([_quarter(number) for number in range(1, last + 1)], steps)


def _quarter(number: int) -> Message:
    return msg("Y%(year)s Q%(quarter)s", year=(number - 1) // 4 + 1, quarter=(number - 1) % 4 + 1)


def risks(plan: Plan) -> printed.Risks:
    """Return the risks with their levels in words."""
    return printed.Risks(
        [
            printed.Risk(
                one.text,
                _LEVELS.get(one.likelihood or 0, _NO_LEVEL),
                _LEVELS.get(one.impact or 0, _NO_LEVEL),
                one.mitigation,
            )
            for one in plan.risks
        ]
    )


def budget(plan: Plan) -> printed.Budget:
    """Return the budget with one amount for each year, and other funding beside it."""
    years = max((line.year for line in plan.lines), default=1)
    numbers = {one.id: f"{number} {one.text}" for number, one in activities(plan)}
    rows = [[plan.lines[place] for place in places] for places in grouped(plan.lines)]
    return printed.Budget(
        years=[msg("Year %(number)s", number=number) for number in range(1, years + 1)],
        lines=[
            _line(row, numbers.get(row[0].activity_id, "") if row[0].activity_id else "", years)
            for row in rows
        ],
        other=[
            printed.OtherFunding(
                one.source, msg("In kind") if one.in_kind else msg("In cash"), Money(one.minor)
            )
            for one in plan.other_funding
        ],
    )


def _line(row: list[BudgetLine], activity: str, years: int) -> printed.BudgetLine:
    by_year = {line.year: Money(line.minor) for line in row}
    return printed.BudgetLine(
        activity,
        _CLASSES.get(row[0].budget_class, msg("Not answered")),
        row[0].explanation,
        [by_year.get(year, ZERO) for year in range(1, years + 1)],
    )
