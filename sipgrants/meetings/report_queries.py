"""What the report of a meeting is made of, as it is on record."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import select

from sipgrants.applications.models import Application
from sipgrants.board import queries as board
from sipgrants.board.bars import Bar
from sipgrants.board.models import Seat
from sipgrants.core.db import session
from sipgrants.meetings import minutes, point_queries, queries, running_queries
from sipgrants.meetings.minutes import Said
from sipgrants.meetings.models import AgendaItem, Decision, Meeting, MeetingReport, ReportCopy
from sipgrants.meetings.running_models import ActionPoint, Recusal, Vote

KIND = "meeting_report"


@dataclass(frozen=True)
class Recorded:
    """An item of the agenda with its application, the decision made in this meeting, and who was barred."""

    item: AgendaItem
    application: Application | None = None
    decision: Decision | None = None
    barred: list[tuple[Seat, Bar]] = field(default_factory=list)
    points: list[ActionPoint] = field(default_factory=list)
    vote: Vote | None = None
    recusals: list[Recusal] = field(default_factory=list)

    def said(self) -> Said:
        """Return what the first words are drafted from."""
        if self.application is None:
            return Said(self.item.title, self.item.note)
        return Said(
            self.item.title,
            self.item.note,
            self.application.reference,
            self.application.party.name(),
        )


def recorded(meeting: Meeting) -> list[Recorded]:
    """Return the agenda of a meeting as it is on record."""
    points: dict[UUID | None, list[ActionPoint]] = {}
    for one in point_queries.points_of(meeting):
        points.setdefault(one.item_id, []).append(one)
    votes = running_queries.votes_of(meeting)
    talks = running_queries.discussions_of(meeting)
    return [
        replace(
            one,
            points=points.get(one.item.id, []),
            vote=votes.get(one.decision.id) if one.decision else None,
            recusals=[out for talk in talks.get(one.item.id, []) for out in talk.recusals],
        )
        for one in _agenda(meeting)
    ]


def of_the_meeting(meeting: Meeting) -> list[ActionPoint]:
    """Return the action points that are about no item."""
    return [one for one in point_queries.points_of(meeting) if one.item_id is None]


def _agenda(meeting: Meeting) -> list[Recorded]:
    if meeting.round is None:
        return [Recorded(item) for item in meeting.items]
    found = queries.table(meeting.round)
    applications = {one.id: one for one in _applications(meeting)}
    decisions = {
        one.application_id: one
        for one in found.decisions
        if one.meeting_id == meeting.id and one.state in ("taken", "confirmed", "superseded")
    }
    seats = {seat.person_id: seat for seat in _seats(found, meeting)}
    return [_recorded(item, applications, decisions, found, seats) for item in meeting.items]


def _recorded(
    item: AgendaItem,
    applications: Mapping[UUID, Application],
    decisions: Mapping[UUID, Decision],
    found: queries.Table,
    seats: Mapping[UUID, Seat],
) -> Recorded:
    if item.application_id is None or item.application_id not in applications:
        return Recorded(item)
    bars = found.barred(item.application_id)
    return Recorded(
        item,
        applications[item.application_id],
        decisions.get(item.application_id),
        [(seats[person], bar) for person, bar in bars.items() if person in seats],
    )


def _applications(meeting: Meeting) -> list[Application]:
    wanted = [one.application_id for one in meeting.items if one.application_id]
    return list(session().scalars(select(Application).where(Application.id.in_(wanted))).unique())


def _seats(found: queries.Table, meeting: Meeting) -> list[Seat]:
    """Return the seats that were held when the meeting was."""
    day = meeting.starts_at.date()
    return [
        one
        for one in found.picture.all_seats.values()
        if one.from_day <= day and (one.until_day is None or day <= one.until_day)
    ]


def members(meeting: Meeting) -> list[Seat]:
    """Return who sat on the Board on the day of the meeting."""
    return board.sitting(meeting.starts_at.date())


def barred_members(meeting: Meeting) -> list[UUID]:
    """Return the members who were barred from an item of the meeting."""
    return list(dict.fromkeys(seat.person_id for one in recorded(meeting) for seat, _ in one.barred))


def first_words(meeting: Meeting) -> dict[str, str]:
    """Return the first draft of a report: by agenda item, and the opening."""
    sitting = members(meeting)
    if meeting.mode == "correspondence":
        present = len(_answered(meeting))
    else:
        present = sum(one.is_present for one in meeting.attendances)
    words = {str(one.item.id): minutes.paragraph(one.said()) for one in recorded(meeting)}
    start = minutes.opening(meeting.number, len(sitting), present, meeting.mode == "correspondence")
    return {minutes.OPENING: start, **words, minutes.CLOSING: ""}


def _answered(meeting: Meeting) -> set[UUID]:
    query = select(Decision).where(Decision.meeting_id == meeting.id)
    return {answer.person_id for one in session().scalars(query) for answer in one.answers}


def copy_for(report: MeetingReport, person_id: UUID | None) -> ReportCopy | None:
    """Return a barred member's copy."""
    query = select(ReportCopy).where(ReportCopy.report_id == report.id, ReportCopy.person_id == person_id)
    return session().scalar(query)


def number_of(decision: Decision) -> str:
    """Return the number by which the report of the meeting names a decision: meeting and item ("GB.7/3")."""
    items = [one.application_id for one in decision.meeting.items]
    place = items.index(decision.application_id) + 1 if decision.application_id in items else 0
    return f"GB.{decision.meeting.number}/{place}" if place else f"GB.{decision.meeting.number}"
