"""How far each section of a form is, in the words of the task list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sipgrants.core.errors import Problem
from sipgrants.questionnaires.asking import ELSEWHERE, Asked, Sectioned, is_empty
from sipgrants.questionnaires.checking import Context, Missing


@dataclass(frozen=True)
class SectionProgress:
    """`status` is not_started, started (something is missing), problems (something is wrong) or complete."""

    key: str
    number: int
    title: dict[str, str]
    status: str
    problems: int


def section_progress(
    sections: Sequence[Sectioned], values: Mapping[str, Any], problems: Sequence[Problem], context: Context
) -> list[SectionProgress]:
    """Return the progress of each section; `problems` are those of the whole form."""
    found = []
    for section in sections:
        own = [one for one in problems if one.field.startswith(f"{section.key}.")]
        begun = any(_is_begun(question, values, context) for question in section.questions)
        found.append(
            SectionProgress(section.key, section.position, section.title, _status(begun, own), len(own))
        )
    return found


def _is_begun(question: Asked, values: Mapping[str, Any], context: Context) -> bool:
    if question.kind == "parties":
        return False  # the lead Party stands there before anybody has written a word
    if question.kind in ELSEWHERE:
        return question.kind in context.started
    if question.kind == "file":
        return context.files.get(question.key, 0) > 0
    return not is_empty(values.get(question.key))


def _status(begun: bool, problems: Sequence[Problem]) -> str:
    if not begun:
        return "complete" if not problems else "not_started"
    if not problems:
        return "complete"
    return "started" if all(isinstance(one, Missing) for one in problems) else "problems"
