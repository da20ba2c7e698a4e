"""The final report: results at the end, sustainability, lessons, equipment and the final statement in one document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money

from .expenditure import Statement, write_statement
from .files import FileEntry, write_files
from .kit.blocks import Signatory
from .kit.language import Content, Language
from .kit.page import Imprint
from .kit.table import Column, Row
from .kit.writer import Writer
from .progress_report import Achievement, Chapter, Work, write_achievements, write_chapters, write_works

KIND = msg("Final report")


@dataclass(frozen=True)
class Equipment:
    """An item of non-expendable equipment: where it is, its state, what is proposed for it. Day and cost of what
    stands on no inventory are not known.
    """

    name: str
    serial: str
    bought: date | None
    cost: Money | None
    place: str
    proposal: Content


@dataclass(frozen=True)
class FinalReport:
    """The report that ends an award. Its statement is printed as a section where there is one already."""

    imprint: Imprint
    agreement: str
    title: str
    party: str
    partners: Sequence[str]
    starts: date
    ends: date
    submitted_by: str
    submitted_at: datetime
    summary: str
    achievements: Sequence[Achievement]
    chapters: Sequence[Chapter]
    equipment: Sequence[Equipment]
    statement: Statement | None
    signatory: Signatory
    files: Sequence[FileEntry] = ()
    works: Sequence[Work] = ()


def render(report: FinalReport, language: Language) -> bytes:
    """Return the report as PDF, with a table of contents."""
    writer = Writer(language, report.imprint)
    writer.title(KIND, report.title)
    writer.facts(_facts(report, language))
    writer.contents()
    writer.section(msg("Summary"))
    writer.own_words(report.summary)
    writer.section(msg("Results"))
    write_achievements(writer, report.achievements)
    write_works(writer, report.works)
    write_chapters(writer, report.chapters)
    writer.section(msg("Equipment"))
    _write_equipment(writer, report.equipment)
    if report.statement is not None:
        writer.section(msg("Final statement of expenditure"))
        write_statement(writer, report.statement)
    if report.files:
        writer.section(msg("Files"))
        write_files(writer, report.files)
    writer.text(msg("I confirm that this report is complete and correct."))
    writer.signatures([report.signatory])
    return writer.pdf(title=KIND, kind=KIND)


def _facts(report: FinalReport, language: Language) -> list[tuple[Content, Content]]:
    submitted = msg(
        "%(moment)s by %(name)s", moment=language.moment(report.submitted_at), name=report.submitted_by
    )
    return [
        (msg("Agreement number"), report.agreement),
        (msg("Lead Party"), report.party),
        (msg("Partner Parties"), ", ".join(report.partners)),
        (msg("Duration"), language.days(report.starts, report.ends)),
        (msg("Submitted"), submitted),
    ]


def _write_equipment(writer: Writer, equipment: Sequence[Equipment]) -> None:
    columns = [
        Column(msg("Item"), 1.6),
        Column(msg("Serial number"), 1.2),
        Column(msg("Bought on"), 1.1),
        Column(msg("US dollars"), figures=True),
        Column(msg("Place"), 1.2),
        Column(msg("Proposal"), 1.5),
    ]
    figures = iter(writer.language.figures([item.cost for item in equipment if item.cost is not None]))
    day = writer.language.day
    rows = [
        Row(
            (
                e.name,
                e.serial,
                day(e.bought) if e.bought else "",
                next(figures) if e.cost is not None else "",
                e.place,
                e.proposal,
            )
        )
        for e in equipment
    ]
    writer.table(columns, rows)
