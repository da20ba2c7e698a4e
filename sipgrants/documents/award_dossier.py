"""The dossier of an award: the whole case for whoever must answer for it, chapter by chapter, as it stood on the day."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sipgrants.core.i18n import msg

from .application import Part, write_part
from .files import FileEntry, write_files
from .kit.language import Content, Language
from .kit.page import Imprint
from .kit.styles import QUESTION
from .kit.table import Column, Row
from .kit.writer import Writer

KIND = msg("Dossier of an award")
INSIDE = msg(
    "For the Secretariat and for auditors: it holds internal notes. Not to be passed on without the consent of the head of "
    "the Secretariat."
)


@dataclass(frozen=True)
class Heading:
    """A heading inside of a chapter."""

    words: Content


@dataclass(frozen=True)
class Facts:
    """A summary: labels with their values."""

    pairs: Sequence[tuple[Content, Content]]


@dataclass(frozen=True)
class Said:
    """What somebody wrote, under a line that says what it is."""

    words: Content
    text: str


@dataclass(frozen=True)
class Rows:
    """A table."""

    columns: Sequence[Column]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Files:
    """Files with their hashes."""

    entries: Sequence[FileEntry]


Block = Heading | Facts | Said | Rows | Files | Part


@dataclass(frozen=True)
class Chapter:
    """One chapter; without anything in it the dossier says so."""

    title: Content
    blocks: Sequence[Block] = field(default_factory=list)


@dataclass(frozen=True)
class AwardDossier:
    """The case: what it is about, then its chapters."""

    imprint: Imprint
    title: str
    facts: Sequence[tuple[Content, Content]]
    chapters: Sequence[Chapter]


def render(dossier: AwardDossier, language: Language) -> bytes:
    """Return the dossier as PDF, with a table of contents and the same as bookmarks."""
    writer = Writer(language, dossier.imprint)
    writer.title(dossier.title, KIND)
    writer.facts(dossier.facts)
    writer.note(INSIDE)
    writer.contents()
    writer.new_page()
    for chapter in dossier.chapters:
        writer.section(chapter.title)
        for block in chapter.blocks:
            _write(writer, block)
        if not chapter.blocks:
            writer.own_words("")
    writer.check()
    return writer.pdf(title=dossier.title, kind=KIND)


def _write(writer: Writer, block: Block) -> None:
    match block:
        case Heading():
            writer.subsection(block.words, label="")
        case Facts():
            writer.facts(block.pairs)
        case Said():
            writer.lead(block.words, QUESTION)
            writer.own_words(block.text)
        case Rows():
            writer.table(block.columns, block.rows)
        case Files():
            write_files(writer, block.entries)
        case _:
            write_part(writer, block)
