"""Forms and answers for tests."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from sipgrants.core.db import command, session
from sipgrants.lifecycle.actor import SYSTEM, Actor
from sipgrants.questionnaires import commands, queries
from sipgrants.questionnaires.models import AnswerSet, FormVersion, Question, Section
from tests.builders.remembering import remembered


@remembered
def writer(person_id: UUID | None = None) -> Actor:
    """Somebody who writes; rights are the business of the room that owns the answers."""
    return Actor(person_id or uuid4())


def text(words: str) -> dict[str, str]:
    return {"en": words}


def question(key: str, kind: str = "long_text", required: bool = True, **settings: Any) -> Question:
    return Question(key=key, kind=kind, label=text(key.capitalize()), required=required, settings=settings)


@remembered
@command
def add_form(kind: str, sections: dict[str, list[Question]]) -> FormVersion:
    """A form of a test's own."""
    made = FormVersion(kind=kind, number=1, title=text(kind), sections=[])
    for position, (key, questions) in enumerate(sections.items(), start=1):
        for number, one in enumerate(questions, start=1):
            one.position = number
        made.sections.append(
            Section(
                key=key, position=position, title=text(key.capitalize()), guidance={}, questions=questions
            )
        )
    session().add(made)
    return made


@remembered
def form(kind: str = "A") -> FormVersion:
    """A form that ships with the system."""
    commands.load_forms(by=SYSTEM)
    return queries.form_version(kind)


@remembered
def answers_to(made: FormVersion) -> AnswerSet:
    return commands.answer_set(made, by=writer())


def typed(**fields: str | list[str]) -> MultiDict[str, str]:
    """What a browser sends; two underscores stand for a dot."""
    return MultiDict({name.replace("__", "."): value for name, value in fields.items()})


def again(db: Session, answers: AnswerSet) -> AnswerSet:
    """The answers as the next request reads them."""
    answers_id = answers.id
    db.expunge_all()
    return queries.answers(answers_id)
