"""The progress report: what was achieved against the results framework, and what hinders it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sipgrants.core.i18n import msg

from .files import FileEntry, write_files
from .kit.language import Content, Language
from .kit.page import Imprint
from .kit.styles import QUESTION
from .kit.table import GROUP_ROW, Column, Row
from .kit.writer import Writer

KIND = msg("Progress report")


@dataclass(frozen=True)
class Achievement:
    """A result with its indicator, baseline and target, what was reached, and its state in words.

    `heads_group` prints the result alone over the whole width (an outcome above its outputs).
    """

    label: Content
    text: str
    indicator: str = ""
    baseline: str = ""
    target: str = ""
    reached: str = ""
    state: Content = ""
    heads_group: bool = False


@dataclass(frozen=True)
class Chapter:
    """A section of the report as its form names it: questions and answers."""

    title: Content
    answers: Sequence[tuple[Content, str]]


@dataclass(frozen=True)
class ProgressReport:
    """A report on a period. `accepted_at` is None until the Secretariat has accepted it."""

    imprint: Imprint
    agreement: str
    title: str
    party: str
    number: int
    starts: date
    ends: date
    due: date
    submitted_by: str
    submitted_at: datetime
    achievements: Sequence[Achievement]
    chapters: Sequence[Chapter]
    accepted_by: str = ""
    accepted_at: datetime | None = None
    files: Sequence[FileEntry] = ()


def render(report: ProgressReport, language: Language) -> bytes:
    """Return the report as PDF."""
    writer = Writer(language, report.imprint)
    writer.title(KIND, report.title)
    writer.facts(_facts(report, language))
    writer.section(msg("Results"))
    write_achievements(writer, report.achievements)
    write_chapters(writer, report.chapters)
    if report.files:
        writer.section(msg("Files"))
        write_files(writer, report.files)
    return writer.pdf(title=KIND, kind=KIND)


def write_achievements(writer: Writer, achievements: Sequence[Achievement]) -> None:
    """Write the results as a table."""
    columns = [
        Column(msg("Result"), 1.8),
        Column(msg("Indicator"), 1.3),
        Column(msg("Baseline")),
        Column(msg("Target")),
        Column(msg("Reached"), 1.4),
        Column(msg("State")),
    ]
    writer.table(columns, [_row(writer, achievement) for achievement in achievements])


def _row(writer: Writer, result: Achievement) -> Row:
    named = f"{writer.language.text(result.label)}: {result.text}"
    if result.heads_group:
        return Row((named,), GROUP_ROW)
    return Row((named, result.indicator, result.baseline, result.target, result.reached, result.state))


def write_chapters(writer: Writer, chapters: Sequence[Chapter]) -> None:
    """Write the questions and answers, section by section."""
    for chapter in chapters:
        writer.section(chapter.title)
        for question, text in chapter.answers:
            writer.lead(question, QUESTION)
            writer.own_words(text, empty=msg("Not answered"))


def _facts(report: ProgressReport, language: Language) -> list[tuple[Content, Content]]:
    if report.accepted_at:
        accepted: Content = msg(
            "%(moment)s by %(name)s", moment=language.moment(report.accepted_at), name=report.accepted_by
        )
    else:
        accepted = msg("Not yet")
    submitted = msg(
        "%(moment)s by %(name)s", moment=language.moment(report.submitted_at), name=report.submitted_by
    )
    return [
        (msg("Agreement number"), report.agreement),
        (msg("Party"), report.party),
        (msg("Report number"), str(report.number)),
        (msg("Period"), language.days(report.starts, report.ends)),
        (msg("Due on"), language.day(report.due)),
        (msg("Submitted"), submitted),
        (msg("Accepted"), accepted),
    ]
