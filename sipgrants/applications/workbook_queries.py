"""An application as a workbook: the sheets of its forms and of its plan, in its own language, and what it says of itself.

What was there when it was written goes along as marks, question by question and part by part, so that a colleague's change
in the meantime is told when it comes back.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sipgrants.applications import page_queries
from sipgrants.applications.check_queries import SIGNED, Draft
from sipgrants.core import audit, clock
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import Actor
from sipgrants.plans import content as plan_content
from sipgrants.plans import queries as plans
from sipgrants.plans import workbook as plan_sheets
from sipgrants.plans.content import PARTS, Row
from sipgrants.plans.naming import TITLES
from sipgrants.plans.part_sheets import Offer, path_of
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.questionnaires.asking import Asked, is_kept
from sipgrants.questionnaires.cells import is_too_long
from sipgrants.questionnaires.marks import mark
from sipgrants.questionnaires.models import AnswerSet, Section
from sipgrants.questionnaires.section_sheets import (
    Speaker,
    normal,
    section_lists,
    section_sheet,
)
from sipgrants.questionnaires.section_sheets import path_of as answer_path
from sipgrants.questionnaires.sheets import Book, Sheet, Told, Words
from sipgrants.questionnaires.texts import pick

WHOLE = "whole"
KIND = "application"
_RIGHT_TO_LEFT = frozenset({"ar"})
Say = Callable[[Message], str]


@dataclass(frozen=True)
class Asking:
    """A question that is kept in the application's own answers, with its place and its present answer."""

    path: str
    section: Section
    question: Asked
    answers: AnswerSet
    value: Any


def asking(draft: Draft) -> list[Asking]:
    """Return every question that a workbook asks, in the order of the forms."""
    found = []
    for form, answers in draft.answers.items():
        values = questionnaires.values(answers)
        for section in answers.form.sections:
            for one in section.questions:
                if is_kept(one):
                    path = answer_path(form, section.key, one.key)
                    found.append(Asking(path, section, one, answers, values.get(one.key)))
    return found


def contents(draft: Draft) -> dict[str, list[Row]]:
    """Return the plan's rows by part."""
    return {part: plans.content(draft.plan, part) for part in PARTS}


def parts(draft: Draft) -> dict[str, Section]:
    """Return the parts of the plan that the forms ask for, each with its section."""
    by_kind = {
        one.kind: section
        for answers in draft.answers.values()
        for section in answers.form.sections
        for one in section.questions
    }
    return {part: by_kind[part] for part in PARTS if part in by_kind}


def present_marks(draft: Draft, rows: Mapping[str, list[Row]]) -> dict[str, str]:
    """Return the marks of what is there now, by path."""
    answers = {one.path: mark(normal(one.question, one.value)) for one in asking(draft)}
    return {**answers, **{path_of(part): plan_content.mark(part, rows[part]) for part in PARTS}}


def fingerprint(draft: Draft) -> str:
    """Return what tells the versions of the forms apart."""
    asked = [
        [form, answers.form.number, section.key, one.key, one.kind, one.settings]
        for form, answers in draft.answers.items()
        for section in answers.form.sections
        for one in section.questions
    ]
    return hashlib.sha256(audit.canonical(asked).encode()).hexdigest()[:16]


def book(draft: Draft, actor: Actor, scope: str, language: str, say: Say) -> Book:
    """Return the described workbook: the whole application, or (`scope`) one part of its plan; `say` speaks `language`."""
    rows = contents(draft)
    wanted = list(parts(draft)) if scope == WHOLE else [scope]
    offer = _offer(draft, rows, say)
    speaker = _speaker(draft, offer, language)
    shut = closed(draft, actor)
    shut_parts = {part: shut[section.key] for part, section in parts(draft).items()}
    sheets = [_beginning(draft, say), *_forms(draft, shut, speaker)] if scope == WHOLE else []
    sheets += plan_sheets.plan_sheets(offer, wanted, shut_parts, "" if scope == WHOLE else say(_HOW))
    lists = plan_sheets.lists(offer)
    if scope == WHOLE:
        for form, answers in draft.answers.items():
            for section in answers.form.sections:
                lists.update(section_lists(form, section, speaker))
    marks = {f"mark:{path}": seen for path, seen in present_marks(draft, rows).items()}
    about = {
        "kind": KIND,
        "application": str(draft.application.id),
        "scope": scope,
        "language": language,
        "form": fingerprint(draft),
        "written": clock.now().isoformat(),
        **marks,
    }
    return Book(
        tuple(sheets), about, lists, plan_sheets.live(wanted), _words(say), language in _RIGHT_TO_LEFT
    )


