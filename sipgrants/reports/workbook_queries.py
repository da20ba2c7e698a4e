"""A report as a workbook: a sheet for each section, one for each kind of row of the agreed plan, and whose it is.

What was there when it was written goes along as marks, answer by answer and row by row, so that a colleague's change in the
meantime is told when it comes back. Written, read and compared by the machinery of applications.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from sipgrants.core import audit, clock
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import Actor
from sipgrants.questionnaires import queries as forms
from sipgrants.questionnaires.asking import is_empty, is_kept
from sipgrants.questionnaires.marks import mark
from sipgrants.questionnaires.models import Question, Section
from sipgrants.questionnaires.section_sheets import (
    Speaker,
    fixed_table,
    normal,
    path_of,
    section_lists,
    section_sheet,
)
from sipgrants.questionnaires.sheets import Book, Row, Sheet, Slot, Told, Words
from sipgrants.reports import check_queries, kinds
from sipgrants.reports.content_queries import Content
from sipgrants.reports.rows import ACTIVITIES, INDICATORS, SPENDING, Item

KIND = "report"
_RIGHT_TO_LEFT = frozenset({"ar"})
Say = Callable[[Message], str]


def letter(content: Content) -> str:
    """Return the letter that stands for the form on the sheets and in paths: that of the report's reference."""
    return content.report.kind[0].upper()


def row_path(content: Content, section: Section, question: Question, key: str = "") -> str:
    """Return where the table of a kind of row stands in the workbook, or (`key`) one row of it."""
    path = path_of(letter(content), section.key, question.key)
    return f"{path}#{key}" if key else path


