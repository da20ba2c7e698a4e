"""What of an event waits for whom: action points, and notes that nobody has written."""

from sqlalchemy import select

from sipgrants.accounts.models import Person
from sipgrants.awards import queries as awards
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.i18n import msg
from sipgrants.events.models import AwardEvent, AwardPoint
from sipgrants.lifecycle.actor import MANAGERS, OFFICER, SECRETARIAT, TEAM, Actor
from sipgrants.lifecycle.waiting import Waiting
from sipgrants.parties.models import Party

OFFICE_ZONE = "Europe/Zurich"  # where the Secretariat's days end


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return what this person owes, and the events whose notes they should write: two statements at most."""
    if actor.person_id is None or not actor.has(SECRETARIAT | TEAM):
        return []
    return [*_points(actor), *_unwritten(actor)]


def _points(actor: Actor) -> list[Waiting]:
    mine = (AwardPoint.person_id == actor.person_id) | AwardPoint.owing_party.in_(actor.parties(MANAGERS))
    query = select(AwardPoint, Party.zone).outerjoin(Party, Party.id == AwardPoint.owing_party)
    rows = session().execute(query.where(AwardPoint.state == "open", mine).order_by(AwardPoint.due_on))
    return [
        Waiting(
            msg("Action point: %(what)s", what=one.what),
            msg("Report done"),
            "events.finish_point",
            {"task_id": one.id},
            awards.end_of(one.due_on, zone or OFFICE_ZONE),
            "award_point.finish",
        )
        for one, zone in rows
    ]


def _unwritten(actor: Actor) -> list[Waiting]:
    if not actor.has(OFFICER):
        return []
    query = (
        select(AwardEvent.id, AwardEvent.title)
        .where(AwardEvent.state == "planned", AwardEvent.ends_at <= clock.now())
        .where(AwardEvent.staff.any(Person.id == actor.person_id))
        .order_by(AwardEvent.ends_at)
    )
    return [
        Waiting(
            msg("%(what)s: write what was said", what=title),
            msg("Write notes"),
            "events.record",
            {"id": identifier},
            None,
            "award_event.record",
        )
        for identifier, title in session().execute(query)
    ]
