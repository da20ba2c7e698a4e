"""What the pages of the editor show: versions with their rounds, a form as an applicant sees it, conditions in words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from sipgrants.config import LOCALES
from sipgrants.core import db
from sipgrants.core.db import session
from sipgrants.core.errors import NotFound
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.questionnaires import pages
from sipgrants.questionnaires.asking import options
from sipgrants.questionnaires.content import Content, content, questions
from sipgrants.questionnaires.kinds import FORMS
from sipgrants.questionnaires.models import FormVersion, Question
from sipgrants.questionnaires.pages import QuestionPage, SectionPage
from sipgrants.questionnaires.texts import pick


@dataclass(frozen=True)
class Listed:
    """A version in the list, with the rounds (rows of a later room) that carry it."""

    form: FormVersion
    rounds: list[Any]


def find(actor: Actor, form_id: UUID) -> FormVersion:
    """Return a version that `actor` may read; NotFound otherwise."""
    found = db.find(FormVersion, form_id)
    if not rights.can(actor, "form.read", found):
        raise NotFound()
    return found


def listed() -> list[Listed]:
    """Return every version, those of the rounds' forms first, the newest of each first: two statements."""
    query = select(FormVersion).options(lazyload(FormVersion.sections))
    forms = sorted(session().scalars(query), key=lambda one: (one.kind not in FORMS, one.kind, -one.number))
    used = rights.known("forms.rounds")
    return [Listed(one, used.get(one.id, [])) for one in forms]


def rounds_of(form: FormVersion) -> list[Any]:
    """Return the rounds that carry a version."""
    found: list[Any] = rights.known("forms.rounds").get(form.id, [])
    return found


def others(form: FormVersion) -> list[FormVersion]:
    """Return the other versions of the same form, newest first."""
    query = select(FormVersion).where(FormVersion.kind == form.kind, FormVersion.id != form.id)
    query = query.order_by(FormVersion.number.desc()).options(lazyload(FormVersion.sections))
    return list(session().scalars(query))


def languages(held: Content) -> list[str]:
    """Return the languages that a form speaks: those in which it has a title."""
    return [code for code in LOCALES if held["title"].get(code)] or ["en"]


def untranslated(held: Content) -> dict[str, int]:
    """Return how many titles, questions and answers to choose from are not written yet, by language the form speaks."""
    texts = [*(one["title"] for one in held["sections"])]
    for question in questions(held):
        texts += [question["label"], *(one["label"] for one in question.get("options", ()))]
        texts += [one["label"] for one in question.get("columns", ())]
    lacking = {code: sum(not one.get(code) for one in texts) for code in languages(held)}
    return {code: number for code, number in lacking.items() if number}


def preview(form: FormVersion, locale: str) -> list[SectionPage]:
    """Return the whole form as an applicant sees it, empty; a question with a condition is there with the condition."""
    every = {one.key: (section.key, one) for section in form.sections for one in section.questions}
    found = []
    for page, section in zip(
        (pages.section_page(one, {}, locale) for one in form.sections), form.sections, strict=True
    ):
        asked = zip(page.questions, section.questions, strict=True)
        found.append(
            replace(page, questions=tuple(_with_condition(one, row, every, locale) for one, row in asked))
        )
    return found


def _with_condition(
    page: QuestionPage, row: Question, every: Mapping[str, tuple[str, Question]], locale: str
) -> QuestionPage:
    when = row.settings.get("show_when")
    if not when or when["question"] not in every:
        return replace(page, is_shown=True)
    section, asker = every[when["question"]]
    wanted = pick(dict(options(asker)).get(when["is"], {}), locale) or when["is"]
    told = (f"{section}.{asker.key}", when["is"], pick(asker.label, locale), wanted)
    return replace(page, when=told, is_shown=True)


def conditions(held: Content, path: str, locale: str) -> list[tuple[str, str]]:
    """Return what a question may be made to depend on: ("question=value", words) of the choices asked before it."""
    found: list[tuple[str, str]] = []
    for section in held["sections"]:
        for one in section["questions"]:
            if f"{section['key']}.{one['key']}" == path:
                return found
            if one["kind"] == "choice":
                label = pick(one["label"], locale)
                found += [
                    (f"{one['key']}={option['value']}", f"{label} – {pick(option['label'], locale)}")
                    for option in one.get("options", ())
                ]
    return found


def operands(held: Content, known: Mapping[str, str], locale: str) -> list[tuple[str, str]]:
    """Return the answers that a check may name, in words; `known` are their names."""
    found = []
    for one in questions(held):
        label = pick(one["label"], locale)
        if one["key"] in known:
            found.append((one["key"], label))
        found += [
            (name, f"{label} – {pick(column['label'], locale)} (Σ)")
            for column in one.get("columns", ())
            if (name := f"{one['key']}.{column['key']}") in known
        ]
    return found


def held(form: FormVersion) -> Content:
    """Return the content of a version."""
    return content(form)
