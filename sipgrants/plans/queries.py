"""A plan whole: its content, its totals, what is wrong with it, and the content that is frozen."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from sipgrants.core.db import session
from sipgrants.core.errors import NotFound, Problem
from sipgrants.core.money import Money
from sipgrants.plans import amounts, checking, framework
from sipgrants.plans.budget_rows import grouped, to_rows
from sipgrants.plans.content import PARTS, Row
from sipgrants.plans.framework import BudgetClass, PlanRules
from sipgrants.plans.merging import marks
from sipgrants.plans.models import Activity, BudgetLine, Indicator, Outcome, Output, Plan
from sipgrants.plans.pages import PartPage, part_page
from sipgrants.plans.totals import Totals
from sipgrants.plans.totals import totals as add_up

_CLASSES = frozenset(str(one) for one in BudgetClass)
LONGEST = 120  # months: where none are given yet
_INDICATOR = ("text", "unit", "baseline", "target", "means", "assumptions")


def whole(plan_id: UUID) -> Plan:
    """Return a plan with everything in it, in nine statements; NotFound where there is none."""
    found = session().get(Plan, plan_id)
    if found is None:
        raise NotFound()
    return found


def activities(plan: Plan) -> Iterator[tuple[str, Activity]]:
    """Give every activity with its number ("1.2.3"), in the order of the framework."""
    for first, outcome in enumerate(plan.outcomes, start=1):
        for second, output in enumerate(outcome.outputs, start=1):
            for third, activity in enumerate(output.activities, start=1):
                yield f"{first}.{second}.{third}", activity


# --- content: the shape in which parts are typed, drawn and compared ---


def content(plan: Plan, part: str) -> list[Row]:
    """Return a part as rows (see `plans.content`)."""
    if part == "framework":
        return [_outcome(one) for one in plan.outcomes]
    if part == "workplan":
        return [
            {"id": str(one.id), "responsible": one.responsible, "quarters": sorted(one.quarters)}
            for _number, one in activities(plan)
        ]
    if part == "risks":
        return [_risk(one) for one in plan.risks]
    if part == "budget":
        return to_rows(plan.lines)
    return [_funding(one) for one in plan.other_funding]


def _outcome(outcome: Outcome) -> Row:
    return {
        "id": str(outcome.id),
        "title": outcome.text,
        "indicators": _indicators(outcome.indicators),
        "outputs": [_output(one) for one in outcome.outputs],
    }


def _output(output: Output) -> Row:
    return {
        "id": str(output.id),
        "title": output.text,
        "indicators": _indicators(output.indicators),
        "activities": [{"id": str(one.id), "title": one.text} for one in output.activities],
    }


def _indicators(rows: Iterable[Indicator]) -> list[Row]:
    return [{"id": str(one.id), **{name: getattr(one, name) for name in _INDICATOR}} for one in rows]


def _risk(risk: Any) -> Row:
    levels = {name: str(getattr(risk, name) or "") for name in ("likelihood", "impact")}
    return {
        "id": str(risk.id),
        "text": risk.text,
        "mitigation": risk.mitigation,
        "owner": risk.owner,
        **levels,
    }


def _funding(funding: Any) -> Row:
    names = ("source", "purpose", "in_kind", "is_confirmed")
    return {
        "id": str(funding.id),
        **{name: getattr(funding, name) for name in names},
        "amount": amounts.show(funding.minor, funding.typed),
    }


# --- rules and totals ---


def pure(plan: Plan, asked: Money, months: int) -> framework.Plan:
    """Return the plan as the rules see it."""
    return framework.Plan(
        asked=asked,
        months=months,
        outcomes=tuple(_pure_outcome(one) for one in plan.outcomes),
        lines=pure_lines(plan),
        beside=tuple(
            framework.Beside(one.source, Money(one.minor), one.in_kind) for one in plan.other_funding
        ),
    )


def pure_lines(plan: Plan) -> tuple[framework.BudgetLine, ...]:
    """Return the lines that have a budget class, as the rules see them."""
    return tuple(_pure_line(line) for line in plan.lines if line.budget_class in _CLASSES)


def _pure_line(line: BudgetLine) -> framework.BudgetLine:
    """A line without a class yet is taken for operating costs: only its other fields are looked at."""
    known = BudgetClass(line.budget_class) if line.budget_class in _CLASSES else BudgetClass.OPERATING
    return framework.BudgetLine(
        str(line.activity_id or ""), known, line.year, Money(line.minor), line.explanation
    )


def _pure_outcome(outcome: Outcome) -> framework.Outcome:
    outputs = tuple(
        framework.Output(
            output.text,
            tuple(
                framework.Activity(str(one.id), one.text, frozenset(one.quarters))
                for one in output.activities
            ),
            _pure_indicators(output.indicators),
        )
        for output in outcome.outputs
    )
    return framework.Outcome(outcome.text, outputs, _pure_indicators(outcome.indicators))


def _pure_indicators(rows: Iterable[Indicator]) -> tuple[framework.Indicator, ...]:
    return tuple(
        framework.Indicator(one.text, one.baseline, one.target, one.means, one.assumptions) for one in rows
    )


def totals(plan: Plan) -> Totals:
    """Return the sums of the budget and of what stands beside it, in US$."""
    every = pure(plan, Money(0), LONGEST)
    return add_up(every.lines, every.beside)


def problems(
    plan: Plan,
    rules: PlanRules | None = None,
    asked: Money | None = None,
    months: int | None = None,
    least_risks: int = 0,
    least_funding: int = 0,
) -> dict[str, list[Problem]]:
    """Return what is wrong by part; fields are places on the part's page. Without `asked` the total is not compared,
    without `rules` no class is capped. `least_risks`, `least_funding`: how many rows the form asks for at least.
    """
    seen = checking.Seen(
        plan=pure(plan, asked or Money(0), months or LONGEST),
        lines=[_pure_line(line) for line in plan.lines],
        rows=content(plan, "budget"),
        places=grouped(plan.lines),
        risks=content(plan, "risks"),
        funding=content(plan, "other_funding"),
    )
    return checking.by_part(
        seen, rules, is_asked=asked is not None, least_risks=least_risks, least_funding=least_funding
    )


def started(plan: Plan) -> frozenset[str]:
    """Return the parts in which something was entered."""
    planned = any(one.quarters or one.responsible for _number, one in activities(plan))
    begun = {
        "framework": plan.outcomes,
        "workplan": planned,
        "risks": plan.risks,
        "budget": plan.lines,
        "other_funding": plan.other_funding,
    }
    return frozenset(part for part, there in begun.items() if there)


# --- the content that is frozen ---


def canonical(plan: Plan) -> dict[str, Any]:
    """Return the content that is frozen: the same for a plan and its copies; `key` follows a row through versions."""
    numbers = {one.id: (number, str(one.root)) for number, one in activities(plan)}
    return {
        "outcomes": [_canonical_outcome(one) for one in plan.outcomes],
        "budget": [_canonical_line(line, numbers) for line in plan.lines],
        "risks": [_without_id(row) for row in content(plan, "risks")],
        "other_funding": [_without_id(row) for row in content(plan, "other_funding")],
    }


def _canonical_line(line: BudgetLine, numbers: Mapping[UUID, tuple[str, str]]) -> dict[str, Any]:
    number, key = numbers[line.activity_id] if line.activity_id else (None, None)
    return {
        "key": str(line.root),
        "activity": number,
        "activity_key": key,
        "class": line.budget_class,
        "year": line.year,
        "minor": line.minor,
        "typed": line.typed,
        "explanation": line.explanation,
    }


def _canonical_outcome(outcome: Outcome) -> dict[str, Any]:
    outputs = [
        {
            "key": str(output.root),
            "title": output.text,
            "indicators": _canonical_indicators(output.indicators),
            "activities": [
                {
                    "key": str(one.root),
                    "title": one.text,
                    "responsible": one.responsible,
                    "quarters": sorted(one.quarters),
                }
                for one in output.activities
            ],
        }
        for output in outcome.outputs
    ]
    return {
        "key": str(outcome.root),
        "title": outcome.text,
        "indicators": _canonical_indicators(outcome.indicators),
        "outputs": outputs,
    }


def _canonical_indicators(rows: Iterable[Indicator]) -> list[dict[str, Any]]:
    return [{"key": str(one.root), **{name: getattr(one, name) for name in _INDICATOR}} for one in rows]


def _without_id(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "id"}


# --- pages ---


def page(
    plan: Plan,
    part: str,
    rules: PlanRules | None = None,
    asked: Money | None = None,
    months: int | None = None,
    framework_label: str = "Output",
    told: bool = True,
    mine: list[Row] | None = None,
    least_risks: int = 0,
    least_funding: int = 0,
) -> PartPage:
    """Return a part as its page shows it. `mine`: what was typed where a save was stale; the kept content stands beside.
    `told`: whether problems are named.
    """
    found = problems(plan, rules, asked, months, least_risks, least_funding) if told and mine is None else {}
    kept = content(plan, part)
    return part_page(
        part,
        rows=kept if mine is None else mine,
        theirs=None if mine is None else kept,
        outcomes=content(plan, "framework"),
        problems=found.get(part, []),
        marks=marks(part, kept),
        totals=totals(plan),
        rules=rules,
        asked=asked,
        months=months,
        framework_label=framework_label,
        is_frozen=plan.frozen_at is not None,
        least={"risks": least_risks, "other_funding": least_funding}.get(part, 0),
    )


def pages(plan: Plan, **known: Any) -> list[PartPage]:
    """Return all parts for reading; arguments as for `page`."""
    return [page(plan, part, told=False, **known) for part in PARTS]
