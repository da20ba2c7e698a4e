"""The forms that ship with the system, as rows that nobody has added yet."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sipgrants.questionnaires.content import OF_EVERY_QUESTION, settings
from sipgrants.questionnaires.models import FormVersion, Question, Section

FORMS = Path(__file__).resolve().parent.parent / "data" / "forms"


def shipped(kind: str) -> FormVersion:
    """Return the first version of a form whose file has the name of its kind."""
    return form_of(json.loads((FORMS / f"{kind}_v1.json").read_text(encoding="utf-8")))


def form_of(content: Mapping[str, Any]) -> FormVersion:
    """Return new rows for a whole form, added to no session."""
    return FormVersion(
        kind=content["kind"],
        number=content["number"],
        title=content["title"],
        introduction=content.get("introduction", {}),
        source=content.get("source", ""),
        checks=content.get("checks", []),
        sections=sections_of(content),
    )


def sections_of(content: Mapping[str, Any]) -> list[Section]:
    """Return new rows for the sections and questions of a content."""
    return [_section(position, one) for position, one in enumerate(content["sections"], start=1)]


def _section(position: int, content: Mapping[str, Any]) -> Section:
    return Section(
        key=content["key"],
        position=position,
        title=content["title"],
        guidance=content.get("guidance", {}),
        questions=[_question(number, one) for number, one in enumerate(content["questions"], start=1)],
    )


def _question(position: int, content: Mapping[str, Any]) -> Question:
    known = {name: content[name] for name in OF_EVERY_QUESTION if name in content}
    return Question(position=position, settings=settings(content), **known)
