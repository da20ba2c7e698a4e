"""The report of a meeting of the Governing Board, in the form of a United Nations document.

A barred member's copy leaves out the items from which that member is barred: `for_member` makes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money

from .kit.columns import Columns
from .kit.language import Content, Language
from .kit.page import CONVENTION, PROGRAMME, Imprint
from .kit.styles import (
    ADDRESS,
    DISTRIBUTION,
    LETTERHEAD_SMALL,
    MAST,
    MAST_STRONG,
    QUOTE,
    SUBTITLE,
    SYMBOL,
    TITLE,
)
from .kit.table import Column, Row
from .kit.text import Text
from .kit.writer import Writer

KIND = msg("Report of a meeting of the Governing Board")


@dataclass(frozen=True)
class Attendee:
    """Who attended: as what ("Member", "Co-Chair", "Secretariat", "Observer"), from where, how ("in person")."""

    name: str
    capacity: Content
    region: Content
    presence: Content


@dataclass(frozen=True)
class Bar:
    """A member barred from an item and the reason in words."""

    member: str
    reason: Content


@dataclass(frozen=True)
class Decision:
    """A decision by its number ("GB.4/3"): the words of the Board, amount where it approved, conditions, votes."""

    number: str
    title: Content
    text: Content
    amount: Money | None = None
    conditions: Sequence[Content] = ()
    present: int = 0
    quorum: int = 0
    how: Content = ""


@dataclass(frozen=True)
class Item:
    """An item of the agenda: what was said, in paragraphs, who was barred, what was decided.

    `barred_ids` are the ids of the barred members, by which their copies leave the item out.
    """

    number: str
    title: Content
    paragraphs: Sequence[Content]
    bars: Sequence[Bar] = ()
    decisions: Sequence[Decision] = ()
    barred_ids: frozenset[str] = frozenset()
    withheld: bool = False
    points: Sequence[Content] = ()


@dataclass(frozen=True)
class ScoreLine:
    """A line of the matrix: application, mean and spread as they are to be printed, number of scores.

    `rank` counts from 1, the same for ties; 0 where nothing is ranked.
    """

    reference: str
    title: str
    party: str
    mean: str
    spread: str
    scores: int
    rank: int
    barred_ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class MeetingReport:
    """A meeting as it is recorded. The imprint's number is the symbol, such as UNEP/MC/SIP.GB.4/2.

    `matrix` is printed as an annex where the Board wants it; `original` names the language of the original.
    """

    imprint: Imprint
    distribution: Content
    original: Content
    day: date
    meeting: Content
    place: str
    first_day: date
    last_day: date
    title: Content
    items: Sequence[Item]
    attendance: Sequence[Attendee]
    adopted: Content = ""
    matrix: Sequence[ScoreLine] = ()


def for_member(report: MeetingReport, member_id: str) -> MeetingReport:
    """Return the copy for a member: items, decisions and scores from which they are barred are left out."""
    items = [_withhold(item) if member_id in item.barred_ids else item for item in report.items]
    matrix = [line for line in report.matrix if member_id not in line.barred_ids]
    # Ranks are counted anew: a gap would tell where the withheld application stands.
    ranked = [replace(line, rank=_rank(line, matrix)) for line in matrix]
    return replace(report, items=items, matrix=ranked)


def _rank(line: ScoreLine, among: Sequence[ScoreLine]) -> int:
    return line.rank and 1 + sum(0 < other.rank < line.rank for other in among)


def _withhold(item: Item) -> Item:
    return replace(item, paragraphs=(), decisions=(), points=(), withheld=True)


def render(report: MeetingReport, language: Language) -> bytes:
    """Return the report as PDF."""
    writer = Writer(language, report.imprint)
    _mast(writer, report)
    for item in report.items:
        _write_item(writer, item)
    if report.adopted:
        writer.paragraph(report.adopted)
    _write_attendance(writer, report.attendance)
    _write_bars(writer, report.items)
    if report.matrix:
        _write_matrix(writer, report.matrix)
    return writer.pdf(title=report.title, kind=KIND, masthead=True)


def _mast(writer: Writer, report: MeetingReport) -> None:
    language = writer.language
    unep = [Text(msg("United Nations Environment Programme"), language, MAST)]
    writer.put(Columns(unep, [Text(report.imprint.number, language, SYMBOL)], share=0.62, rules=(0, 0.6)))
    start = [Text(CONVENTION, language, MAST_STRONG), Text(PROGRAMME, language, LETTERHEAD_SMALL)]
    lines: list[Content] = [
        msg("Distr.: %(distribution)s", distribution=language.text(report.distribution)),
        language.day(report.day),
        msg("Original: %(language)s", language=language.text(report.original)),
    ]
    writer.put(Columns(start, [Text(x, language, DISTRIBUTION) for x in lines], share=0.66, rules=(0, 2)))
    writer.text(msg("Governing Board of the Specific International Programme"), MAST)
    writer.text(report.meeting, ADDRESS)
    days = language.days(report.first_day, report.last_day)
    writer.text(msg("%(place)s, %(days)s", place=report.place, days=days), ADDRESS)
    writer.space(14)
    writer.text(report.title, TITLE)
    writer.text(msg("Note by the Secretariat"), SUBTITLE)


def _write_item(writer: Writer, item: Item) -> None:
    title = msg(
        "%(title)s (agenda item %(number)s)", title=writer.language.text(item.title), number=item.number
    )
    writer.section(title)
    for bar in item.bars:
        writer.paragraph(
            msg(
                "%(member)s took no part in this item: %(reason)s",
                member=bar.member,
                reason=writer.language.text(bar.reason),
            )
        )
    if item.withheld:
        writer.paragraph(msg("This item is left out of this copy."))
    for paragraph in item.paragraphs:
        writer.paragraph(paragraph)
    for decision in item.decisions:
        _write_decision(writer, decision)
    if item.points:
        writer.lead(msg("Action points:"))
        writer.items(item.points)


def _write_decision(writer: Writer, decision: Decision) -> None:
    language = writer.language
    title = language.text(decision.title)
    writer.subsection(msg("Decision %(number)s: %(title)s", number=decision.number, title=title), label="")
    writer.text(decision.text, QUOTE)
    if decision.amount is not None:
        writer.facts([(msg("Amount"), language.money(decision.amount))])
    if decision.conditions:
        writer.lead(msg("Conditions:"))
        writer.items(decision.conditions)
    if decision.how:
        writer.note(decision.how)
    if decision.quorum:
        writer.note(
            msg(
                "%(present)s members who were not barred took part; the quorum was %(quorum)s.",
                present=decision.present,
                quorum=decision.quorum,
            )
        )


def _write_attendance(writer: Writer, attendance: Sequence[Attendee]) -> None:
    writer.new_page()
    writer.section(msg("Annex: Attendance"), label="")
    columns = [
        Column(msg("Name"), 2),
        Column(msg("Capacity"), 1.3),
        Column(msg("Region"), 1.6),
        Column(msg("Presence")),
    ]
    writer.table(columns, [Row((a.name, a.capacity, a.region, a.presence)) for a in attendance])


def _write_bars(writer: Writer, items: Sequence[Item]) -> None:
    writer.section(msg("Annex: Recusals"), label="")
    columns = [Column(msg("Agenda item"), 1.6), Column(msg("Member"), 1.6), Column(msg("Reason"), 2)]
    text = writer.language.text
    rows = [Row((f"{i.number} {text(i.title)}", bar.member, bar.reason)) for i in items for bar in i.bars]
    writer.table(columns, rows)


def _write_matrix(writer: Writer, matrix: Sequence[ScoreLine]) -> None:
    writer.section(msg("Annex: Scores"), label="")
    ranked = any(line.rank for line in matrix)
    columns = [
        *([Column(msg("Rank"), figures=True)] if ranked else []),
        Column(msg("Application"), 2),
        Column(msg("Party"), 1.2),
        Column(msg("Mean"), figures=True),
        Column(msg("Spread"), figures=True),
        Column(msg("Scores"), figures=True),
    ]
    number = writer.language.number
    rows = [
        Row(
            (
                *([number(s.rank)] if ranked else []),
                f"{s.reference} {s.title}",
                s.party,
                s.mean,
                s.spread,
                number(s.scores),
            )
        )
        for s in matrix
    ]
    writer.table(columns, rows, row_heads=False)
