"""Who of the Board is not told yet of new documents on an agenda: one mail for each meeting and day, whatever was attached.

An officer presses the button, or the clock tells them on the next day. What stands in `Reminder` says until when a
member was told.
"""

from uuid import UUID

from sqlalchemy import select

from sipgrants.board import queries as board
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.lifecycle import reminding
from sipgrants.lifecycle.reminding import Missing, Reminder
from sipgrants.meetings import queries, running_queries
from sipgrants.meetings.models import AgendaItem, Meeting
from sipgrants.meetings.paper_models import AgendaPaper
from sipgrants.meetings.reminding_queries import mail_params

_KIND = "meeting.papers"


def _words(number: int) -> Message:
    return nmsg("Tell %(num)s member", "Tell %(num)s members", number)


def _said(number: int) -> Message:
    return nmsg("%(num)s member is told.", "%(num)s members are told.", number)


_LATER = msg("Members were told today: of what came later they are told tomorrow.")


@reminding.source("papers", mail="papers_attached", words=_words, said=_said, later=_LATER)
def untold(about: Meeting | None) -> list[Missing]:
    """Return the members for whom documents are new; none that speak of an application from which they are barred."""
    meetings = [about] if about else queries.current_meetings()
    return [one for meeting in meetings if meeting.state != "ended" for one in _of(meeting)]


def _of(meeting: Meeting) -> list[Missing]:
    papers = _attached(meeting)
    if not papers:
        return []
    seats = board.bare_seats()
    bars, told = running_queries.bars_of(meeting, seats), _told(meeting)
    found = []
    for person_id in sorted({one.person_id for one in seats}, key=str):
        hidden = {application for application, barred in bars.items() if person_id in barred}
        last = told.get(person_id)
        new = [
            one
            for one in papers
            if not one.applications & hidden and (last is None or one.latest.created_at > last.created_at)
        ]
        if new:
            found.append(_missing(meeting, person_id, new, last))
    return found


def _missing(meeting: Meeting, person_id: UUID, new: list[AgendaPaper], last: Reminder | None) -> Missing:
    """The day of the newest document is the one from which the next counts: the ladder's first rung after it."""
    day = max(one.latest.created_at for one in new).date()
    what = f"{meeting.id}/{day}"
    if last is not None and last.created_at.date() == clock.today():
        what = last.about_id  # told today: the same thing, so that there is no second mail
    params = {**mail_params(meeting), "documents": len(new)}
    return Missing((_KIND, what), str(person_id), person_id, meeting, params, day, begun=day)


def _attached(meeting: Meeting) -> list[AgendaPaper]:
    """Return the documents that count and that a scanner has not found infected."""
    query = (
        select(AgendaPaper)
        .join(AgendaItem, AgendaItem.id == AgendaPaper.item_id)
        .where(AgendaItem.meeting_id == meeting.id, AgendaPaper.state == "attached")
    )
    return [one for one in session().scalars(query).unique() if one.latest.scan != "infected"]


def _told(meeting: Meeting) -> dict[UUID, Reminder]:
    """Return the last mail about documents of a meeting, by member."""
    query = select(Reminder).where(Reminder.about_type == _KIND, Reminder.about_id.like(f"{meeting.id}/%"))
    return {one.person_id: one for one in session().scalars(query.order_by(Reminder.created_at))}
