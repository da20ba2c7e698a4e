"""What is wrong with a report, how far it is, and which of its sections may be written in now."""

from collections import Counter

from sipgrants.core.errors import Problem
from sipgrants.lifecycle.states import ReportState
from sipgrants.questionnaires import queries as forms
from sipgrants.questionnaires.asking import columns
from sipgrants.questionnaires.checking import Context
from sipgrants.questionnaires.models import Question
from sipgrants.questionnaires.pages import SectionPage
from sipgrants.questionnaires.progress import SectionProgress
from sipgrants.reports import register_queries
from sipgrants.reports import rows as row_rules
from sipgrants.reports.content_queries import Content, question, row_marks
from sipgrants.reports.figures import spending_problems
from sipgrants.reports.inventory import fate_problems, gone_problems
from sipgrants.reports.kinds import FINAL, INVENTORY, WITH_FIGURES
from sipgrants.reports.rates import table_problems
from sipgrants.reports.rows import KINDS, SPENDING, Cells, Item

REASON = "rate_reason"  # the column of a line in which a rate far from the UN's is explained


def row_problems(content: Content, question: Question) -> list[Problem]:
    """Return what is wrong with the rows of a question; fields are `row.column`."""
    cells = content.cells[question.kind]
    found = row_rules.problems(question, content.items(question.kind), cells)
    if question.kind == SPENDING and row_rules.is_started(cells):
        reason = next((one.key for one in columns(question) if one.key == REASON), "explanation")
        found += spending_problems(content.figures, cells, content.un_rates, reason)
    return found


def context(content: Content) -> Context:
    """Return what the answers alone do not tell: files, rows, which of them were begun."""
    return Context(
        files=Counter(one.question for one in content.report.files if one.removed_at is None),
        elsewhere={one.kind: row_problems(content, one) for _section, one in content.questions},
        started=frozenset(kind for kind in KINDS if row_rules.is_started(content.cells[kind])),
        beside=_beside(content),
    )


# Where a kind of report lists equipment: whether there is any, and the table.
_EQUIPMENT = {INVENTORY: ("has_items", "items"), FINAL: ("has_equipment", "equipment")}


def _beside(content: Content) -> dict[str, list[Problem]]:
    """What is wrong with answers beside what the system knows: equipment that vanished, rates far from the UN's."""
    values = forms.values(content.answers)
    if content.report.kind in WITH_FIGURES:
        return (
            {"rates": table_problems(values.get("rates") or [], content.un_rates)}
            if _asks_why(content)
            else {}
        )
    if content.report.kind not in _EQUIPMENT:
        return {}
    asked, table = _EQUIPMENT[content.report.kind]
    items, before = values.get(table) or [], register_queries.kept_before(content.report)
    if values.get(asked) == "no":
        return {asked: gone_problems([], before)}
    return {table: [*gone_problems(items, before), *(fate_problems(items) if table == "items" else [])]}


def _asks_why(content: Content) -> bool:
    """Forms of earlier days have no column for it."""
    asked = [one for one in forms.questions(content.answers.form) if one.key == "rates"]
    return any(column.key == "reason" for one in asked for column in columns(one))


def problems(content: Content) -> list[Problem]:
    """Return everything that keeps the report from being submitted."""
    return forms.problems(content.answers, context(content))


def progress(content: Content) -> list[SectionProgress]:
    """Return how far each section is."""
    return forms.progress(content.answers, context(content))


def opened(content: Content) -> frozenset[str]:
    """Return the sections that may be written in: all, or, where the report came back for some of them, those alone.

    A section in which something is wrong by now opens too (a plan, a payment or an earlier report changed since):
    otherwise nobody could mend it.
    """
    report, every = content.report, frozenset(one.key for one in content.answers.form.sections)
    if report.state != ReportState.RETURNED or not report.to_mend:
        return every
    return every & {*report.to_mend, *(one.field.split(".")[0] for one in problems(content))}


def rows_page(
    content: Content, kind: str, locale: str, mine: Cells | None = None, told: bool = True
) -> tuple[SectionPage, list[Item]]:
    """Return the page of rows and what they are about. `mine`: what was typed where a save met a colleague's."""
    section, asked = question(content, kind)
    items, cells = content.items(kind), {**content.cells[kind], **(mine or {})}
    found = row_problems(content, asked) if told and mine is None else []
    page = row_rules.rows_page(section, asked, items, cells, locale, found, row_marks(content, kind))
    return page, items
