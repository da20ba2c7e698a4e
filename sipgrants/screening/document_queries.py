"""The version that counts as a document to read beside the checklist, the appraisal or an expert's comment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sipgrants.applications import queries as applications
from sipgrants.applications import version_queries
from sipgrants.applications.models import Application, ApplicationVersion
from sipgrants.plans.pages import PartPage
from sipgrants.questionnaires.pages import SectionPage


@dataclass(frozen=True)
class Document:
    """A frozen version: its sections by form, the pages of its plan, its files (kind, name, size, sha256)."""

    version: ApplicationVersion
    forms: Mapping[str, Sequence[SectionPage]]
    plan: Sequence[PartPage]
    files: Sequence[Mapping[str, Any]]


def document(application: Application, locale: str) -> Document:
    """Return the version that counts; the texts of the forms are in the reader's language. A fixed number of statements."""
    version = applications.version(application)
    held = version_queries.content(version)
    return Document(
        version,
        version_queries.dossier(held, locale),
        version_queries.plan_pages(application, version, held),
        held["files"],
    )
