"""Writing a plan part by part, copying it, freezing it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID, uuid4

from sipgrants.core import clock
from sipgrants.core.audit import Acting
from sipgrants.core.db import Record, command, session
from sipgrants.core.errors import Conflict, Stale
from sipgrants.core.i18n import msg
from sipgrants.plans import amounts, queries
from sipgrants.plans.budget_rows import to_lines
from sipgrants.plans.content import Row, mark
from sipgrants.plans.models import (
    Activity,
    BudgetLine,
    Indicator,
    OtherFunding,
    Outcome,
    Output,
    Plan,
    Risk,
)

R = TypeVar("R", bound=Record)
_INDICATOR = ("text", "unit", "baseline", "target", "means", "assumptions")


@command
def start(*, by: Acting) -> Plan:
    """Begin an empty plan."""
    plan = Plan(outcomes=[], lines=[], risks=[], other_funding=[])
    session().add(plan)
    session().flush()
    return plan


@command
def save_part(plan: Plan, part: str, content: list[Row], *, by: Acting, marks: str | None = None) -> Plan:
    """Keep a part of the plan as it was typed, right or wrong. Stale where a colleague changed the same part since the
    page was opened (`marks`: what the page carried); a frozen plan refuses.
    """
    session().refresh(plan, with_for_update={"of": Plan})
    if plan.frozen_at is not None:
        raise Conflict(msg("This plan is frozen: it belongs to a version that was handed in."))
    now = mark(part, queries.content(plan, part))
    if marks and marks != now and mark(part, content) != now:
        if mark(part, content) == marks:
            return plan  # nothing typed: a colleague's newer content stays
        raise Stale()
    _PARTS[part](plan, content)
    plan.revision += 1
    session().flush()
    return plan


def _synced(
    present: Sequence[R], rows: Iterable[Row], make: Callable[[], R], fill: Callable[[R, Row], None]
) -> list[R]:
    """Return the records of `rows` in order: those that are there are kept by their identifier, others made anew."""
    known = {str(one.id): one for one in present}
    found: list[Any] = []
    for position, row in enumerate(rows):
        record: Any = known.pop(row["id"], None) or make()
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


_PARTS: dict[str, Callable[[Plan, list[Row]], None]] = {
    "framework": _save_framework,
    "workplan": _save_workplan,
    "risks": _save_risks,
    "budget": _save_budget,
    "other_funding": _save_other_funding,
}


@command
def freeze(plan: Plan, *, by: Acting) -> Plan:
    """Make a plan unchangeable for ever. A plan that is frozen stays as it is."""
    plan.frozen_at = plan.frozen_at or clock.now()
    session().flush()
    return plan


@command
def snapshot(plan: Plan, *, by: Acting) -> Plan:
    """Return a frozen copy: what a submitted version points to, while the draft may go on."""
    return freeze(copy(plan, by=by), by=by)


@command
def copy(plan: Plan, *, by: Acting) -> Plan:
    """Return a copy that may be changed; every row knows its first ancestor."""
    ids: dict[UUID, UUID] = {}
    made = Plan(
        copied_from_id=plan.id,
        outcomes=[_copy_outcome(one, ids) for one in plan.outcomes],
        risks=[_like(one, Risk()) for one in plan.risks],
        other_funding=[_like(one, OtherFunding()) for one in plan.other_funding],
    )
    session().add(made)
    session().flush()  # activities stand before the lines that point to them
    made.lines = [_copy_line(line, ids) for line in plan.lines]
    session().flush()
    return made


_OWN = {"id", "created_at", "plan_id", "outcome_id", "output_id", "origin_id", "activity_id"}


def _like(source: R, made: R) -> R:
    """Give `made` what `source` holds, but for whose it is; its first ancestor, where it is followed."""
    for column in source.__mapper__.column_attrs:
        if column.key not in _OWN:
            setattr(made, column.key, getattr(source, column.key))
    root = getattr(source, "root", None)
    if root is not None:
        made.origin_id = root  # type: ignore[attr-defined]
    return made


def _copy_outcome(outcome: Outcome, ids: dict[UUID, UUID]) -> Outcome:
    made = _like(outcome, Outcome())
    made.indicators = [_like(one, Indicator()) for one in outcome.indicators]
    made.outputs = [_copy_output(one, ids) for one in outcome.outputs]
    return made


def _copy_output(output: Output, ids: dict[UUID, UUID]) -> Output:
    made = _like(output, Output())
    made.indicators = [_like(one, Indicator()) for one in output.indicators]
    for activity in output.activities:
        ids[activity.id] = uuid4()
        made.activities.append(_like(activity, Activity(id=ids[activity.id])))
    return made


def _copy_line(line: BudgetLine, ids: dict[UUID, UUID]) -> BudgetLine:
    made = _like(line, BudgetLine())
    made.activity_id = ids[line.activity_id] if line.activity_id else None
    return made