def _words(say: Say) -> Words:
    return Words(
        say(msg("Total")),
        say(msg("yes")),
        say(msg("This text is too long for a cell: it stays as it is on the page.")),
    )


def _offer(draft: Draft, rows: Mapping[str, list[Row]], say: Say) -> Offer:
    round_ = draft.application.round
    months = max(round_.longest_months, draft.application.months or 0)
    return plan_sheets.offer(rows, months, round_.framework_label, say)


def _speaker(draft: Draft, offer: Offer, language: str) -> Speaker:
    round_ = draft.application.round
    bounds = {"amount": (round_.floor_minor, round_.ceiling_minor), "months": (1, round_.longest_months)}
    say = offer.say
    elsewhere = {part: say(msg("On the sheet “%(sheet)s”.", sheet=TITLES[part])) for part in PARTS}
    elsewhere["parties"] = say(msg("Not in this workbook: partner Parties are invited on the page."))
    elsewhere["file"] = say(msg("Not in this workbook: files are attached on the page."))
    return Speaker(language, say, bounds, elsewhere)


def _forms(draft: Draft, shut: Mapping[str, Message | None], speaker: Speaker) -> list[Sheet]:
    found = []
    for form, answers in draft.answers.items():
        values, asked = questionnaires.values(answers), questionnaires.questions(answers.form)
        found += [
            section_sheet(form, section, values, speaker, asked, shut[section.key])
            for section in answers.form.sections
        ]
    return found


_HOW = msg(
    "Write into the pale yellow cells, save as .xlsx and send the workbook back on the page it came from. "
    "Nothing is changed before you have seen what will change."
)


def _beginning(draft: Draft, say: Say) -> Sheet:
    application = draft.application
    told = (
        Told(f"{application.reference} {application.title}".strip(), is_heading=True),
        Told(say(_HOW)),
        Told(say(msg("Of colleagues' changes in the meantime, none is overwritten without being shown."))),
        Told(say(msg("Sheets that are locked whole cannot be changed here; each says why."))),
    )
    return Sheet("beginning", say(msg("Read first")), told)


def closed(draft: Draft, actor: Actor) -> dict[str, Message | None]:
    """Return why each section cannot be changed by a workbook now, None where it can."""
    application = draft.application
    whole = None
    if not machine.possible(application, "application.edit", actor):
        whole = msg("For reading only: you cannot change this application now.")
    elif application.state != "draft":
        whole = page_queries.may_hand_in(application)
    return {
        section.key: whole or _closed(draft, section.key) for _form, section in page_queries.sections(draft)
    }


def _closed(draft: Draft, section: str) -> Message | None:
    if section in SIGNED:
        return msg("For reading only: what is signed is filled in on its own page.")
    if draft.application.state == "returned" and section not in draft.application.open_sections:
        return msg("Only the sections that were sent back can be changed.")
    return None


def too_long(draft: Draft, locale: str) -> list[Message | str]:
    """Return the names of what holds a text that is too long for a cell: it stays out of the workbook."""
    named = [pick(one.question.label, locale) for one in asking(draft) if _holds_too_long(one.value)]
    rows = contents(draft)
    return [*named, *(TITLES[part] for part in PARTS if _holds_too_long(rows[part]))]


def _holds_too_long(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_holds_too_long(one) for one in value.values())
    if isinstance(value, list):
        return any(_holds_too_long(one) for one in value)
    return is_too_long(value)


def heads(book: Book, part: str) -> list[str]:
    """Return what the columns of a part are called, in order: those that may be pasted."""
    return [one.label for one in plan_sheets.tables(book.sheets)[part].filled_in]
