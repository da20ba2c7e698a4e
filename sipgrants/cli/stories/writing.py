"""Writing a plan or answers as a team types them: part by part, section by section."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, TypeAlias

from sipgrants.plans import framework, queries
from sipgrants.plans.content import FUNDING, INDICATOR, LINE, OUTCOME, OUTPUT, RISK, WORK, Row
from sipgrants.plans.models import Plan

Save: TypeAlias = Callable[[str, list[Row]], Any]
LEVELS = {"low": "2", "medium": "3", "high": "4"}


def write_plan(
    plan: Plan, content: framework.Plan, save: Save, *, risks: Iterable[Row] = (), beside: Iterable[Row] = ()
) -> None:
    """Write a whole plan by `save(part, rows)`; what its team has not written yet is left as it is."""
    if not content.outcomes:
        return
    save("framework", [_outcome(one) for one in content.outcomes])
    ids = {number: str(activity.id) for number, activity in queries.activities(plan)}
    save("workplan", list(_work(content, ids)))
    save("budget", [_line(line, ids) for line in content.lines])
    for part, rows in (
        ("risks", [_risk(one) for one in risks]),
        ("other_funding", [_funding(one) for one in beside]),
    ):
        if rows:
            save(part, rows)


def _outcome(one: framework.Outcome) -> Row:
    return {
        **OUTCOME.blank(),
        "title": one.title,
        "indicators": [_indicator(indicator) for indicator in one.indicators],
        "outputs": [_output(output) for output in one.outputs],
    }


def _output(one: framework.Output) -> Row:
    return {
        **OUTPUT.blank(),
        "title": one.title,
        "indicators": [_indicator(indicator) for indicator in one.indicators],
        "activities": [{"id": "", "title": activity.title} for activity in one.activities],
    }


def _indicator(one: framework.Indicator) -> Row:
    words = {name: getattr(one, name) for name in ("text", "baseline", "target", "means", "assumptions")}
    return {**INDICATOR.blank(), **words}


def _work(content: framework.Plan, ids: dict[str, str]) -> Iterable[Row]:
    for activity in content.activities():
        row = {"id": ids[str(activity.key)], "quarters": sorted(activity.quarters)}
        yield {**WORK.blank(), **row, "responsible": "Project manager"}


def _line(one: framework.BudgetLine, ids: dict[str, str]) -> Row:
    return {
        **LINE.blank(),
        "activity": ids[str(one.activity)],
        "budget_class": one.budget_class.value,
        "explanation": one.explanation,
        f"year{one.year}": _amount(one.amount.minor),
    }


def _risk(one: Row) -> Row:
    return {
        **RISK.blank(),
        "text": one["risk"],
        "likelihood": LEVELS[one["likelihood"]],
        "impact": LEVELS[one["impact"]],
        "mitigation": one["mitigation"],
        "owner": one["owner"],
    }


def _funding(one: Row) -> Row:
    return {**FUNDING.blank(), **one, "amount": _amount(one["amount"])}


def _amount(minor: int) -> str:
    return f"{Decimal(minor) / 100:.2f}".removesuffix(".00")


def by_section(form: Any, answers: dict[str, object]) -> Iterable[tuple[str, dict[str, object]]]:
    """Give the answers to a form section by section; sections without any are left out."""
    for section in form.sections:
        keys = [question.key for question in section.questions]
        found = {key: answers[key] for key in keys if key in answers}
        if found:
            yield section.key, found
