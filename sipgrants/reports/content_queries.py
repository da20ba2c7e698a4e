"""A report whole: its answers, its rows on the plan, its figures, and the content that is frozen."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sipgrants.core.errors import NotFound
from sipgrants.plans import queries as plans
from sipgrants.questionnaires import marks
from sipgrants.questionnaires import queries as forms
from sipgrants.questionnaires.models import AnswerSet, Question, Section
from sipgrants.reports import figure_queries
from sipgrants.reports import rows as row_rules
from sipgrants.reports.figures import Figures, Line
from sipgrants.reports.kinds import WITH_FIGURES
from sipgrants.reports.models import Report, ReportFile, ReportVersion
from sipgrants.reports.rates import UnRates, code
from sipgrants.reports.rows import KINDS, SPENDING, Item


@dataclass
class Content:
    """A report with everything in it, read once: the plan, the figures and the earlier values only where asked for.
    `submitted`: the version that is read instead of what is being written now.
    """

    report: Report
    answers: AnswerSet
    submitted: ReportVersion | None = None

    @cached_property
    def frozen(self) -> dict[str, Any] | None:
        """Return the content of the version that is read; None where what stands there now is."""
        return json.loads(self.submitted.content) if self.submitted else None

    @property
    def values(self) -> dict[str, Any]:
        """Return the answers by question."""
        return forms.values(self.answers) if self.frozen is None else dict(self.frozen["answers"])

    @cached_property
    def plan(self) -> dict[str, Any]:
        """Return the canonical content of the plan that is reported on."""
        plan_id = self.submitted.plan_id if self.submitted else self.report.plan_id
        if plan_id is None:
            return {"outcomes": [], "budget": [], "risks": [], "other_funding": []}
        return plans.canonical(plans.whole(plan_id))

    @cached_property
    def cells(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Return what was typed, by question and key."""
        found: dict[str, dict[str, dict[str, Any]]] = {kind: {} for kind in KINDS}
        for row in self.report.rows if self.frozen is None else ():
            found[row.question][str(row.origin_id)] = row.cells
        for kind, rows in self.frozen["rows"].items() if self.frozen else ():
            found[kind] = {row["key"]: row["cells"] for row in rows}
        return found

    @cached_property
    def figures(self) -> Figures:
        """Return the figures of a report that has any."""
        return figure_queries.figures(self.report, row_rules.items(SPENDING, self.plan), self.cells[SPENDING])

    @cached_property
    def un_rates(self) -> UnRates:
        """Return the UN operational rates of the period for the currencies that the report names."""
        table = self.values.get("rates") or []
        named = [row.get("currency") for row in table]
        named += [cells.get("local_currency") for cells in self.cells[SPENDING].values()]
        return figure_queries.un_rates(self.report, {code(one) for one in named if code(one)})

    @cached_property
    def before(self) -> dict[str, dict[str, Any]]:
        """Return what the latest earlier report says of each indicator and activity, by key."""
        return figure_queries.said_before(self.report)

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


def content(report: Report, submitted: ReportVersion | None = None) -> Content:
    """Return a report with its answers; `submitted`: as it was in that version."""
    return Content(report, forms.answers(report.answers_id), submitted)


def question(content: Content, kind: str) -> tuple[Section, Question]:
    """Return section and question of the rows of a kind; NotFound where the form does not ask for them."""
    for section, one in content.questions:
        if one.kind == kind:
            return section, one
    raise NotFound()


# --- what is frozen ---


def row_marks(content: Content, kind: str) -> str:
    """Return the marks of rows, for the hidden field `seen`."""
    return marks.write(content.cells[kind])


def section_of(content: Content, name: str) -> str:
    """Return the key of the section that asks a question, named by its key or (of rows) its kind; NotFound elsewhere."""
    for section in content.answers.form.sections:
        if any(name in (one.key, one.kind) for one in section.questions):
            return section.key
    raise NotFound()


def file_question(report: Report, key: str) -> tuple[Section, Question]:
    """Return a question that asks for files, with its section; NotFound where the form has none of that name."""
    for section in forms.answers(report.answers_id).form.sections:
        for one in section.questions:
            if one.key == key and one.kind == "file":
                return section, one
    raise NotFound()


_FACTS = ("result", "baseline", "target", "unit", "quarters")


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
                **_shown(one),
            }
            for one in report.files
            if one.removed_at is None
        ],
    }


def _shown(file: ReportFile) -> dict[str, str]:
    """What a photograph shows; nothing of other files."""
    day = _day(file.taken_on) if file.taken_on else ""
    told = {"caption": file.caption, "place": file.place, "taken_on": day}
    return {name: text for name, text in told.items() if text}


def _frozen_money(content: Content) -> dict[str, Any]:
    if content.report.kind not in WITH_FIGURES:
        return {}
    figures = content.figures
    amounts = {"paid": figures.paid, "total": figures.total, "adds": figures.adds}
    rates = {currency: band.words for currency, band in sorted(content.un_rates.bands.items())}
    return {"money": {name: amount.minor for name, amount in amounts.items()}, "un_rates": rates}


def _frozen_rows(content: Content, kind: str) -> list[dict[str, Any]]:
    cells = content.cells[kind]
    if kind != SPENDING:
        return [
            {
                **{name: one.facts[name] for name in _FACTS if name in one.facts},
                "key": one.key,
                "number": one.number,
                "text": one.text,
                "before": content.before.get(one.key, {}),
                "cells": cells.get(one.key, {}),
            }
            for one in content.items(kind)
        ]
    return [
        {
            "key": line.key,
            "number": line.label,
            "text": line.text,
            "year": line.year,
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
