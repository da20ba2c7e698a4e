"""Forms, answers, what is wrong with them, how far they are, and the content that is frozen."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from sipgrants.accounts.models import Person
from sipgrants.core.audit import canonical as canonical_text
from sipgrants.core.db import session
from sipgrants.core.errors import NotFound, Problem
from sipgrants.questionnaires import marks, pages
from sipgrants.questionnaires.asking import is_empty, is_kept, shown
from sipgrants.questionnaires.checking import NO_CONTEXT, Context, Missing, form_problems
from sipgrants.questionnaires.content import content
from sipgrants.questionnaires.models import AnswerChange, AnswerSet, FormVersion, Question, Section
from sipgrants.questionnaires.pages import Other, SectionPage
from sipgrants.questionnaires.progress import SectionProgress, section_progress


def form_version(kind: str, number: int | None = None) -> FormVersion:
    """Return a version of a form, the newest that is no draft where no number is given; NotFound where there is none."""
    wanted = select(FormVersion).where(FormVersion.kind == kind).order_by(FormVersion.number.desc()).limit(1)
    which = FormVersion.frozen_at.is_not(None) if number is None else FormVersion.number == number
    found = session().scalar(wanted.where(which))
    if found is None:
        raise NotFound()
    return found


def fingerprint(form: FormVersion) -> str:
    """Return the SHA-256 of all that a version says and asks, in one agreed form."""
    whole = {"kind": form.kind, "number": form.number, **content(form)}
    return hashlib.sha256(canonical_text(whole).encode()).hexdigest()


def answers(answers_id: UUID) -> AnswerSet:
    """Return answers with their whole form in five statements; NotFound where there are none."""
    found = session().get(AnswerSet, answers_id, options=[selectinload(AnswerSet.form)])
    if found is None:
        raise NotFound()
    return found


def section(of: AnswerSet | FormVersion, key: str) -> Section:
    """Return a section by its key; NotFound where the form has none of that name."""
    form = of.form if isinstance(of, AnswerSet) else of
    found = next((one for one in form.sections if one.key == key), None)
    if found is None:
        raise NotFound()
    return found


def questions(form: FormVersion) -> list[Question]:
    """Return all questions of a form in order."""
    return [question for one in form.sections for question in one.questions]


def values(answers: AnswerSet) -> dict[str, Any]:
    """Return the answers by question."""
    return {answer.key: answer.value for answer in answers.answers}


def section_marks(answers: AnswerSet, section: Section) -> str:
    """Return the marks of a section's answers, for the hidden field `seen`."""
    present = values(answers)
    return marks.write({one.key: present.get(one.key) for one in section.questions if is_kept(one)})


def problems(answers: AnswerSet, context: Context = NO_CONTEXT) -> list[Problem]:
    """Return everything that is wrong; the field is `section.question` or `section.question.row.column`."""
    return form_problems(answers.form.sections, values(answers), context, answers.form.checks)


def progress(answers: AnswerSet, context: Context = NO_CONTEXT) -> list[SectionProgress]:
    """Return how far each section is, in order."""
    return section_progress(answers.form.sections, values(answers), problems(answers, context), context)


def canonical(answers: AnswerSet) -> dict[str, Any]:
    """Return the content that is frozen: what is answered and asked, without empty rows, identifiers or times."""
    present, form = values(answers), answers.form
    asked = shown(questions(form), present)
    content = {
        one.key: _without_empty_rows(present[one.key])
        for one in questions(form)
        if one.key in asked and is_kept(one) and not is_empty(present.get(one.key))
    }
    return {"form": form.kind, "number": form.number, "answers": content}


def _without_empty_rows(value: Any) -> Any:
    return [one for one in value if not is_empty(one)] if isinstance(value, list) else value


def page(
    answers: AnswerSet,
    section_key: str,
    locale: str,
    context: Context = NO_CONTEXT,
    conflicts: Iterable[Any] = (),
    told: bool = True,
) -> SectionPage:
    """Return a section as its page shows it. `conflicts` are those of a save: mine stand in the fields, theirs beside.
    `told`: whether also what is simply not answered yet is named; what is wrong always is.
    """
    wanted, present = section(answers, section_key), values(answers)
    others = _others(conflicts)
    return pages.section_page(
        wanted,
        present | {one.key: one.mine for one in conflicts},
        locale,
        problems=[one for one in problems(answers, context) if told or not isinstance(one, Missing)],
        marks=section_marks(answers, wanted),
        form_questions=questions(answers.form),
        others=others,
    )


def _others(conflicts: Iterable[Any]) -> Mapping[str, Other]:
    who = {one.by_id for one in conflicts if one.by_id}
    rows = session().execute(select(Person.id, Person.name).where(Person.id.in_(who))) if who else ()
    names = {row.id: row.name for row in rows}
    return {one.key: Other(one.theirs, names.get(one.by_id, ""), one.at, one.is_own) for one in conflicts}


def dossier(form: FormVersion, answers: Mapping[str, Any], locale: str) -> list[SectionPage]:
    """Return all sections for reading: of the present answers, or of a frozen content's `answers`."""
    every = questions(form)
    return [pages.section_page(one, answers, locale, form_questions=every) for one in form.sections]


def history(answers: AnswerSet, key: str) -> Sequence[AnswerChange]:
    """Return what an answer was before, and what was set aside, newest first."""
    wanted = select(AnswerChange).where(AnswerChange.answer_set_id == answers.id, AnswerChange.key == key)
    return session().scalars(wanted.order_by(AnswerChange.created_at.desc())).all()


def set_aside(
    set_id: UUID, person_id: UUID | None, keys: Collection[str], since: datetime
) -> Sequence[AnswerChange]:
    """Return what a person typed lately to these questions while somebody was faster, newest first."""
    wanted = select(AnswerChange).where(
        AnswerChange.answer_set_id == set_id,
        AnswerChange.key.in_(keys),
        AnswerChange.changed_by == person_id,
        AnswerChange.is_set_aside,
        AnswerChange.created_at > since,
    )
    return session().scalars(wanted.order_by(AnswerChange.created_at.desc())).all()
