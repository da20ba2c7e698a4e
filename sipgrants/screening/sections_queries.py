"""The sections of Forms A, B and C, as they may be opened to the applicant again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sipgrants.applications.check_queries import DOCUMENTS, LANGUAGE
from sipgrants.applications.models import Application
from sipgrants.core.i18n import Message, msg
from sipgrants.screening.version_queries import frozen_forms

# Sent back like a section, and none.
BESIDE: Mapping[str, Message] = {
    DOCUMENTS: msg("Documents and annexes"),
    LANGUAGE: msg("Language of the application"),
}


@dataclass(frozen=True)
class Offered:
    """A section that may be opened: its key, the letter of its form, its number there, its title by language."""

    key: str
    form: str
    number: int
    title: dict[str, str]


def offered(application: Application) -> list[Offered]:
    """Return every section in order, Form A first; their keys differ in all three forms."""
    return [
        Offered(section.key, kind, section.position, section.title)
        for kind, form in sorted(frozen_forms(application).items())
        for section in form.sections
    ]


def named(application: Application) -> dict[str, Any]:
    """Return what everything that may be opened is called, by its key: a title by language, or a message."""
    return {one.key: one.title for one in offered(application)} | dict(BESIDE)
