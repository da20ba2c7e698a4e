"""What home says of a meeting that begins or runs: to members what they do next in it, to officers that it runs."""

from datetime import timedelta

from sqlalchemy import select

from sipgrants.applications.models import Application
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import OFFICER, Actor, RoleName
from sipgrants.lifecycle.waiting import Waiting
from sipgrants.meetings import queries, running_queries
from sipgrants.meetings.models import AgendaItem, Decision, Meeting, MeetingReport
from sipgrants.meetings.running_models import Ballot, Vote
from sipgrants.rounds.models import Round
from sipgrants.scoring import queries as scoring

# A meeting that nobody opened within a day of its hour was not held.
_LATE = timedelta(days=1)
_SOON = timedelta(hours=12)
_LATELY = timedelta(days=60)


def now_in(meeting: Meeting, actor: Actor) -> Waiting | None:
    """Return what a member does next in a meeting that is beginning or in session; None before, and afterwards."""
    if meeting.mode != "meeting":
        return None
    if meeting.state == "planned":
        late = timedelta() <= clock.now() - meeting.starts_at < _LATE
        begins = msg("Meeting %(number)s of the Board begins: wait for it here.", number=meeting.number)
        return _waiting(meeting, begins, msg("Open meeting")) if late else None
    return _waiting(meeting, *_next(meeting, actor)) if meeting.state == "in_session" else None


def _next(meeting: Meeting, actor: Actor) -> tuple[Message, Message]:
    number, item = meeting.number, _current(meeting)
    if item is None and running_queries.open_session(meeting) is None:
        return msg("Meeting %(number)s is adjourned.", number=number), msg("Open meeting")
    if item is not None and item.application_id in scoring.barred(actor):
        leave = msg(
            "Meeting %(number)s: an item in which you take no part is under discussion.", number=number
        )
        return leave, msg("Open meeting")
    if item is not None and _owes_vote(meeting, item, actor):
        return msg("Meeting %(number)s: a vote is called, and yours is asked for.", number=number), msg(
            "Vote"
        )
    return msg("Meeting %(number)s of the Board is in session.", number=number), msg("Follow meeting")


def _current(meeting: Meeting) -> AgendaItem | None:
    return next((one for one in meeting.items if one.id == meeting.current_item_id), None)


def _owes_vote(meeting: Meeting, item: AgendaItem, actor: Actor) -> bool:
    """Whether a vote is open on the item, and this member, who is there, has not cast theirs: in one statement."""
    if actor.person_id not in queries.present(meeting):
        return False
    cast = select(Ballot.id).where(Ballot.vote_id == Vote.id, Ballot.person_id == actor.person_id)
    query = (
        select(Vote.id)
        .join(Decision, Decision.id == Vote.decision_id)
        .where(Decision.meeting_id == meeting.id, Decision.application_id == item.application_id)
        .where(Vote.state == "open", ~cast.exists())
    )
    return session().scalar(query) is not None


def running_for(actor: Actor) -> list[Waiting]:
    """Return to officers the meetings that they open soon, that run, or that have no report."""
    if not actor.has(OFFICER):
        return []
    found = [one for one in queries.current_meetings() if one.mode == "meeting"]
    led = [_led(one) for one in found if one.state == "in_session" or _is_near(one)]
    return [*led, *[_unreported(one) for one in _ended_lately()]]


def _ended_lately() -> list[Meeting]:
    """Return the meetings that ended within two months and have no report; older ones are not nagged about."""
    reported = select(MeetingReport.meeting_id)
    query = select(Meeting).where(Meeting.state == "ended", Meeting.ended_at > clock.now() - _LATELY)
    return list(session().scalars(query.where(Meeting.id.not_in(reported)).order_by(Meeting.number)).unique())


def _unreported(meeting: Meeting) -> Waiting:
    what = msg("Meeting %(number)s of the Board has no report yet.", number=meeting.number)
    values = {"meeting_id": meeting.id}
    return Waiting(what, msg("Open meeting"), "meetings.show", values, None, "meeting_report.draft")


def _is_near(meeting: Meeting) -> bool:
    return -_LATE < meeting.starts_at - clock.now() < _SOON


def to_close(actor: Actor) -> list[Waiting]:
    """Return to Co-Chairs the rounds on whose every application a decision stands: they close the Board's part.

    Not to one who is barred in that round: that everything is decided says so of the application they are barred from.
    """
    if not actor.has({RoleName.CO_CHAIR}):
        return []
    undecided = select(Application.round_id).where(Application.state == "with_board")
    barred = select(Application.round_id).where(Application.id.in_(scoring.barred(actor)))
    query = select(Round).where(
        Round.state == "with_board", Round.id.not_in(undecided), Round.id.not_in(barred)
    )
    return [
        Waiting(
            msg(
                "Round %(number)s: every application is decided. Close the Board's decisions.",
                number=one.number,
            ),
            msg("Open round"),
            "rounds.show",
            {"round_id": one.id},
            None,
            "round.decide",
        )
        for one in session().scalars(query.order_by(Round.number)).unique()
    ]


def _led(meeting: Meeting) -> Waiting:
    if meeting.state == "in_session":
        runs = msg("Meeting %(number)s of the Board is in session.", number=meeting.number)
        return _waiting(meeting, runs, msg("Open meeting"))
    begins = msg("Meeting %(number)s of the Board is about to begin.", number=meeting.number)
    return _waiting(meeting, begins, msg("Open meeting"))


def _waiting(meeting: Meeting, what: Message, button: Message) -> Waiting:
    values = {"meeting_id": meeting.id}
    return Waiting(what, button, "meetings.show", values, None, "meeting.read", is_now=True)
