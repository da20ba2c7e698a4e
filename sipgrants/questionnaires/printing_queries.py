"""A form with its answers as documents print it: questions and answers, tables, and what is kept elsewhere."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sipgrants.core.i18n import Message
from sipgrants.core.money import Money
from sipgrants.documents import application as printed
from sipgrants.documents.kit.language import Language
from sipgrants.questionnaires.models import FormVersion
from sipgrants.questionnaires.pages import QuestionPage, SectionPage
from sipgrants.questionnaires.queries import dossier

# By the kind of a question: the part of the document that prints what is kept elsewhere (a plan, files).
Elsewhere = Mapping[str, Callable[[], printed.Part]]


def sections(
    form: FormVersion, answers: Mapping[str, Any], language: Language, elsewhere: Elsewhere
) -> list[printed.Section]:
    """Return every section of a frozen content's `answers`; questions that were not asked are left out."""
    return [
        printed.Section(str(page.number), page.title, _parts(page, language, elsewhere))
        for page in dossier(form, dict(answers), language.locale)
    ]


def _parts(page: SectionPage, language: Language, elsewhere: Elsewhere) -> list[printed.Part]:
    parts: list[printed.Part] = []
    for question in page.questions:
        if not question.is_shown:
            continue
        if question.is_elsewhere:
            if question.kind in elsewhere:
                parts.append(elsewhere[question.kind]())
            continue
        parts.append(_part(question, language))
    return parts


def _part(question: QuestionPage, language: Language) -> printed.Part:
    if question.columns:
        heads = [column.label for column in question.columns]
        rows = [
            [said(cell.shown, language) for cell in row.cells] for row in question.rows if not row.is_empty
        ]
        if rows:
            return printed.Grid(question.label, heads, rows)
        return printed.Answer(question.label, "")
    return printed.Answer(question.label, said(question.shown, language))


def said(value: Any, language: Language) -> str:
    """Return an answer as a reader of the language reads it."""
    if value is None:
        return ""
    if isinstance(value, Money):
        return language.money(value)
    if isinstance(value, date):
        return language.day(value)
    if isinstance(value, Message):
        return language.text(value)
    if isinstance(value, (tuple, list)):
        return "\n".join(said(one, language) for one in value)
    return str(value)
