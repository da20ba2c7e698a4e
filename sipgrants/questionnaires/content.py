"""A version of a form as one value: what is edited, compared, hashed and loaded. The same shape as in `data/forms`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sipgrants.questionnaires.asking import Sectioned

Content = dict[str, Any]
# What every question has; all else is a setting of its kind (max_words, min, max, options, columns, show_when).
OF_EVERY_QUESTION = ("key", "kind", "label", "hint", "required")


class Form(Protocol):
    """A version of a form with everything in it."""

    @property
    def kind(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def title(self) -> dict[str, str]: ...
    @property
    def introduction(self) -> dict[str, str]: ...
    @property
    def checks(self) -> list[dict[str, Any]]: ...
    @property
    def sections(self) -> Sequence[Sectioned]: ...


def content(form: Form) -> Content:
    """Return what a version asks, without identifiers or times: texts, sections, questions, checks."""
    return {
        "title": dict(form.title),
        "introduction": dict(form.introduction),
        "checks": [dict(one) for one in form.checks],
        "sections": [_section(one) for one in form.sections],
    }


def _section(section: Sectioned) -> Content:
    questions = [
        {name: getattr(one, name) for name in OF_EVERY_QUESTION} | dict(one.settings)
        for one in section.questions
    ]
    return {
        "key": section.key,
        "title": section.title,
        "guidance": section.guidance,
        "questions": questions,
    }


def questions(held: Mapping[str, Any]) -> list[Content]:
    """Return all questions of a content in order."""
    return [question for section in held["sections"] for question in section["questions"]]


def settings(question: Mapping[str, Any]) -> Content:
    """Return what a question has because of its kind."""
    return {name: value for name, value in question.items() if name not in OF_EVERY_QUESTION}
