"""A report whole: its answers, its rows on the plan, its figures, what is wrong with it, and the content that is frozen."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from sipgrants.core.db import session
from sipgrants.core.errors import NotFound, Problem
from sipgrants.core.money import ZERO, Money
from sipgrants.fund import queries as fund
from sipgrants.plans import queries as plans
from sipgrants.plans.models import BudgetLine
from sipgrants.questionnaires import marks
from sipgrants.questionnaires import queries as forms
from sipgrants.questionnaires.checking import Context
from sipgrants.questionnaires.models import AnswerSet, Question, Section
from sipgrants.questionnaires.pages import SectionPage
from sipgrants.questionnaires.progress import SectionProgress
from sipgrants.reports import rows as row_rules
from sipgrants.reports.figures import Figures, Line, spending_problems
from sipgrants.reports.kinds import EXPENDITURE, STATEMENT, WITH_FIGURES
from sipgrants.reports.models import Report, ReportRow
from sipgrants.reports.queries import STANDING
from sipgrants.reports.rows import KINDS, SPENDING, Cells, Item


@dataclass
class Content:
    """A report with everything in it, read once: the plan, the figures and the earlier values only where asked for."""

    report: Report
    answers: AnswerSet

    @cached_property
    def plan(self) -> dict[str, Any]:
        """Return the canonical content of the plan that is reported on."""
        if self.report.plan_id is None:
            return {"outcomes": [], "budget": [], "risks": [], "other_funding": []}
        return plans.canonical(plans.whole(self.report.plan_id))

    @cached_property
    def cells(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Return what was typed, by question and key."""
        found: dict[str, dict[str, dict[str, Any]]] = {kind: {} for kind in KINDS}
        for row in self.report.rows:
            found[row.question][str(row.origin_id)] = row.cells
        return found

    @cached_property
    def figures(self) -> Figures:
        """Return the figures of a report that has any."""
        return _figures(self)

    @cached_property
    def before(self) -> dict[str, dict[str, Any]]:
        """Return what the latest earlier report says of each indicator and activity, by key."""
        return _said_before(self.report)

    @property
    def questions(self) -> Iterator[tuple[Section, Question]]:
        """Give the questions that are answered row by row."""
        for section in self.answers.form.sections:
            for question in section.questions:
                if question.kind in KINDS:
                    yield section, question

    def items(self, kind: str) -> list[Item]:
        """Return what is reported on; of the budget also lines of earlier plans on which money was spent."""
        found = row_rules.items(kind, self.plan)
        if kind != SPENDING:
            return found
        known = {item.key for item in found}
        return found + [_gone(line) for line in self.figures.lines if line.key not in known]


def _gone(line: Line) -> Item:
    return Item(line.key, line.label, line.text, {"class": line.budget_class, "year": line.year, "title": ""})


def content(report: Report) -> Content:
    """Return a report with its answers."""
    return Content(report, forms.answers(report.answers_id))


def question(content: Content, kind: str) -> tuple[Section, Question]:
    """Return section and question of the rows of a kind; NotFound where the form does not ask for them."""
    for section, one in content.questions:
        if one.kind == kind:
            return section, one
    raise NotFound()


# --- figures ---


def _figures(content: Content) -> Figures:
    report, typed = content.report, content.cells[SPENDING]
    before, waiting = _spent_before(report)
    is_total = report.kind == STATEMENT
    items = row_rules.items(SPENDING, content.plan)
    lines = [_line(item, before.pop(item.key, 0), typed.get(item.key, {}), is_total) for item in items]
    lines += _lines_gone(before, typed, is_total)
    money = fund.award_figures(report.award_id)
    return Figures(
        lines=tuple(lines),
        award=Money(report.award.amount_minor),
        paid=Money(money.paid_net),
        counted=Money(money.accepted - money.disallowed - report.posted_minor),
        waiting=Money(waiting),
        is_total=is_total,
    )


def _line(item: Item, before: int, typed: Mapping[str, Any], is_total: bool) -> Line:
    spent = row_rules.spent(typed)
    label = f"{item.number} {item.facts['title']}".strip()
    approved = Money(item.facts["minor"])
    now = Money(spent - before if is_total else spent)
    return Line(
        item.key, label, item.text, item.facts["class"], item.facts["year"], approved, Money(before), now
    )


def _lines_gone(before: Mapping[str, int], typed: Cells, is_total: bool) -> list[Line]:
    """Lines that a revision took out of the plan, with the spending that was reported on them."""
    keys = [UUID(key) for key, minor in before.items() if minor]
    if not keys:
        return []
    found = session().scalars(select(BudgetLine).where(BudgetLine.id.in_(keys)).order_by(BudgetLine.position))
    lines = []
    for one in found:
        key, spent = str(one.id), row_rules.spent(typed.get(str(one.id), {}))
        was = before[key]
        now = Money(spent - was if is_total else spent)
        lines.append(Line(key, "", one.explanation, one.budget_class, one.year, ZERO, Money(was), now))
    return lines


