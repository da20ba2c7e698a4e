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
    """A result with its indicator, baseline and target, what was reached, and its state in words; `before` is what the
    report before this one said, `notes` what the Party adds, each with its heading (evidence, remark).

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
    before: str = ""
    notes: Sequence[tuple[Content, str]] = ()


@dataclass(frozen=True)
class Work:
    """An activity of the workplan with its quarters, its state before and now, and what else the Party says of it."""

    number: str
    title: str
    quarters: str
    before: Content
    state: Content
    notes: Sequence[tuple[Content, str]] = ()


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
    works: Sequence[Work] = ()


def render(report: ProgressReport, language: Language) -> bytes:
    """Return the report as PDF."""
    writer = Writer(language, report.imprint)
    writer.title(KIND, report.title)
    writer.facts(_facts(report, language))
    writer.section(msg("Results"))
    write_achievements(writer, report.achievements)
    write_works(writer, report.works)
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
        Column(msg("Before")),
        Column(msg("Reached"), 1.4),
        Column(msg("State")),
    ]
    writer.table(columns, [_row(writer, achievement) for achievement in achievements])
    _write_notes(writer, msg("Evidence and remarks"), [(one.indicator, one.notes) for one in achievements])


def write_works(writer: Writer, works: Sequence[Work]) -> None:
    """Write the activities with their state as a table, and below it what was done."""
    if not works:
        return
    writer.section(msg("Activities"))
    columns = [
        Column(msg("Activity"), 2.4),
        Column(msg("Quarters")),
        Column(msg("State before"), 1.1),
        Column(msg("State"), 1.1),
    ]
    names = [f"{one.number} {one.title}".strip() for one in works]
    rows = [Row((name, one.quarters, one.before, one.state)) for name, one in zip(names, works, strict=True)]
    writer.table(columns, rows)
    said = [(name, one.notes) for name, one in zip(names, works, strict=True)]
    _write_notes(writer, msg("What was done"), said)


def _write_notes(
    writer: Writer, title: Content, notes: Sequence[tuple[str, Sequence[tuple[Content, str]]]]
) -> None:
    said = [
        (name, "\n".join(f"{writer.language.text(head)}: {text}" for head, text in each))
        for name, each in notes
        if each
    ]
    if said:
        writer.lead(title)
        writer.facts(said)


def _row(writer: Writer, result: Achievement) -> Row:
    named = f"{writer.language.text(result.label)}: {result.text}"
    if result.heads_group:
        return Row((named,), GROUP_ROW)
    return Row(
        (named, result.indicator, result.baseline, result.target, result.before, result.reached, result.state)
    )


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
