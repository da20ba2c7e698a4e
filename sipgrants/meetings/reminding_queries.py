"""Who of the Board is waited for: answers by correspondence, words that confirm decisions, adoptions of reports."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.board import queries as board
from sipgrants.core.db import session
from sipgrants.lifecycle import reminding
from sipgrants.lifecycle.reminding import Missing
from sipgrants.meetings import queries, running_queries
from sipgrants.meetings.models import Decision, Meeting
from sipgrants.screening.days import local_day


@reminding.source("answers", mail="answers_asked", words=reminding.members)
def unanswered(about: Meeting | None) -> list[Missing]:
    """Return the members who have not answered on every decision that is put to them by correspondence."""
    asked = Meeting.mode == "correspondence", Meeting.state == "in_session"
    meetings: Iterable[Meeting] = (
        [about] if about else session().scalars(select(Meeting).where(*asked)).unique()
    )
    return [
        one
        for meeting in meetings
        if meeting.mode == "correspondence" and meeting.state == "in_session"
        for one in _of(meeting)
    ]


def _of(meeting: Meeting) -> list[Missing]:
    if meeting.round is None or meeting.ends_at is None:
        return []
    found = queries.table(meeting.round)
    due_on = local_day(meeting.ends_at, meeting.zone)
    seats = board.sitting()
    waited = {
        seat.person_id
        for decision in found.under_way.values()
        if decision.meeting_id == meeting.id and decision.state == "drafted"
        for seat in seats
        if seat.person_id not in found.barred(decision.application_id)
        and seat.person_id not in {one.person_id for one in decision.answers}
    }
    # A day that moves begins its ladder anew.
    what = ("meeting.answers", f"{meeting.id}/{due_on}")
    return [
        Missing(what, str(one), one, meeting, mail_params(meeting), due_on) for one in sorted(waited, key=str)
    ]


@reminding.source("confirmations", mail="confirmation_asked", words=reminding.members)
def unconfirmed(about: Meeting | None) -> list[Missing]:
    """Return whose word the decisions that were taken still want; the day is the one on which they were taken."""
    taken = select(Decision).where(Decision.state == "taken")
    if about is not None:
        taken = taken.where(Decision.meeting_id == about.id)
    by_meeting: dict[UUID, list[Decision]] = {}
    for decision in session().scalars(taken.order_by(Decision.created_at)):
        by_meeting.setdefault(decision.meeting_id, []).append(decision)
    return [one for decisions in by_meeting.values() for one in _owing(decisions)]


def _owing(decisions: list[Decision]) -> list[Missing]:
    """Who owes a word on the decisions of one meeting."""
    meeting, seats = decisions[0].meeting, board.bare_seats()
    bars = running_queries.bars_of(meeting, seats)
    wanted: dict[UUID, list[Decision]] = {}
    for one in decisions:
        asked = queries.confirmers_among(seats, bars.get(one.application_id, {}), one)
        for person in asked.missing([each.person_id for each in one.confirmations]):
            wanted.setdefault(UUID(str(person)), []).append(one)
    return [_word_of(meeting, person, wanted[person]) for person in sorted(wanted, key=str)]


def _word_of(meeting: Meeting, person: UUID, decisions: list[Decision]) -> Missing:
    day = local_day(min(one.taken_at or one.created_at for one in decisions), meeting.zone)
    what = ("meeting.confirmations", f"{meeting.id}/{day}")
    params = {**mail_params(meeting), "decisions": len(decisions)}
    return Missing(what, str(person), person, meeting, params, day, begun=day)


@reminding.source("adoptions", mail="adoption_asked", words=reminding.members, has_ladder=False)
def unadopted(about: Meeting | None) -> list[Missing]:
    """Return the Co-Chairs who have not adopted the report; often they do at the next meeting, so there is no ladder."""
    drafted = [one for one in queries.open_reports() if about is None or one.meeting_id == about.id]
    chairs = board.co_chairs(board.sitting()) if drafted else []
    return [
        Missing(
            ("meeting.adoptions", str(report.id)),
            str(chair),
            chair,
            report.meeting,
            mail_params(report.meeting),
        )
        for report in drafted
        for chair in chairs
        if chair not in {one.person_id for one in report.adoptions}
    ]


def mail_params(meeting: Meeting) -> dict[str, Any]:
    """Return what every mail about a meeting is given."""
    return {
        "meeting_id": meeting.id,
        "number": meeting.number,
        "mode": meeting.mode,
        "place": meeting.place,
        "zone": meeting.zone,
        "starts_at": meeting.starts_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat() if meeting.ends_at else None,
    }
