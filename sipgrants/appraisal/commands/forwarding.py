"""To the Board and back: forwarded once the appraisal is written, recalled before a decision."""

from sipgrants.applications.models import Application
from sipgrants.appraisal import queries
from sipgrants.core import db
from sipgrants.core.db import command
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.rounds.models import Round
from sipgrants.screening.commands.deciding import refuse_decided, refuse_outside_screening


@command
def forward(application: Application, *, by: Actor) -> None:
    """Put the application before the Board with its appraisal."""
    machine.move(application, "application.forward", by=by)
    refuse_outside_screening(application.round)
    found = queries.appraisal(application)
    if found is None or found.finished_at is None:
        raise Conflict(msg("The appraisal is not finished yet."))


@command
def forward_all(round_: Round, *, by: Actor) -> int:
    """Forward every eligible application of the round whose appraisal is finished; return how many."""
    rights.demand(by, "application.forward")
    refuse_outside_screening(round_)
    ready = queries.ready_to_forward(round_)
    for application in ready:
        db.lock(application)
        forward(application, by=by)
    return len(ready)


@command
def recall(application: Application, *, by: Actor, reason: str) -> None:
    """Take the application back from the Board, before it has taken a decision."""
    machine.move(application, "application.recall", by=by, reason=reason)
    refuse_decided([application])
    require([] if reason.strip() else [Problem("reason", msg("Give the reason."))])