def _spent_before(report: Report) -> tuple[dict[str, int], int]:
    """Return spending of earlier reports by line, and that of all reports that wait to be accepted: one statement."""
    query = (
        select(ReportRow.origin_id, Report.state, Report.period_from, func.sum(ReportRow.minor))
        .join(Report, Report.id == ReportRow.report_id)
        .where(Report.award_id == report.award_id, Report.kind == EXPENDITURE, Report.id != report.id)
        .where(ReportRow.question == SPENDING, Report.state.in_(STANDING))
        .group_by(ReportRow.origin_id, Report.state, Report.period_from)
    )
    before: dict[str, int] = defaultdict(int)
    waiting = 0
    for origin, state, since, minor in session().execute(query):
        if report.kind == STATEMENT or since < report.period_from:
            before[str(origin)] += int(minor)
        if state == "submitted":
            waiting += int(minor)
    return before, waiting


def _said_before(report: Report) -> dict[str, dict[str, Any]]:
    query = (
        select(ReportRow.origin_id, ReportRow.cells)
        .join(Report, Report.id == ReportRow.report_id)
        .where(Report.award_id == report.award_id, Report.id != report.id, Report.state.in_(STANDING))
        .where(ReportRow.question != SPENDING, Report.period_to < report.period_to)
        .order_by(Report.period_to)
    )
    return {str(origin): cells for origin, cells in session().execute(query)}


# --- what is wrong ---


def row_problems(content: Content, question: Question) -> list[Problem]:
    """Return what is wrong with the rows of a question; fields are `row.column`."""
    cells = content.cells[question.kind]
    found = row_rules.problems(question, content.items(question.kind), cells)
    if question.kind == SPENDING and row_rules.is_started(cells):
        found += spending_problems(content.figures, cells)
    return found


def context(content: Content) -> Context:
    """Return what the answers alone do not tell: files, rows, which of them were begun."""
    return Context(
        files=Counter(one.question for one in content.report.files if one.removed_at is None),
        elsewhere={one.kind: row_problems(content, one) for _section, one in content.questions},
        started=frozenset(kind for kind in KINDS if row_rules.is_started(content.cells[kind])),
    )


def problems(content: Content) -> list[Problem]:
    """Return everything that keeps the report from being submitted."""
    return forms.problems(content.answers, context(content))


def progress(content: Content) -> list[SectionProgress]:
    """Return how far each section is."""
    return forms.progress(content.answers, context(content))


# --- pages and what is frozen ---


def row_marks(content: Content, kind: str) -> str:
    """Return the marks of rows, for the hidden field `seen`."""
    return marks.write(content.cells[kind])


def rows_page(
    content: Content, kind: str, locale: str, mine: Cells | None = None, told: bool = True
) -> tuple[SectionPage, list[Item]]:
    """Return the page of rows and what they are about. `mine`: what was typed where a save met a colleague's."""
    section, asked = question(content, kind)
    items, cells = content.items(kind), {**content.cells[kind], **(mine or {})}
    found = row_problems(content, asked) if told and mine is None else []
    page = row_rules.rows_page(section, asked, items, cells, locale, found, row_marks(content, kind))
    return page, items


_FACTS = ("result", "baseline", "target")


def canonical(content: Content) -> dict[str, Any]:
    """Return the content that is frozen: answers, rows with what they are about, files by hash."""
    report = content.report
    return {
        "report": report.reference,
        "kind": report.kind,
        "award": report.award.number,
        "party": report.award.party_id,
        "period": [_day(report.period_from), _day(report.period_to)],
        **forms.canonical(content.answers),
        "rows": {one.kind: _frozen_rows(content, one.kind) for _section, one in content.questions},
        **_frozen_money(content),
        "files": [
            {
                "question": one.question,
                "name": one.file.name,
                "size": one.file.size,
                "sha256": one.file.sha256,
            }
            for one in report.files
            if one.removed_at is None
        ],
    }


def _frozen_money(content: Content) -> dict[str, Any]:
    if content.report.kind not in WITH_FIGURES:
        return {}
    figures = content.figures
    amounts = {"paid": figures.paid, "total": figures.total, "adds": figures.adds}
    return {"money": {name: amount.minor for name, amount in amounts.items()}}


def _frozen_rows(content: Content, kind: str) -> list[dict[str, Any]]:
    cells = content.cells[kind]
    if kind != SPENDING:
        return [
            {
                **{name: one.facts[name] for name in _FACTS if name in one.facts},
                "key": one.key,
                "number": one.number,
                "text": one.text,
                "cells": cells.get(one.key, {}),
            }
            for one in content.items(kind)
        ]
    return [
        {
            "key": line.key,
            "text": line.text,
            "class": line.budget_class,
            "approved": line.approved.minor,
            "before": line.before.minor,
            "spent": line.spent.minor,
            "cells": cells.get(line.key, {}),
        }
        for line in content.figures.lines
    ]


def _day(day: date) -> str:
    return day.isoformat()
