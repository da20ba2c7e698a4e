"""What is wrong with a plan, part by part, each problem at its place on the part's page.

The rules themselves are in `rules.py`; here they meet what was typed: figures that are none, rows of the grid that hold
several lines, risks and other funding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.plans import amounts, rules
from sipgrants.plans.content import YEARS, Row
from sipgrants.plans.framework import BudgetClass, BudgetLine, Plan, PlanRules
from sipgrants.plans.totals import totals

_CLASSES = frozenset(str(one) for one in BudgetClass)


@dataclass(frozen=True)
class Seen:
    """A plan as it is checked. `lines` are all lines of the budget, also those without a class (`plan.lines` has only
    the others); `rows` the rows of the grid, `places` the lines of each row.
    """

    plan: Plan
    lines: Sequence[BudgetLine]
    rows: Sequence[Row]
    places: Sequence[Sequence[int]]
    risks: Sequence[Row]
    funding: Sequence[Row]


def by_part(
    seen: Seen,
    given: PlanRules | None,
    *,
    is_asked: bool,
    least_risks: int = 0,
    least_funding: int = 0,
) -> dict[str, list[Problem]]:
    """Return the problems of every part; `is_asked`: whether the amount is known that the budget has to add up to."""
    plan = seen.plan
    outcome_indicators = given.outcome_indicators if given else True
    return {
        "framework": rules.framework_problems(plan.outcomes, outcome_indicators),
        "workplan": _workplan(plan),
        "risks": risk_problems(seen.risks, least_risks),
        "budget": budget_problems(seen, given, is_asked),
        "other_funding": funding_problems(seen.funding, least_funding),
    }


def _workplan(plan: Plan) -> list[Problem]:
    """The page of the workplan lists activities one under the other."""
    if not plan.activities():
        return [Problem("activities", msg("The results framework has no activity yet: begin there."))]
    places = [place for place, _activity in rules.places(plan.outcomes)]
    number = {place: at for at, place in enumerate(places)}
    found = []
    for one in rules.workplan_problems(plan.outcomes, plan.months):
        place, _dot, name = one.field.rpartition(".")
        found.append(Problem(f"activities.{number[place]}.{name}", one.message))
    return found


def budget_problems(seen: Seen, given: PlanRules | None, is_asked: bool) -> list[Problem]:
    """Return what is wrong with the budget; the whole budget's problems come last."""
    plan = seen.plan
    if not seen.rows:
        return [Problem("budget", msg("The budget has no line yet."))]
    of_lines = rules.budget_problems(seen.lines, plan.activities(), plan.months)
    found = [*_moved(of_lines, seen), *_cells(seen.rows)]
    sums = totals(plan.lines)
    if is_asked:
        found += rules.total_problems(plan.asked, sums)
    if given and given.caps:
        found += rules.cap_problems(sums, given.caps)
    return found


def _moved(problems: Iterable[Problem], seen: Seen) -> list[Problem]:
    """From lines to rows; what two lines of a row have in common is said once."""
    row_of = {line: row for row, lines in enumerate(seen.places) for line in lines}
    found: dict[str, Problem] = {}
    for one in problems:
        _budget, line, name = one.field.split(".")
        if name == "amount":
            continue  # said where it was typed
        cell = f"year{seen.lines[int(line)].year}" if name == "year" else name
        field = f"budget.{row_of[int(line)]}.{cell}"
        found.setdefault(field, Problem(field, one.message))
    return list(found.values())


def _cells(rows: Sequence[Row]) -> list[Problem]:
    found = []
    for number, row in enumerate(rows):
        typed = {f"year{year}": row[f"year{year}"] for year in YEARS if row[f"year{year}"]}
        if row["budget_class"] not in _CLASSES:
            found.append(Problem(f"budget.{number}.budget_class", msg("Choose a budget class.")))
        if not typed:
            found.append(Problem(f"budget.{number}.year1", amounts.complaint("")))
        for name, text in typed.items():
            if amounts.keep(text)[1]:
                found.append(Problem(f"budget.{number}.{name}", amounts.complaint(text)))
    return found


def risk_problems(rows: Sequence[Row], least: int = 0) -> list[Problem]:
    """Programme rule (section 5): risks with "likelihood, impact, mitigation"."""
    found = []
    for number, row in enumerate(rows):
        place = f"risks.{number}"
        found += _needs(row["text"], f"{place}.text", msg("Say what may go wrong."))
        found += _needs(row["likelihood"], f"{place}.likelihood", msg("Say how likely it is."))
        found += _needs(row["impact"], f"{place}.impact", msg("Say how much it would harm the project."))
        found += _needs(row["mitigation"], f"{place}.mitigation", msg("Say what will be done about it."))
    return [*_enough("risks", rows, least), *found]


def funding_problems(rows: Sequence[Row], least: int = 0) -> list[Problem]:
    """Programme rule (section 5): "other funding and in-kind contribution" beside the grant."""
    found = []
    for number, row in enumerate(rows):
        place = f"funding.{number}"
        found += _needs(row["source"], f"{place}.source", msg("Say who gives it."))
        found += _needs(row["purpose"], f"{place}.purpose", msg("Say what it pays for, or what is given."))
        if not row["amount"] or amounts.keep(row["amount"])[1]:
            found.append(Problem(f"{place}.amount", amounts.complaint(row["amount"])))
    return [*_enough("funding", rows, least), *found]


def _enough(name: str, rows: Sequence[Row], least: int) -> list[Problem]:
    if len(rows) >= least:
        return []
    return [Problem(name, nmsg("Enter at least %(num)s row.", "Enter at least %(num)s rows.", least))]


def _needs(text: str, field: str, message: Message) -> list[Problem]:
    return [] if text.strip() else [Problem(field, message)]
