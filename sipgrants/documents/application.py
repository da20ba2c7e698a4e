"""The whole application: what Form A and Form B say, in the version that was submitted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money

from .files import FileEntry, write_files
from .kit.language import Content, Language
from .kit.page import Imprint
from .kit.styles import QUESTION
from .kit.table import Column, Row
from .kit.writer import Writer
from .plan import (
    Budget,
    Framework,
    Risks,
    Workplan,
    write_budget,
    write_framework,
    write_risks,
    write_workplan,
)

KIND = msg("Application")
NOT_ANSWERED = msg("Not answered")


@dataclass(frozen=True)
class Answer:
    """A question and what was answered, paragraph by paragraph."""

    question: Content
    text: str


@dataclass(frozen=True)
class Grid:
    """An answer in rows and columns (contacts, stakeholders, partners)."""

    question: Content
    heads: Sequence[Content]
    rows: Sequence[Sequence[str]]


Part = Answer | Grid | Framework | Workplan | Risks | Budget


@dataclass(frozen=True)
class Section:
    """A section of the form: its number there, its title, its parts in order."""

    number: str
    title: Content
    parts: Sequence[Part]


@dataclass(frozen=True)
class WholeApplication:
    """A version of an application in full; `submitted_at` is None for a draft."""

    imprint: Imprint
    reference: str
    title: str
    party: str
    partners: Sequence[str]
    institution: str
    round_name: Content
    version: int
    submitted_at: datetime | None
    zone: str
    sha256: str
    amount: Money
    months: int
    sections: Sequence[Section]
    files: Sequence[FileEntry]


def render(application: WholeApplication, language: Language) -> bytes:
    """Return the application as PDF, with a table of contents."""
    writer = Writer(language, application.imprint)
    writer.title(application.title, application.round_name)
    writer.facts(_facts(application, language))
    writer.contents()
    writer.new_page()
    for section in application.sections:
        writer.section(section.title, label=section.number)
        for part in section.parts:
            write_part(writer, part)
    writer.section(msg("Files"), label="")
    write_files(writer, application.files)
    return writer.pdf(title=application.title, kind=KIND)


def write_part(writer: Writer, part: Part) -> None:
    """Write one part of a section: a question with its answer, or what the plan says."""
    match part:
        case Answer():
            writer.lead(part.question, QUESTION)
            writer.own_words(part.text, empty=NOT_ANSWERED)
        case Grid():
            writer.lead(part.question, QUESTION)
            writer.table([Column(head) for head in part.heads], [Row(row) for row in part.rows])
        case Framework():
            write_framework(writer, part)
        case Workplan():
            write_workplan(writer, part)
        case Risks():
            write_risks(writer, part)
        case Budget():
            write_budget(writer, part)


def _facts(application: WholeApplication, language: Language) -> list[tuple[Content, Content]]:
    facts: list[tuple[Content, Content]] = [
        (msg("Reference"), application.reference),
        (msg("Version"), str(application.version)),
        (msg("Lead Party"), application.party),
        (msg("Partner Parties"), ", ".join(application.partners)),
        (msg("Lead institution"), application.institution),
        (msg("Amount requested"), language.money(application.amount)),
        (msg("Duration in months"), str(application.months)),
    ]
    if application.submitted_at is None:
        return [*facts, (msg("Submitted"), msg("Draft, not submitted"))]
    return [
        *facts,
        (msg("Submitted (UTC)"), language.moment(application.submitted_at)),
        (msg("Submitted (applicant's time)"), language.moment(application.submitted_at, application.zone)),
        (msg("Fingerprint (SHA-256)"), application.sha256),
    ]
