"""Plans for tests: a small whole one, and what a browser sends for its parts."""

from uuid import UUID

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from sipgrants.plans import commands, queries
from sipgrants.plans.models import Plan
from sipgrants.plans.reading import read_part
from tests.builders.questionnaires import writer
from tests.builders.remembering import remembered

INDICATOR = {"text": "Hospitals without mercury", "baseline": "0", "target": "40", "means": "Visits"}
FRAMEWORK = {
    "outcomes.0.title": "Fewer thermometers with mercury",
    "outcomes.0.outputs.0.title": "A decree",
    "outcomes.0.outputs.0.activities.0.title": "Draft it",
    "outcomes.0.outputs.0.activities.1.title": "Consult",
    **{f"outcomes.0.indicators.0.{name}": text for name, text in INDICATOR.items()},
    **{f"outcomes.0.outputs.0.indicators.0.{name}": text for name, text in INDICATOR.items()},
}


def typed(fields: dict[str, str | list[str]]) -> MultiDict[str, str]:
    return MultiDict(fields)


@remembered
def save(plan: Plan, part: str, fields: dict[str, str | list[str]], marks: str | None = None) -> Plan:
    """Save a part as a browser would."""
    return commands.save_part(plan, part, read_part(part, typed(fields)), by=writer(), marks=marks)


@remembered
def empty_plan() -> Plan:
    return commands.start(by=writer())


RISK = {
    "risks.0.text": "Elections",
    "risks.0.likelihood": "3",
    "risks.0.impact": "4",
    "risks.0.mitigation": "A ministerial order",
}
FUNDING = {
    "funding.0.source": "Ministry",
    "funding.0.purpose": "Rooms",
    "funding.0.amount": "5000",
    "funding.0.in_kind": "1",
}


def workplan(first: str, second: str) -> dict[str, str | list[str]]:
    return {
        "activities.0.id": first,
        "activities.0.quarters": ["1", "2"],
        "activities.1.id": second,
        "activities.1.quarters": ["3"],
        "activities.1.responsible": "Ministry of Health",
    }


def budget(first: str, second: str, dollars: int) -> dict[str, str | list[str]]:
    """Three quarters of the money for a contract in two years, the rest for travel in the first."""
    return {
        "budget.0.activity": first,
        "budget.0.budget_class": "contractual",
        "budget.0.explanation": "A lawyer, 40 days",
        "budget.0.year1": str(dollars // 2),
        "budget.0.year2": str(dollars // 4),
        "budget.1.activity": second,
        "budget.1.budget_class": "travel",
        "budget.1.explanation": "Ten visits",
        "budget.1.year1": str(dollars - dollars // 2 - dollars // 4),
    }


@remembered
def whole_plan(dollars: int = 60_000) -> Plan:
    """A plan without a problem: one outcome, one output, two activities, a budget of `dollars` in two years."""
    plan = save(empty_plan(), "framework", dict(FRAMEWORK))
    first, second = activity_ids(plan)
    save(plan, "workplan", workplan(first, second))
    save(plan, "budget", budget(first, second, dollars))
    save(plan, "risks", dict(RISK))
    return save(plan, "other_funding", dict(FUNDING))


def activity_ids(plan: Plan) -> list[str]:
    return [str(one.id) for _number, one in queries.activities(plan)]


def again(db: Session, plan_id: UUID) -> Plan:
    """The plan as the next request reads it."""
    db.expunge_all()
    return queries.whole(plan_id)
