"""From the rows of a part to its records: those that are there are kept by their identifier, others made anew."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sipgrants.core.db import Record, session
from sipgrants.plans import amounts, queries
from sipgrants.plans.budget_rows import to_lines
from sipgrants.plans.content import Row
from sipgrants.plans.models import Activity, BudgetLine, Indicator, OtherFunding, Outcome, Output, Plan, Risk

R = TypeVar("R", bound=Record)
_INDICATOR = ("text", "unit", "baseline", "target", "means", "assumptions")


def _synced(
    present: Sequence[R], rows: Iterable[Row], make: Callable[[], R], fill: Callable[[R, Row], None]
) -> list[R]:
    """Return the records of `rows` in order: those that are there are kept by their identifier, others made anew."""
    known = {str(one.id): one for one in present}
    found: list[Any] = []
    for position, row in enumerate(rows):
        record: Any = known.pop(row["id"], None)
        if record is None:
            record = make()
            if row["id"] in row.get("made", ()):
                record.id = UUID(row["id"])
        record.position = position
        fill(record, row)
        found.append(record)
    return found


def _save_framework(plan: Plan, content: list[Row]) -> None:
    _release_lines(plan, content)
    plan.outcomes = _synced(plan.outcomes, content, lambda: Outcome(outputs=[], indicators=[]), _outcome)


def _release_lines(plan: Plan, content: list[Row]) -> None:
    """Lines of the budget whose activity goes stay, without an activity, to be given another one."""
    stays = {
        one["id"] for outcome in content for output in outcome["outputs"] for one in output["activities"]
    }
    for line in plan.lines:
        if str(line.activity_id) not in stays:
            line.activity_id = None
    session().flush()


def _outcome(outcome: Outcome, row: Row) -> None:
    outcome.text = row["title"]
    outcome.indicators = _synced(outcome.indicators, row["indicators"], Indicator, _indicator)
    outcome.outputs = _synced(
        outcome.outputs, row["outputs"], lambda: Output(activities=[], indicators=[]), _output
    )


def _output(output: Output, row: Row) -> None:
    output.text = row["title"]
    output.indicators = _synced(output.indicators, row["indicators"], Indicator, _indicator)
    output.activities = _synced(
        output.activities, row["activities"], lambda: Activity(quarters=[]), _activity
    )


def _activity(activity: Activity, row: Row) -> None:
    activity.text = row["title"]


def _indicator(indicator: Indicator, row: Row) -> None:
    for name in _INDICATOR:
        setattr(indicator, name, row[name])


def _save_workplan(plan: Plan, content: list[Row]) -> None:
    rows = {row["id"]: row for row in content}
    for _number, activity in queries.activities(plan):
        row = rows.get(str(activity.id))
        if row is not None:
            activity.responsible, activity.quarters = row["responsible"], row["quarters"]


def _save_risks(plan: Plan, content: list[Row]) -> None:
    plan.risks = _synced(plan.risks, content, Risk, _risk)


def _risk(risk: Risk, row: Row) -> None:
    risk.text, risk.mitigation, risk.owner = row["text"], row["mitigation"], row["owner"]
    risk.likelihood, risk.impact = _level(row["likelihood"]), _level(row["impact"])


def _level(text: str) -> int | None:
    return int(text) if text in {"1", "2", "3", "4", "5"} else None


def _save_budget(plan: Plan, content: list[Row]) -> None:
    known = {str(activity.id): activity.id for _number, activity in queries.activities(plan)}
    plan.lines = _synced(plan.lines, to_lines(content), BudgetLine, lambda line, row: _line(line, row, known))


def _line(line: BudgetLine, row: Row, activities: dict[str, UUID]) -> None:
    line.activity_id = activities.get(row["activity"])
    for name in ("budget_class", "explanation", "year", "minor", "typed"):
        setattr(line, name, row[name])


def _save_other_funding(plan: Plan, content: list[Row]) -> None:
    plan.other_funding = _synced(plan.other_funding, content, OtherFunding, _funding)


def _funding(funding: OtherFunding, row: Row) -> None:
    for name in ("source", "purpose", "in_kind", "is_confirmed"):
        setattr(funding, name, row[name])
    funding.minor, funding.typed = amounts.keep(row["amount"])


PARTS: dict[str, Callable[[Plan, list[Row]], None]] = {
    "framework": _save_framework,
    "workplan": _save_workplan,
    "risks": _save_risks,
    "budget": _save_budget,
    "other_funding": _save_other_funding,
}
