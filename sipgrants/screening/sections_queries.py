"""The sections of Forms A, B and C, as they may be opened to the applicant again."""

from dataclasses import dataclass

from sipgrants.applications.models import Application
from sipgrants.screening.version_queries import frozen_forms


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
