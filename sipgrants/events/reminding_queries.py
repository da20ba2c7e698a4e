"""Who is reminded of action points of events: the person, or of a Party its focal points and project managers."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from sipgrants.accounts import queries as people
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, nmsg
from sipgrants.events.models import AwardEvent, AwardPoint
from sipgrants.lifecycle import reminding
from sipgrants.lifecycle.actor import MANAGERS
from sipgrants.lifecycle.reminding import Missing


def _people(number: int) -> Message:
    return nmsg("Remind %(num)s person", "Remind %(num)s people", number)


@reminding.source("award_points", mail="award_point_owed", words=_people)
def undone(about: AwardEvent | None) -> list[Missing]:
    """Return who still owes an action point (of an event)."""
    query = select(AwardPoint).where(AwardPoint.state == "open").options(joinedload(AwardPoint.event))
    if about is not None:
        query = query.where(AwardPoint.event_id == about.id)
    points = list(session().scalars(query.order_by(AwardPoint.due_on, AwardPoint.id)))
    managers = people.recipients_by_party(MANAGERS) if any(one.owing_party for one in points) else {}
    return [_missing(one, who) for one in points for who in _owing(one, managers)]


def _owing(point: AwardPoint, managers: dict[str, list[UUID]]) -> list[UUID]:
    return [point.person_id] if point.person_id else managers.get(str(point.owing_party), [])


def _missing(point: AwardPoint, who: UUID) -> Missing:
    params = {
        "task_id": point.id,
        "title": point.event.title,
        "what": point.what,
        "due_on": point.due_on.isoformat(),
    }
    # A day that moves begins its ladder anew.
    what = ("event.points", f"{point.id}/{point.due_on}")
    return Missing(what, str(who), who, point.event, params, point.due_on, begun=point.created_at.date())
