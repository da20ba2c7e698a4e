"""What a person decided on while they sat on the Board: it stays readable when the seat has ended, and nothing new does.

A decision is theirs by the day on which it was taken; what became of it later, a decision that took its place and all that
followed belongs to those who sit then. Bars stay: whoever was barred from an item finds nothing of it here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from sipgrants.applications.models import Application
from sipgrants.board.bars import bar
from sipgrants.board.models import Declaration, Seat
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.lifecycle.states import DeclarationState
from sipgrants.meetings.models import AgendaItem, Decision, Meeting, MeetingReport, ReportCopy
from sipgrants.scoring.facts import dossier
from sipgrants.screening.days import local_day

TAKEN = ("taken", "confirmed", "superseded")


@dataclass
class Sat:
    """A meeting of a member's time: the decisions they had a part in, and their copy of its report."""

    meeting: Meeting
    decisions: list[Decision] = field(default_factory=list)
    report: UUID | None = None  # the document: the whole report, or the copy of somebody who was barred


def seats_of(person_id: UUID | None) -> list[Seat]:
    """Return every seat that a person holds or held, the latest first."""
    query = select(Seat).where(Seat.person_id == person_id).order_by(Seat.from_day.desc())
    return list(session().scalars(query).unique())


def has_left(person_id: UUID | None) -> Seat | None:
    """Return the last seat of somebody who sat on the Board and does not any more; None for everybody else."""
    seats = seats_of(person_id)
    today = clock.today()
    ended = [one for one in seats if one.until_day is not None and one.until_day < today]
    return ended[0] if ended and len(ended) == len(seats) else None


def sat_in(person_id: UUID | None) -> list[Sat]:
    """Return the meetings of a person's time with what they decided on, the latest first. A fixed number of statements."""
    seats = seats_of(person_id)
    found = {one.id: Sat(one) for one in _meetings(seats)}
    query = select(Decision).where(Decision.meeting_id.in_(found), Decision.state.in_(TAKEN))
    order = query.options(joinedload(Decision.application)).order_by(Decision.taken_at)
    declared = _declared(person_id)
    for decision in session().scalars(order).unique():
        if _is_theirs(decision, seats, declared):
            found[decision.meeting_id].decisions.append(decision)
    for meeting_id, document_id in _reports(found.values(), person_id, seats, declared).items():
        found[meeting_id].report = document_id
    return [one for one in found.values() if one.decisions or one.report]


def is_own(person_id: UUID | None, decision: Decision) -> bool:
    """Tell whether a decision was taken while the person sat on the Board, not barred from it."""
    seats = seats_of(person_id)
    return bool(seats) and _is_theirs(decision, seats, _declared(person_id))


def may_read_whole(person_id: UUID | None, meeting: Meeting) -> bool:
    """Tell whether a person sat on the Board on the day of a meeting, and was barred from none of its items."""
    seats = seats_of(person_id)
    seat = _seat_on(seats, local_day(meeting.starts_at, meeting.zone))
    return seat is not None and not _barred_items([meeting.id], seats, _declared(person_id))


def _meetings(seats: Iterable[Seat]) -> list[Meeting]:
    seats = list(seats)
    if not seats:
        return []
    rows = session().scalars(select(Meeting).order_by(Meeting.starts_at.desc())).unique()
    return [one for one in rows if _days_meet(one, seats)]


def _days_meet(meeting: Meeting, seats: Iterable[Seat]) -> bool:
    first = local_day(meeting.starts_at, meeting.zone)
    last = local_day(meeting.ended_at or meeting.ends_at or meeting.starts_at, meeting.zone)
    return any(
        seat.from_day <= last and (seat.until_day is None or seat.until_day >= first) for seat in seats
    )


def _is_theirs(decision: Decision, seats: Iterable[Seat], declared: dict[UUID, DeclarationState]) -> bool:
    if decision.taken_at is None or decision.state not in TAKEN:
        return False
    seat = _seat_on(seats, local_day(decision.taken_at, decision.meeting.zone))
    application = decision.application
    return seat is not None and not bar(
        seat.country_id, dossier(application).item, declared.get(application.id)
    )


def _seat_on(seats: Iterable[Seat], day: date) -> Seat | None:
    held = (one for one in seats if one.from_day <= day and (one.until_day is None or day <= one.until_day))
    return next(held, None)


def _declared(person_id: UUID | None) -> dict[UUID, DeclarationState]:
    rows = session().scalars(select(Declaration).where(Declaration.person_id == person_id))
    return {one.application_id: DeclarationState(one.state) for one in rows}


def _barred_items(
    meetings: Iterable[UUID], seats: Iterable[Seat], declared: dict[UUID, DeclarationState]
) -> set[UUID]:
    """Return which of these meetings had an item from which the holder of the seats is barred."""
    seats = list(seats)
    rows = session().execute(
        select(AgendaItem.meeting_id, Application)
        .join(Application, Application.id == AgendaItem.application_id)
        .where(AgendaItem.meeting_id.in_(list(meetings)))
    )
    return {
        meeting_id
        for meeting_id, application in rows.unique()
        if any(
            bar(seat.country_id, dossier(application).item, declared.get(application.id)) for seat in seats
        )
    }


def _reports(
    found: Iterable[Sat],
    person_id: UUID | None,
    seats: list[Seat],
    declared: dict[UUID, DeclarationState],
) -> dict[UUID, UUID]:
    meetings = [
        one.meeting.id for one in found if _seat_on(seats, local_day(one.meeting.starts_at, one.meeting.zone))
    ]
    barred = _barred_items(meetings, seats, declared)
    rows = session().execute(
        select(MeetingReport.meeting_id, MeetingReport.document_id, ReportCopy.document_id)
        .outerjoin(
            ReportCopy,
            (ReportCopy.report_id == MeetingReport.id) & (ReportCopy.person_id == person_id),
        )
        .where(MeetingReport.meeting_id.in_(meetings), MeetingReport.state == "adopted")
    )
    papers = {
        meeting_id: copy or (None if meeting_id in barred else whole) for meeting_id, whole, copy in rows
    }
    return {meeting_id: paper for meeting_id, paper in papers.items() if paper is not None}
