"""A reserve lasts until its date; then the system lets it lapse."""

from sqlalchemy import select

from sipgrants.applications.models import Application
from sipgrants.core import clock
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict
from sipgrants.core.i18n import msg
from sipgrants.core.outbox import clockwork
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import SYSTEM, Actor
from sipgrants.meetings import queries
from sipgrants.meetings.commands import telling
from sipgrants.rounds.models import Round


@command
def lapse_reserve(application: Application, *, by: Actor) -> None:
    """Let the reserve lapse: its date has passed and no money came free. Its letter goes out at once."""
    until = application.round.reserve_until
    machine.move(application, "application.lapse_reserve", by=by, until=until)
    if until is None or clock.today() <= until:
        raise Conflict(msg("The reserve of this round still lasts."))
    telling.tell_end_of_reserve(queries.standing_decision(application), until)


@clockwork("meetings.reserves")
def lapse_reserves() -> None:
    """Let every reserve lapse whose date has passed."""
    due = (
        select(Application)
        .join(Round, Round.id == Application.round_id)
        .where(Application.state == "reserve", Round.reserve_until < clock.today())
    )
    for one in session().scalars(due).unique().all():
        lapse_reserve(one, by=SYSTEM)
