"""What a workbook that came back, or pasted rows, would change: compared with what is there now, nothing written."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sipgrants.accounts.history import names_of
from sipgrants.applications import check_queries, workbook_queries
from sipgrants.applications.check_queries import Draft
from sipgrants.applications.workbook_queries import Asking, Say, asking
from sipgrants.applications.workbook_waiting_queries import Waiting
from sipgrants.core import audit
from sipgrants.core.i18n import Message
from sipgrants.lifecycle.actor import Actor
from sipgrants.plans import content as plan_content
from sipgrants.plans import workbook as plan_sheets
from sipgrants.plans.content import Row
from sipgrants.plans.naming import TITLES
from sipgrants.plans.part_sheets import path_of
from sipgrants.plans.pasted import recognised
from sipgrants.plans.taken import brought, names_new
from sipgrants.questionnaires.asking import ROWS, is_empty
from sipgrants.questionnaires.checking import question_problems
from sipgrants.questionnaires.comparing import lines
from sipgrants.questionnaires.differences import Differing, lines_between
from sipgrants.questionnaires.marks import mark
from sipgrants.questionnaires.pasting import paste
from sipgrants.questionnaires.section_sheets import normal
from sipgrants.questionnaires.sheets import Book, Fitted, Misfit
from sipgrants.questionnaires.texts import pick
from sipgrants.questionnaires.workbook_reading import fit


@dataclass(frozen=True)
class Clash:
    """Something that was changed here after the workbook was written: by whom (nobody's name for a part), and when."""

    differing: Differing
    who: str = ""
    at: datetime | None = None


@dataclass
class Preview:
    """What would change; what did not fit; what was changed here in the meantime. `seen` stands for all of it: where it is
    another one by the time the changes are taken over, they are not. `answers`, `content`: what would be saved, by path.
    """

    changes: list[Differing] = field(default_factory=list)
    misfits: list[Misfit] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    answers: dict[str, tuple[str, str, Any]] = field(default_factory=dict)
    content: dict[str, list[Row]] = field(default_factory=dict)
    marks: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def seen(self) -> str:
        """Return the mark of the whole comparison."""
        return hashlib.sha256(audit.canonical(self.marks).encode()).hexdigest()[:16]


def preview(draft: Draft, actor: Actor, waiting: Waiting, say: Say) -> Preview:
    """Return what `waiting` would change now; `say` speaks the language of the workbook."""
    book = workbook_queries.book(draft, actor, waiting.scope, waiting.language, say)
    comparison = _Comparison(
        draft, book, waiting, _fitted(book, waiting), say, workbook_queries.closed(draft, actor)
    )
    comparison.answers()
    comparison.plan()
    comparison.clash_names()
    return comparison.found


def _fitted(book: Book, waiting: Waiting) -> Fitted:
    if waiting.opened is not None:
        return fit(waiting.opened, book)
    table = plan_sheets.tables(book.sheets)[waiting.scope]
    pasted = paste(waiting.text, table, book.lists, book.words)
    return recognised(waiting.scope, pasted, table, waiting.is_added)


@dataclass
class _Comparison:
    draft: Draft
    book: Book
    waiting: Waiting
    fitted: Fitted
    say: Say
    closed: Mapping[str, Message | None]
    found: Preview = field(default_factory=Preview)
    _changed_by: dict[str, Asking] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.found.misfits += self.fitted.misfits

    def answers(self) -> None:
        """Compare every question that the workbook holds."""
        told = check_queries.context(self.draft)
        for one in asking(self.draft):
            if one.path not in self.fitted.values:
                continue
            brought = self.fitted.values[one.path]
            plain = [row.values for row in brought] if one.question.kind in ROWS else brought
            value = normal(one.question, plain)
            marks = mark(normal(one.question, one.value)), mark(value)
            closed = self.closed[one.section.key]
            differing = self._differing(one, value)
            if self._is_taken(one.path, *marks, differing, closed):
                complaints = () if is_empty(value) else question_problems(one.question, one.path, value, told)
                self._add(replace(differing, complaints=tuple(each.message for each in complaints)))
                self.found.answers[one.path] = (one.section.key, one.question.key, value)
                self._changed_by[one.path] = one

    def _differing(self, one: Asking, value: Any) -> Differing:
        locale = self.waiting.language
        before, after = (lines(one.question, each, locale) for each in (one.value, value))
        if one.question.kind in ROWS:
            before, after = lines_between(before, after)
        label = pick(one.question.label, locale)
        return Differing(one.path, pick(one.section.title, locale), label, before, after)

    def plan(self) -> None:
        """Compare every part of the plan that the workbook holds."""
        present = workbook_queries.contents(self.draft)
        tables = plan_sheets.tables(self.book.sheets)
        coming = brought(self.fitted, tables, present, self.waiting.marks.get(path_of("framework"), ""))
        self.found.misfits += self._pasted(coming.misfits)
        sections = workbook_queries.parts(self.draft)
        for part, rows in coming.content.items():
            now, then = (plan_content.mark(part, each) for each in (present[part], rows))
            closed = self.closed[sections[part].key]
            outcomes = [present["framework"], coming.content.get("framework", present["framework"])]
            shown = plan_sheets.Lines(tables[part], self.book.lists, self.book.words)
            before, after = (
                shown.of(part, each, of) for each, of in zip((present[part], rows), outcomes, strict=True)
            )
            title = self.say(TITLES[part])
            differing = Differing(path_of(part), title, "", *lines_between(before, after))
            if self._is_taken(path_of(part), now, then, differing, closed):
                self.found.content[part] = rows
                self._add(differing, hangs=names_new(part, rows) and self._is_clashing("framework"))

    def _pasted(self, misfits: list[Misfit]) -> list[Misfit]:
        """Pasted rows have lines, and no cells."""
        if self.waiting.opened is not None:
            return misfits
        return [replace(one, cell="".join(sign for sign in one.cell if sign.isdecimal())) for one in misfits]

    def _is_taken(self, path: str, now: str, then: str, differing: Differing, closed: Message | None) -> bool:
        """Tell whether something was written there, in a place that is open; what is closed is told."""
        if then in (now, self.waiting.marks.get(path)):
            return False
        if closed is not None:
            label = differing.label or differing.page
            self.found.misfits.append(Misfit(self.fitted.sheets.get(path, ""), "", label, closed))
            return False
        self.found.marks.append((path, now, then))
        return True

    def _is_clashing(self, part: str) -> bool:
        return path_of(part) in {one.differing.path for one in self.found.clashes}

    def _add(self, differing: Differing, hangs: bool = False) -> None:
        """Put it where it belongs; `hangs`: it is nothing without something that clashes."""
        now = next(now for path, now, _then in self.found.marks if path == differing.path)
        if self.waiting.marks.get(differing.path, now) == now and not hangs:
            self.found.changes.append(differing)
        else:
            self.found.clashes.append(Clash(differing))

    def clash_names(self) -> None:
        """Say who changed it in the meantime, and when: in one statement."""
        latest = {
            path: answer
            for path, one in self._changed_by.items()
            for answer in one.answers.answers
            if answer.key == one.question.key
        }
        clashing = [one for one in self.found.clashes if one.differing.path in latest]
        names = (
            names_of({str(latest[one.differing.path].changed_by or "") for one in clashing})
            if clashing
            else {}
        )
        self.found.clashes = [_named(one, latest, names) for one in self.found.clashes]


def _named(clash: Clash, latest: Mapping[str, Any], names: Mapping[str, str]) -> Clash:
    answer = latest.get(clash.differing.path)
    if answer is None:
        return clash
    return replace(clash, who=names.get(str(answer.changed_by), ""), at=answer.changed_at)