def filled(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cells of a row in the one form in which they are compared and kept."""
    return {name: value for name, value in cells.items() if not is_empty(value)}


def present_marks(content: Content) -> dict[str, str]:
    """Return the marks of what is there now, by path."""
    values, found = forms.values(content.answers), {}
    for section in content.answers.form.sections:
        for one in (one for one in section.questions if is_kept(one)):
            path = path_of(letter(content), section.key, one.key)
            found[path] = mark(normal(one, values.get(one.key)))
    for section, one in content.questions:
        for item in content.items(one.kind):
            cells = filled(content.cells[one.kind].get(item.key, {}))
            found[row_path(content, section, one, item.key)] = mark(cells)
    return found


def fingerprint(content: Content) -> str:
    """Return what tells the versions of a form apart."""
    form = content.answers.form
    return hashlib.sha256(audit.canonical([form.kind, form.number, form.sha256]).encode()).hexdigest()[:16]


def closed(content: Content, actor: Actor) -> dict[str, Message | None]:
    """Return why each section cannot be changed by a workbook now, None where it can."""
    report, opened = content.report, check_queries.opened(content)
    whole = None
    if not machine.possible(report, "report.edit", actor):
        whole = msg("For reading only: you cannot change this report now.")
    shut = msg("Only the sections that were sent back can be changed.")
    keys = [one.key for one in content.answers.form.sections]
    return {key: whole or (None if key in opened else shut) for key in keys}


def book(content: Content, actor: Actor, language: str, say: Say) -> Book:
    """Return the described workbook; `say` speaks `language`."""
    form, kind, values = content.answers.form, letter(content), forms.values(content.answers)
    shut, asked = closed(content, actor), forms.questions(form)
    by_kind = {one.kind: say(msg("On the sheet “%(sheet)s”.", sheet=_title(one, language))) for one in asked}
    by_kind["file"] = say(msg("Not in this workbook: files are attached on the page."))
    speaker = Speaker(language, say, elsewhere=by_kind)
    sheets, lists = [_beginning(content, say)], {}
    for section in form.sections:
        sheets.append(section_sheet(kind, section, values, speaker, asked, shut[section.key]))
        sheets += [
            _rows_sheet(content, section, one, speaker, shut[section.key])
            for at, one in content.questions
            if at.key == section.key
        ]
        lists.update(section_lists(kind, section, speaker))
    about = {
        "kind": KIND,
        "report": str(content.report.id),
        "language": language,
        "form": fingerprint(content),
        "written": clock.now().isoformat(),
    }
    about |= {f"mark:{path}": seen for path, seen in present_marks(content).items()}
    words = Words(
        say(msg("Total")),
        say(msg("yes")),
        say(msg("This text is too long for a cell: it stays as it is on the page.")),
    )
    return Book(tuple(sheets), about, lists, words=words, is_right_to_left=language in _RIGHT_TO_LEFT)


def _title(question: Question, language: str) -> str:
    return Speaker(language, str).text(question.label)


_HOW = msg(
    "Write into the pale yellow cells, save as .xlsx and send the workbook back on the page it came from. "
    "Nothing is changed before you have seen what will change."
)


def _beginning(content: Content, say: Say) -> Sheet:
    report = content.report
    told = (
        Told(f"{report.reference} {say(kinds.label(report.kind))}", is_heading=True),
        Told(f"{report.award.number} {report.award.title}"),
        Told(say(_HOW)),
        Told(say(msg("Of colleagues' changes in the meantime, none is overwritten without being shown."))),
        Told(
            say(msg("Nothing is submitted by sending this workbook: that is done on the page of the report."))
        ),
    )
    return Sheet("beginning", say(msg("Read first")), told)


def _rows_sheet(
    content: Content, section: Section, question: Question, speaker: Speaker, shut: Message | None
) -> Sheet:
    path, title = row_path(content, section, question), speaker.text(question.label)
    facts, rows = _facts(content, question.kind, speaker.say)
    told = (Told(speaker.say(shut)),) if shut else ()
    after = [_balance(content, speaker.say)] if question.kind == SPENDING else []
    return Sheet(path, title, (*told, fixed_table(path, question, facts, rows, speaker, after)), shut)


def _balance(content: Content, say: Say) -> Slot:
    """What is left of a line, counted while somebody writes; a final statement names everything, not what it adds."""
    before = "" if content.report.kind == kinds.STATEMENT else "-{_before_minor}{r}"
    formula = "={_approved}{r}" + before + "-{spent}{r}"
    return Slot("_balance", "formula", say(msg("Balance")), formula=formula, width=_NARROW)


def _facts(content: Content, kind: str, say: Say) -> tuple[list[Slot], list[Row]]:
    """The columns that say what each row is about, and the rows with what was typed so far."""
    cells = content.cells[kind]
    heads = [(name, say(label)) for name, label in _HEADS[kind].items()]
    slots = [
        Slot(f"_{name}", "shown", head, width=_WIDE if name == "text" else _NARROW, is_summed=name in _SUMMED)
        for name, head in heads
    ]
    told = _lines(content) if kind == SPENDING else [_said(content, kind, one) for one in content.items(kind)]
    keys = [one.key for one in content.items(kind)]
    rows = [
        Row(key, {**cells.get(key, {}), **{f"_{name}": value for name, value in each.items()}})
        for key, each in zip(keys, told, strict=True)
    ]
    return slots, rows


_WIDE, _NARROW = 44, 16
_SUMMED = frozenset({"approved", "before_minor"})
_HEADS: dict[str, dict[str, Message]] = {
    INDICATORS: {
        "number": msg("Number"),
        "text": msg("Indicator"),
        "baseline": msg("Baseline"),
        "target": msg("Target"),
        "before": msg("Reported before"),
    },
    ACTIVITIES: {"number": msg("Number"), "text": msg("Activity"), "quarters": msg("Quarters")},
    SPENDING: {
        "label": msg("Activity"),
        "text": msg("Budget line"),
        "year": msg("Year"),
        "approved": msg("Approved"),
        "before_minor": msg("Reported before"),
    },
}


def _said(content: Content, kind: str, item: Item) -> dict[str, Any]:
    found = {"number": item.number, "text": item.text}
    if kind == ACTIVITIES:
        return {**found, "quarters": ", ".join(str(one) for one in item.facts["quarters"])}
    before = content.before.get(item.key, {}).get("value", "")
    target = f"{item.facts['target']} {item.facts['unit']}".strip()
    return {**found, "baseline": item.facts["baseline"], "target": target, "before": before}


def _lines(content: Content) -> list[dict[str, Any]]:
    return [
        {
            "label": line.label,
            "text": line.text,
            "year": line.year,
            "approved": line.approved.minor / 100,
            "before_minor": line.before.minor / 100,
        }
        for line in content.figures.lines
    ]
