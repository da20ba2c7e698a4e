"""The report of a meeting of the Governing Board, in the form of a United Nations document.

A barred member's copy leaves out the items from which that member is barred: `for_member` makes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sipgrants.core.i18n import Message, msg
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
from .score_matrices import NO_SCORE, ScoreMatrix, write_matrices

KIND = msg("Report of a meeting of the Governing Board")


@dataclass(frozen=True)
class Attendee:
    """Who attended: as what ("Member", "Co-Chair", "Secretariat", "Observer"), from where, how ("in person")."""

    name: str
    capacity: Content
    region: Content
    presence: Content


@dataclass(frozen=True)
class Absence:
    """From when until when a barred member was out of the room, on the clock of the meeting's place."""

    left: datetime
    back: datetime | None = None


@dataclass(frozen=True)
class Bar:
    """A member barred from an item, the reason in words, and when they were out of the room for it."""

    member: str
    reason: Content
    out: Sequence[Absence] = ()


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
    """An item of the agenda: what was said, in paragraphs, who was barred, what was decided; `number` "": no item of it.

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
class MeetingReport:
    """A meeting as it is recorded. The imprint's number is the symbol, such as UNEP/MC/SIP.GB.4/2.

    `matrices` are printed as an annex where the Board wants it; `original` names the language of the original, `zone` the
    time zone (IANA) of the times.
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
    matrices: Sequence[ScoreMatrix] = ()
    zone: str = ""


def for_member(report: MeetingReport, member_id: str) -> MeetingReport:
    """Return the copy for a member: items, decisions and scores from which they are barred are left out."""
    items = [_withhold(item) if member_id in item.barred_ids else item for item in report.items]
    matrices = [
        replace(one, lines=[line for line in one.lines if member_id not in line.barred_ids])
        for one in report.matrices
    ]
    return replace(report, items=items, matrices=matrices)


def _withhold(item: Item) -> Item:
    # Without the times: how long the others spoke of it is theirs.
    bars = [replace(bar, out=()) for bar in item.bars]
    return replace(item, paragraphs=(), decisions=(), points=(), bars=bars, withheld=True)


def render(report: MeetingReport, language: Language) -> bytes:
    """Return the report as PDF."""
    writer = Writer(language, report.imprint)
    _mast(writer, report)
    for item in report.items:
        _write_item(writer, item)
    if report.adopted:
        writer.paragraph(report.adopted)
    _write_attendance(writer, report.attendance)
    _write_bars(writer, report)
    if report.matrices:
        write_matrices(writer, report.matrices)
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
    of_agenda = msg(
        "%(title)s (agenda item %(number)s)", title=writer.language.text(item.title), number=item.number
    )
    writer.section(of_agenda if item.number else item.title)
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


def _write_bars(writer: Writer, report: MeetingReport) -> None:
    writer.section(msg("Annex: Recusals"), label="")
    columns = [
        Column(msg("Agenda item"), 1.6),
        Column(msg("Member"), 1.4),
        Column(msg("Reason"), 1.4),
        Column(msg("Out of the room"), 1.6),
    ]
    text = writer.language.text
    rows = [
        Row((f"{item.number} {text(item.title)}", bar.member, bar.reason, _out(writer.language, bar)))
        for item in report.items
        for bar in item.bars
    ]
    writer.table(columns, rows)
    if report.zone and any(bar.out for item in report.items for bar in item.bars):
        writer.note(msg("Times are those of the meeting's time zone, %(zone)s.", zone=report.zone))


def _out(language: Language, bar: Bar) -> str:
    return "; ".join(language.text(_absent(language, one)) for one in bar.out) or NO_SCORE


def _absent(language: Language, one: Absence) -> Message:
    day, left = language.day(one.left.date()), one.left.strftime("%H:%M")
    if one.back is None:
        return msg("%(day)s, from %(left)s", day=day, left=left)
    return msg("%(day)s, %(left)s to %(back)s", day=day, left=left, back=one.back.strftime("%H:%M"))
