"""What a report begins with: what the award, the plan, the reports and the inventory before it say already."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from sipgrants.awards.models import Award
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import SYSTEM
from sipgrants.plans import queries as plans
from sipgrants.questionnaires import queries as forms
from sipgrants.questionnaires.asking import columns, is_empty, options
from sipgrants.questionnaires.keeping_commands import Hand
from sipgrants.questionnaires.models import Question
from sipgrants.reports import content_queries, kinds, queries
from sipgrants.reports.commands.writing import write_row
from sipgrants.reports.content_queries import Content
from sipgrants.reports.inventory import CARRIED_TO_FINAL, is_kept
from sipgrants.reports.models import Report
from sipgrants.reports.rows import ACTIVITIES, INDICATORS, SPENDING

_LEVELS = {1: "low", 2: "low", 3: "medium", 4: "high", 5: "high"}
# Carried over by kind of row; a judgement (is it on track?) is made anew each time.
_CARRIED = {INDICATORS: "value", ACTIVITIES: "state"}


def known_answers(award: Award, kind: str) -> Mapping[str, Mapping[str, Any]]:
    """Return answers by section: last year's equipment that is still there; the risks as they were told last, or as they
    were planned; the rates of the expenditure reports; the equipment of which the final report tells the fate.
    """
    if kind == kinds.INVENTORY:
        items = _equipment(award)
        return {"items": {"has_items": "yes", "items": items}} if items else {}
    if kind == kinds.PROGRESS:
        risks = _last_values(award, kind).get("risks") or _planned_risks(award)
        return {"risks": {"risks": risks}} if risks else {}
    if kind == kinds.FINAL:
        kept = [{name: one.get(name, "") for name in CARRIED_TO_FINAL} for one in _equipment(award)]
        return {"equipment": {"has_equipment": "yes", "equipment": kept}} if kept else {}
    if kind == kinds.STATEMENT:
        rates = _rates(award)
        return {"rates": {"local_currency": "yes", "rates": rates}} if rates else {}
    return {}


def fill_rows(report: Report) -> None:
    """Put the values and states of the report before into the rows, and what was reported in all into a final statement.

    Call it inside the command that opens the report.
    """
    content = content_queries.content(report)
    hand = Hand(
        report.answers_id, SYSTEM, None
    )  # nobody's word yet: nobody is told what is missing beside it
    for _section, question in content.questions:
        for key, cells in _known_rows(content, question):
            write_row(report, None, question.kind, key, cells, hand)
    session().flush()


def _known_rows(content: Content, question: Question) -> Iterable[tuple[str, dict[str, Any]]]:
    if question.kind == SPENDING:
        lines = content.figures.lines if content.report.kind == kinds.STATEMENT else ()
        return [(line.key, {"spent": line.before.minor}) for line in lines if line.before.minor]
    name = _CARRIED[question.kind]
    offered = {value for one in columns(question) if one.key == name for value, _label in options(one)}
    before = content.before
    return [
        (item.key, {name: value})
        for item in content.items(question.kind)
        if not is_empty(value := before.get(item.key, {}).get(name)) and (not offered or value in offered)
    ]


def _every_values(award: Award, kind: str) -> list[dict[str, Any]]:
    """Return the answers of the reports of a kind that stand, in the order of their periods."""
    query = (
        select(Report.answers_id)
        .where(Report.award_id == award.id, Report.kind == kind, Report.state.in_(queries.STANDING))
        .order_by(Report.period_to)
    )
    return [forms.values(forms.answers(one)) for one in session().scalars(query)]


def _last_values(award: Award, kind: str) -> dict[str, Any]:
    every = _every_values(award, kind)
    return every[-1] if every else {}


def _equipment(award: Award) -> list[dict[str, Any]]:
    last = _last_values(award, kinds.INVENTORY)
    return [{**one, "fate": ""} for one in last.get("items") or () if not is_empty(one) and is_kept(one)]


def _rates(award: Award) -> list[dict[str, Any]]:
    every = _every_values(award, kinds.EXPENDITURE)
    return [row for one in every for row in one.get("rates") or () if not is_empty(row)]


def _planned_risks(award: Award) -> list[dict[str, str]]:
    plan = plans.whole(award.plan_id) if award.plan_id else None
    return [
        {
            "risk": one.text,
            "likelihood": _LEVELS.get(one.likelihood or 0, ""),
            "impact": _LEVELS.get(one.impact or 0, ""),
            "mitigation": "",
        }
        for one in (plan.risks if plan else ())
    ]
