"""Printing the report of a meeting: whole, and for each barred member without the items they took no part in."""

from uuid import UUID
from zoneinfo import ZoneInfo

from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents import meeting_report as paper
from sipgrants.documents.models import IssuedDocument
from sipgrants.meetings import annex_queries as annex
from sipgrants.meetings import minutes, point_queries, queries, report_queries
from sipgrants.meetings.models import Meeting, MeetingReport, ReportCopy
from sipgrants.meetings.report_queries import Recorded
from sipgrants.meetings.running_models import ActionPoint
from sipgrants.meetings.voting import how

_PRESENCE = {True: msg("online"), False: msg("in person")}


@issuing.printer(report_queries.KIND)
def print_report(document: IssuedDocument) -> bytes:
    """Return the report, or a member's copy of it."""
    found = (
        session().get(ReportCopy, UUID(document.about_id)) if document.about_type == "report_copy" else None
    )
    report = session().get_one(MeetingReport, found.report_id if found else UUID(document.about_id))
    whole = content(report, document)
    printed = paper.for_member(whole, str(found.person_id)) if found else whole
    return paper.render(printed, issuing.language(document.locale))


def content(report: MeetingReport, document: IssuedDocument | None) -> paper.MeetingReport:
    """Return the whole report as it is printed."""
    meeting, items = report.meeting, report_queries.recorded(report.meeting)
    opening = report.paragraphs.get(minutes.OPENING, "")
    first = paper.Item("", msg("Opening of the meeting"), _lines(opening))
    closing = report.paragraphs.get(minutes.CLOSING, "")
    points = report_queries.of_the_meeting(meeting)
    last = paper.Item("", msg("Closure of the meeting"), _lines(closing), points=_points(points))
    ending = [last] if closing or points else []
    ends = meeting.ended_at or meeting.ends_at or meeting.starts_at
    return paper.MeetingReport(
        imprint=issuing.imprint(document, number="" if document else f"{meeting.symbol}/Report"),
        distribution=msg("General"),
        original=msg("English"),
        day=(report.adopted_at or report.created_at).date(),
        meeting=msg("Meeting %(number)s", number=meeting.number),
        place=meeting.place or str(_kind(meeting)),
        first_day=meeting.starts_at.date(),
        last_day=max(ends, meeting.starts_at).date(),
        title=msg("Report of meeting %(number)s of the Governing Board", number=meeting.number),
        items=[first, *[_item(meeting, number, one, report) for number, one in enumerate(items, 1)], *ending],
        attendance=_attendance(meeting),
        adopted=msg("Adopted by both Co-Chairs.") if report.adopted_at else "",
        matrices=annex.matrices(meeting, report.adopted_at),
        zone=meeting.zone,
    )


def _kind(meeting: Meeting) -> Message:
    return msg("By correspondence") if meeting.mode == "correspondence" else msg("Meeting")


def _item(meeting: Meeting, number: int, one: Recorded, report: MeetingReport) -> paper.Item:
    title = f"{one.application.reference}: {one.item.title}" if one.application else one.item.title
    return paper.Item(
        str(number),
        title,
        _lines(report.paragraphs.get(str(one.item.id), "")),
        bars=[
            paper.Bar(seat.person.name, _why(bar.can_be_lifted), _out(meeting, one, seat.person_id))
            for seat, bar in one.barred
        ],
        decisions=_decisions(meeting, number, one),
        points=_points(one.points),
        barred_ids=frozenset(str(seat.person_id) for seat, _ in one.barred),
    )


def _out(meeting: Meeting, one: Recorded, person_id: UUID) -> list[paper.Absence]:
    """Return when a barred member was out of the room for an item, on the clock of the meeting's place."""
    zone = ZoneInfo(meeting.zone)
    return [
        paper.Absence(
            out.asked_at.astimezone(zone), out.called_back_at.astimezone(zone) if out.called_back_at else None
        )
        for out in one.recusals
        if out.person_id == person_id
    ]


def _why(is_declared: bool) -> Message:
    return msg("declared interest") if is_declared else msg("own country is lead Party or partner")


def _decisions(meeting: Meeting, number: int, one: Recorded) -> list[paper.Decision]:
    made = one.decision
    if made is None or one.application is None:
        return []
    words = minutes.decided(
        made.outcome,
        made.amount if made.amount_minor else None,
        one.application.reference,
        made.recommendations,
    )
    return [
        paper.Decision(
            f"GB.{meeting.number}/{number}",
            one.application.title,
            words,
            made.amount if made.amount_minor else None,
            _lines(made.conditions),
            made.present or 0,
            _needed(meeting, made.entitled or 0),
            how=how(meeting.mode, one.vote.counted if one.vote else None),
        )
    ]


def _points(points: list[ActionPoint]) -> list[Message]:
    owing = point_queries.names(points)
    return [
        msg("%(what)s (%(who)s, by %(day)s)", what=one.what, who=owing[one.id], day=one.due_on)
        for one in points
    ]


def _needed(meeting: Meeting, entitled: int) -> int:
    if meeting.round is None:
        return 0
    return -(-entitled * meeting.round.quorum_part // meeting.round.quorum_whole)


def _attendance(meeting: Meeting) -> list[paper.Attendee]:
    found = []
    for seat in report_queries.members(meeting):
        row = queries.attendance_of(meeting, seat.person_id)
        if row is not None and row.is_present:
            office = msg("Co-Chair") if seat.is_co_chair else msg("Member")
            found.append(paper.Attendee(seat.person.name, office, seat.region, _PRESENCE[row.online]))
    return found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
