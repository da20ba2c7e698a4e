"""An application's workbook in tests: downloaded, sent back, looked at, taken over."""

from typing import Any

from sipgrants.applications import check_queries, commands, workbook_queries
from sipgrants.applications import workbook_preview_queries as previews
from sipgrants.applications import workbook_waiting_queries as waiting_files
from sipgrants.applications.check_queries import Draft
from sipgrants.applications.models import Application
from sipgrants.applications.workbook_preview_queries import Preview
from sipgrants.applications.workbook_waiting_queries import Waiting
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import Actor
from sipgrants.plans import queries as plans
from sipgrants.plans.content import PARTS
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.questionnaires.workbook_writing import write
from tests.builders.workbooks import cell_of


def fresh(application: Application) -> Draft:
    """The draft as the next request reads it."""
    session().rollback()
    session().expire_all()
    return check_queries.draft(application)


def download(application: Application, by: Actor, scope: str = "whole", language: str = "en") -> bytes:
    return write(workbook_queries.book(fresh(application), by, scope, language, str))


def sent_back(application: Application, data: bytes) -> Waiting:
    draft = fresh(application)
    return waiting_files.waiting(draft, waiting_files.keep_workbook(draft, data))


def pasted(application: Application, part: str, text: str, is_added: bool = False) -> Waiting:
    draft = fresh(application)
    return waiting_files.waiting(draft, waiting_files.keep_pasted(draft, part, text, is_added))


def preview(application: Application, by: Actor, waiting: Waiting) -> Preview:
    return previews.preview(fresh(application), by, waiting, str)


def take_over(
    application: Application, by: Actor, waiting: Waiting, marks: str = "", mine: tuple[str, ...] = ()
) -> list[str]:
    """Take over what the page has shown: just now, or when its `marks` were written."""
    seen = marks or preview(application, by, waiting).seen
    return commands.take_over(application, by=by, waiting=waiting, say=str, marks=seen, mine=mine)


def answers(application: Application) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in fresh(application).answers.values():
        found |= questionnaires.values(one)
    return found


def contents(application: Application) -> dict[str, Any]:
    plan = fresh(application).plan
    return {part: plans.content(plan, part) for part in PARTS}


def put(sheet: Any, path: str, value: Any) -> None:
    """Write into the cell beside a path; a text stays a text, as in a cell made for text."""
    cell = cell_of(sheet, path)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def plan_from_nothing(workbook: Any) -> None:
    """A whole plan, written into the workbook of an empty application."""
    framework, work, budget = (workbook[name] for name in ("Results framework", "Workplan", "Budget"))
    lines = [
        ("Outcome", "Less mercury"),
        ("Output", "A decree"),
        ("Indicator", "Hospitals", "number", "0", "40", "Visits"),
        ("Activity", "Draft it"),
        ("Activity", "Consult"),
    ]
    for at, (kind, *rest) in enumerate(lines):
        row = cell_of(framework, f"plan.framework#+{at}").row
        framework[f"C{row}"], framework[f"E{row}"] = kind, rest[0]
        for column, text in zip("FGHI", rest[1:], strict=False):
            framework[f"{column}{row}"] = text
    row = cell_of(work, "plan.workplan#+0").row
    work[f"C{row}"], work[f"D{row}"], work[f"E{row}"], work[f"G{row}"] = "1.1.2 Consult", "Us", "yes", "x"
    row = cell_of(budget, "plan.budget#+0").row
    budget[f"C{row}"], budget[f"D{row}"], budget[f"E{row}"] = "1.1.1 Draft it", "Travel", "Ten visits"
    budget[f"F{row}"], budget[f"G{row}"] = 1000, "2,500.75"
