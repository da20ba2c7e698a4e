"""What a workbook of a report that came back would change: compared with what is there now, nothing written."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sipgrants.accounts import queries as people
from sipgrants.applications.workbook_preview_queries import Clash, Preview
from sipgrants.applications.workbook_waiting_queries import Waiting
from sipgrants.core.i18n import Message
from sipgrants.lifecycle.actor import Actor
from sipgrants.questionnaires.asking import ROWS, columns, is_empty, is_kept
from sipgrants.questionnaires.checking import question_problems
from sipgrants.questionnaires.comparing import lines
from sipgrants.questionnaires.differences import Differing, lines_between
from sipgrants.questionnaires.marks import mark
from sipgrants.questionnaires.models import Question, Section
from sipgrants.questionnaires.section_sheets import normal, path_of
from sipgrants.questionnaires.sheets import Fitted, Misfit
from sipgrants.questionnaires.texts import pick
from sipgrants.questionnaires.workbook_reading import fit
from sipgrants.reports import workbook_queries
from sipgrants.reports.content_queries import Content
from sipgrants.reports.rows import Item, change_key
from sipgrants.reports.version_queries import cell_lines
from sipgrants.reports.workbook_queries import Say


def preview(content: Content, actor: Actor, waiting: Waiting, say: Say) -> Preview:
    """Return what `waiting` would change now; `say` speaks the language of the workbook. `answers` of what is returned: the
    section (none for a row), the question (or kind and key of a row), the value.
    """
    book = workbook_queries.book(content, actor, waiting.language, say)
    fitted = fit(waiting.opened, book) if waiting.opened else Fitted({}, (), {})
    comparison = _Comparison(content, waiting, fitted, workbook_queries.closed(content, actor))
    comparison.answers()
    comparison.rows()
    comparison.name()
    return comparison.found


@dataclass
class _Comparison:
    content: Content
    waiting: Waiting
    fitted: Fitted
    closed: Mapping[str, Message | None]
    found: Preview = field(default_factory=Preview)
    kept: dict[str, Any] = field(default_factory=dict)  # the answer or row behind a path

    def __post_init__(self) -> None:
        self.found.misfits += self.fitted.misfits

    def answers(self) -> None:
        """Compare every answer that the workbook holds."""
        content, locale = self.content, self.waiting.language
        present = {one.key: one for one in content.answers.answers}
        for section in content.answers.form.sections:
            for one in (one for one in section.questions if is_kept(one)):
                path = path_of(workbook_queries.letter(content), section.key, one.key)
                if path not in self.fitted.values:
                    continue
                answer = present.get(one.key)
                now = answer.value if answer else None
                brought = self.fitted.values[path]
                plain = [row.values for row in brought] if one.kind in ROWS else brought
                value = normal(one, plain)
                before, after = (lines(one, each, locale) for each in (now, value))
                if one.kind in ROWS:
                    before, after = lines_between(before, after)
                wrong = () if is_empty(value) else question_problems(one, path, value)
                differing = self._differing(section, path, pick(one.label, locale), before, after)
                differing = replace(differing, complaints=tuple(each.message for each in wrong))
                self._add(section, differing, mark(normal(one, now)), mark(value))
                self.found.answers[path] = (section.key, one.key, value)
                self.kept[path] = answer

    def rows(self) -> None:
        """Compare every row of the agreed plan that the workbook holds."""
        for section, question in self.content.questions:
            path = workbook_queries.row_path(self.content, section, question)
            items = {one.key: one for one in self.content.items(question.kind)}
            for row in self.fitted.values.get(path, ()):
                self._row(section, question, items[row.ident], workbook_queries.filled(row.values))

    def _row(self, section: Section, question: Question, item: Item, cells: dict[str, Any]) -> None:
        path = workbook_queries.row_path(self.content, section, question, item.key)
        now = workbook_queries.filled(self.content.cells[question.kind].get(item.key, {}))
        before, after = (cell_lines(question, each, self.waiting.language) for each in (now, cells))
        wrong = [
            one.message
            for column in columns(question)
            if column.key in cells
            for one in question_problems(column, column.key, cells[column.key])
        ]
        label = f"{item.number} {item.text}".strip()
        differing = self._differing(section, path, label, *lines_between(before, after))
        self._add(section, replace(differing, complaints=tuple(wrong)), mark(now), mark(cells))
        self.found.answers[path] = ("", change_key(question.kind, item.key), cells)
        present = {(one.question, str(one.origin_id)): one for one in self.content.report.rows}
        self.kept[path] = present.get((question.kind, item.key))

    def _differing(
        self, section: Section, path: str, label: str, before: tuple[str, ...], after: tuple[str, ...]
    ) -> Differing:
        return Differing(path, pick(section.title, self.waiting.language), label, before, after)

    def _add(self, section: Section, differing: Differing, now: str, then: str) -> None:
        """Put it where it belongs, if something was written there; what is closed is told."""
        path, closed = differing.path, self.closed[section.key]
        if then in (now, self.waiting.marks.get(path)):
            return
        if closed is not None:
            sheet = self.fitted.sheets.get(path.partition("#")[0], "")
            self.found.misfits.append(Misfit(sheet, "", differing.label, closed))
            return
        self.found.marks.append((path, now, then))
        if self.waiting.marks.get(path, now) == now:
            self.found.changes.append(differing)
        else:
            self.found.clashes.append(Clash(differing))

    def name(self) -> None:
        """Say who changed what clashes, and when: in one statement."""
        rows = [self.kept.get(one.differing.path) for one in self.found.clashes]
        names: Mapping[UUID, str] = people.names_of(row.changed_by for row in rows if row) if rows else {}
        self.found.clashes = [
            replace(one, who=names.get(row.changed_by, ""), at=row.changed_at) if row else one
            for one, row in zip(self.found.clashes, rows, strict=True)
        ]
