"""Which members of the Board are waited for in decisions by correspondence."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from sipgrants.board import queries as board
from sipgrants.core.db import session
from sipgrants.lifecycle import reminding
from sipgrants.lifecycle.reminding import Missing
from sipgrants.meetings import queries
from sipgrants.meetings.models import Meeting
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
