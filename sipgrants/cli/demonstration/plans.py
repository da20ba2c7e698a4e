"""The plan of an application of the demonstration: its theme's framework, by quarter, and a budget to the dollar."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sipgrants.cli.demonstration.source import Row, common, fill, some, themes
from sipgrants.core.money import Money
from sipgrants.plans.framework import (
    Activity,
    Beside,
    BudgetClass,
    BudgetLine,
    Indicator,
    Outcome,
    Output,
    Plan,
)
from sipgrants.plans.rules import quarters, years

# Of the grant; what the whole units of the other lines leave over comes on top.
CLOSING_PERCENT = 3
DOLLAR = 100


@dataclass(frozen=True, slots=True)
class Cost:
    """One thing to buy for an activity.

    Without `unit` it is a lot bought at one price. `unit_cost` in US$; where it is None, `units` are given and the
    price is what they leave.
    """

    activity: Activity
    budget_class: BudgetClass
    weight: int
    what: str
    unit: str | None = None
    unit_cost: int | None = None
    units: int | None = None


def compose_plan(row: Row) -> Plan:
    """The whole plan of an application: framework, workplan, budget, and the money beside it."""
    outcomes, costs = _framework(row)
    return Plan(
        asked=_usd(row["amount"]),
        months=row["months"],
        outcomes=tuple(outcomes),
        lines=tuple(_budget(row, costs)),
        beside=(
            *(Beside(one["source"], _usd(one["amount"])) for one in row.get("other_funding", [])),
            *(Beside(one["source"], _usd(one["amount"]), in_kind=True) for one in row.get("in_kind", [])),
        ),
    )


def _usd(dollars: int) -> Money:
    return Money(dollars * DOLLAR)


def _framework(row: Row) -> tuple[list[Outcome], list[Cost]]:
    theme, costs = themes()[row["theme"]], []
    outcomes = []
    for first, given in enumerate(theme["outcomes"], 1):
        chosen = [output for output in given["outputs"] if output["key"] in row["outputs"]]
        outputs = []
        for second, output in enumerate(chosen, 1):
            activities = []
            for third, one in enumerate(output["activities"], 1):
                activity = _activity(f"{first}.{second}.{third}", one, row)
                activities.append(activity)
                costs += [_cost(activity, line, row) for line in one["lines"]]
            outputs.append(Output(fill(output["text"], row), tuple(activities), (_indicator(output, row),)))
        outcomes.append(Outcome(fill(given["text"], row), tuple(outputs), (_indicator(given, row),)))
    return _with_management(outcomes, costs, row)


def _with_management(
    outcomes: list[Outcome], costs: list[Cost], row: Row
) -> tuple[list[Outcome], list[Cost]]:
    """Steering, evaluation and audit: an outcome of their own in every second application, else an output."""
    texts, apart = common()["management"], row["number"] % 2 == 0
    key = f"{len(outcomes) + 1}.1" if apart else f"{len(outcomes)}.{len(outcomes[-1].outputs) + 1}"
    title = some(texts["title"], row["number"], "title")[0]
    steering = {"text": some(texts["coordination"], row["number"], "text")[0], "span": [0, 1]}
    closing = {"text": some(texts["evaluation"], row["number"], "text")[0], "span": [0.5, 1]}
    first, second = _activity(f"{key}.1", steering, row), _activity(f"{key}.2", closing, row)
    indicator = Indicator(*texts["indicator"])
    output = Output(title, (first, second), (indicator,))
    costs += [
        Cost(first, BudgetClass.STAFF, 7, "project manager, part time", "month|months", None, row["months"]),
        Cost(first, BudgetClass.TRAVEL, 1, "visits to sites by the team", "day|days", 55),
        Cost(second, BudgetClass.CONTRACTUAL, 2, "independent evaluator", "day|days", 290),
        Cost(second, BudgetClass.CONTRACTUAL, 2, "audit of the project account"),
        # Last on purpose: it takes what is left of the amount.
        Cost(first, BudgetClass.OPERATING, 0, some(common()["closing_line"], row["number"], "")[0]),
    ]
    if apart:
        return [*outcomes, Outcome(title, (output,), (indicator,))], costs
    return [*outcomes[:-1], replace(outcomes[-1], outputs=(*outcomes[-1].outputs, output))], costs


def _indicator(given: Row, row: Row) -> Indicator:
    one = given["indicator"]
    return Indicator(*(fill(one[key], row) for key in ("text", "baseline", "target", "means", "assumption")))


def _activity(key: str, given: Row, row: Row) -> Activity:
    last, (start, end) = quarters(row["months"]), given["span"]
    first = min(math.floor(start * last) + 1, last)
    until = max(first, min(math.ceil(end * last), last))
    return Activity(key, fill(given["text"], row), frozenset(range(first, until + 1)))


def _cost(activity: Activity, line: Row, row: Row) -> Cost:
    budget_class, counted = BudgetClass(line["class"]), line.get("count")
    units = row[counted] if counted else None
    if counted == "months":
        units = min(3 * len(activity.quarters), row["months"])
    return Cost(activity, budget_class, line["weight"], line["what"], line["unit"], line["unit_cost"], units)


def _budget(row: Row, costs: list[Cost]) -> Iterator[BudgetLine]:
    """Lines by activity, class and year that add up to the amount: the last one takes the rest."""
    *priced, last = costs
    shares = 100 * sum(cost.weight for cost in priced)
    rest = row["amount"]
    for cost in priced:
        target = row["amount"] * (100 - CLOSING_PERCENT) * cost.weight // shares
        for line in _lines(cost, target, years(row["months"])):
            rest -= line.amount.minor // DOLLAR
            yield line
    if rest <= 0:
        raise ValueError(f"nothing is left for the last line of application {row['number']}")
    yield BudgetLine(last.activity.key, last.budget_class, years(row["months"]), _usd(rest), last.what)


def _lines(cost: Cost, target: int, last_year: int) -> Iterator[BudgetLine]:
    spread = _years(cost.activity, last_year)
    if cost.unit is None:
        text = f"1 lot: {cost.what}; lowest of three offers"
        amount = _usd(max(target // 100, 1) * 100)
        yield BudgetLine(cost.activity.key, cost.budget_class, min(spread), amount, text)
        return
    price = cost.unit_cost or max(target // (cost.units or 1) // 10, 1) * 10
    units = cost.units or max(target // price, 1)
    one, several = cost.unit.split("|")
    for year, part in sorted(_split(units, spread).items()):
        text = f"{part:,} {one if part == 1 else several} x US$ {price:,}: {cost.what}"
        yield BudgetLine(cost.activity.key, cost.budget_class, year, _usd(part * price), text)


def _years(activity: Activity, last_year: int) -> Counter[int]:
    """How many quarters of an activity lie in each year."""
    return Counter(min((quarter - 1) // 4 + 1, last_year) for quarter in activity.quarters)


def _split(units: int, spread: Counter[int]) -> dict[int, int]:
    """Whole units by year, in proportion to its quarters; years that would get none are left out."""
    total, given, parts = spread.total(), 0, {}
    for year in sorted(spread):
        parts[year] = units * spread[year] // total
        given += parts[year]
    parts[max(spread)] += units - given
    return {year: part for year, part in parts.items() if part}
