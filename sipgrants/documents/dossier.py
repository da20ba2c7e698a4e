"""The dossier of an application as a member of the Board reads it without a connection: everything that lies beside the
score sheet, with a bookmark for each part.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money

from .application import Part, Section, write_part
from .files import FileEntry, write_files
from .kit.language import Content, Language
from .kit.page import Imprint
from .kit.styles import QUESTION
from .kit.writer import Writer
from .plan import Budget, Framework, Risks, Workplan

KIND = msg("Dossier")
FOR_THE_BOARD = msg("For the member of the Board who downloaded it; not to be passed on")
# Parts of the plan that a reader looks for by themselves.
_FOUND_BY: dict[type, Content] = {
    Framework: msg("Results framework"),
    Workplan: msg("Workplan"),
    Risks: msg("Risks"),
    Budget: msg("Budget"),
}


@dataclass(frozen=True)
class Dossier:
    """An application before the Board. `appraisal`: what the officer wrote, by heading; `comments`: of experts."""

    imprint: Imprint
    reference: str
    title: str
    party: str
    partners: Sequence[str]
    round_name: Content
    amount: Money | None
    months: int | None
    sections: Sequence[Section]
    files: Sequence[FileEntry]
    appraisal: Sequence[tuple[Content, str]]
    comments: Sequence[str]


def render(dossier: Dossier, language: Language) -> bytes:
    """Return the dossier as PDF, with a table of contents and the same as bookmarks."""
    writer = Writer(language, dossier.imprint)
    writer.title(dossier.title or dossier.reference, dossier.round_name)
    writer.facts(_facts(dossier, language))
    writer.contents()
    writer.new_page()
    for section in dossier.sections:
        writer.section(section.title, label=section.number)
        for part in section.parts:
            _write(writer, part)
    writer.section(msg("Annexes"), label="")
    write_files(writer, dossier.files)
    writer.section(msg("Appraisal of the Secretariat"), label="")
    for words, text in dossier.appraisal:
        writer.lead(words, QUESTION)
        writer.own_words(text)
    if not dossier.appraisal:
        writer.own_words("")
    writer.section(msg("Comments of experts"), label="")
    for number, text in enumerate(dossier.comments, start=1):
        writer.lead(msg("Comment %(number)s", number=number), QUESTION)
        writer.own_words(text)
    if not dossier.comments:
        writer.own_words("")
    return writer.pdf(title=dossier.title or dossier.reference, kind=KIND)


def _write(writer: Writer, part: Part) -> None:
    words = _FOUND_BY.get(type(part))
    if words is not None:
        writer.subsection(words, label="")
    write_part(writer, part)


def _facts(dossier: Dossier, language: Language) -> list[tuple[Content, Content]]:
    return [
        (msg("Reference"), dossier.reference),
        (msg("Lead Party"), dossier.party),
        (msg("Partner Parties"), ", ".join(dossier.partners)),
        (msg("Amount requested"), language.money(dossier.amount) if dossier.amount else ""),
        (msg("Duration in months"), str(dossier.months) if dossier.months else ""),
    ]
