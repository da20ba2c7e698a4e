"""Action points: those of a meeting as a reader may know them, those that somebody owes, and who is reminded of them."""

from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from sipgrants.accounts import queries as people
from sipgrants.board import queries as board
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.lifecycle import labels, reminding
from sipgrants.lifecycle.actor import BOARD, SECRETARIAT, Actor, RoleName
from sipgrants.lifecycle.reminding import Missing
from sipgrants.lifecycle.rights import known
from sipgrants.lifecycle.waiting import Waiting
from sipgrants.meetings import running_queries
from sipgrants.meetings.models import AgendaItem, Meeting
from sipgrants.meetings.running_models import ActionPoint

OFFICE_ZONE = ZoneInfo(
    "Europe/Zurich"
)  # a day ends where the Secretariat is: in UTC it would end on the next one there
ROLES = tuple(sorted(SECRETARIAT | {RoleName.CO_CHAIR}))


def points_of(meeting: Meeting, reader: Actor | None = None) -> list[ActionPoint]:
    """Return the action points of a meeting by day, without those on items from which `reader` is barred."""
    query = select(ActionPoint).where(ActionPoint.meeting_id == meeting.id)
    hidden = known("barred_from", reader) if reader else frozenset()
    found = session().scalars(query.order_by(ActionPoint.due_on, ActionPoint.created_at))
    return [one for one in found if one.application_id not in hidden]


def who_may_owe() -> list[tuple[str, Message | str]]:
    """Return who may owe an action point, as (what a form sends, words): roles, members of the Board, the Secretariat."""
    roles: list[tuple[str, Message | str]] = [(f"role:{one}", labels.role(one)) for one in ROLES]
    seats = [(str(one.person_id), one.person.name) for one in board.sitting()]
    office = [(str(one.id), one.name) for one in people.people_with(SECRETARIAT)]
    return list(dict([*roles, *seats, *office]).items())


def owed_by(point: ActionPoint) -> str:
    """Return the same of one action point, as a form sends it."""
    return f"role:{point.role}" if point.role else str(point.person_id)


def names(points: list[ActionPoint]) -> dict[UUID, Message | str]:
    """Return who owes each, in words, in one statement."""
    persons = [one.person_id for one in points if one.person_id]
    called = people.names_of(persons) if persons else {}
    return {
        one.id: labels.role(one.role) if one.role else called.get(one.person_id, "")  # type: ignore[arg-type]
        for one in points
    }


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return the open action points that somebody owes, or whoever holds their role."""
    if actor.person_id is None or not actor.has(BOARD | SECRETARIAT):
        return []
    mine = or_(
        ActionPoint.person_id == actor.person_id, ActionPoint.role.in_([str(one) for one in actor.names()])
    )
    hidden = known("barred_from", actor)
    query = select(ActionPoint).where(ActionPoint.state == "open", mine).order_by(ActionPoint.due_on)
    return [_waiting(one) for one in session().scalars(query) if one.application_id not in hidden]


def _waiting(point: ActionPoint) -> Waiting:
    due = datetime.combine(point.due_on, time(23, 59), OFFICE_ZONE)
    what = msg("Action point: %(what)s", what=point.what)
    values = {"point_id": point.id}
    return Waiting(what, msg("Report done"), "meetings.finish_point", values, due, "action_point.finish")


def _people(number: int) -> Message:
    return nmsg("Remind %(num)s person", "Remind %(num)s people", number)


@reminding.source("points", mail="action_point_owed", words=_people)
def undone(about: Meeting | None) -> list[Missing]:
    """Return who still owes an action point (of a meeting); of a role everybody who holds it, but the barred: what it
    asks for would tell them.
    """
    query = select(ActionPoint).where(ActionPoint.state == "open")
    if about is not None:
        query = query.where(ActionPoint.meeting_id == about.id)
    points = list(session().scalars(query.order_by(ActionPoint.due_on)))
    seats, told = board.bare_seats(), {one.meeting_id: one.meeting for one in points if one.application_id}
    bars = {key: running_queries.bars_of(meeting, seats) for key, meeting in told.items()}
    holders = {role: people.recipients(RoleName(role)) for role in {one.role for one in points if one.role}}
    return [
        _missing(one, who)
        for one in points
        for who in ([one.person_id] if one.person_id else holders[str(one.role)])
        if who and not (one.application_id and who in bars[one.meeting_id].get(one.application_id, {}))
    ]


def _missing(point: ActionPoint, who: UUID) -> Missing:
    params = {
        "number": point.meeting.number,
        "point_id": point.id,
        "what": point.what,
        "due_on": point.due_on.isoformat(),
    }
    what = ("meeting.points", f"{point.id}/{point.due_on}")
    return Missing(what, str(who), who, point.meeting, params, point.due_on, begun=point.created_at.date())


def titles(items: list[AgendaItem]) -> list[tuple[str, str]]:
    """Return the items of an agenda as a form offers them."""
    return [(str(one.id), f"{place}. {one.title}") for place, one in enumerate(items, start=1)]
