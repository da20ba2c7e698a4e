"""Withdrawing: by the focal point, or by the system when the round is cancelled."""

from sipgrants.accounts import queries as people
from sipgrants.applications import hooks, queries
from sipgrants.applications.commands.freezing import mail_params
from sipgrants.applications.models import Application
from sipgrants.core import outbox
from sipgrants.core.db import command
from sipgrants.core.errors import Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import OFFICER, SYSTEM, TEAM, Actor
from sipgrants.lifecycle.process import PROCESSES
from sipgrants.rounds.hooks import on_cancelled
from sipgrants.rounds.models import Round


@command
def withdraw(application: Application, *, by: Actor, reason: str) -> None:
    """Withdraw the application: it takes no further part in the round. Team and Secretariat are told."""
    was_submitted = application.submitted_version > 0
    machine.move(application, "application.withdraw", by=by, reason=reason.strip())
    require([] if reason.strip() else [Problem("reason", msg("Give the reason."))])
    application.withdrawn_reason = reason.strip()
    hooks.withdrawn(application, by=by)
    told = set(people.recipients(TEAM, application.party_id))
    told |= set(people.recipients(OFFICER)) if was_submitted and not by.is_system else set()
    for person_id in told:
        outbox.mail(
            "application_withdrawn",
            person_id=person_id,
            about=application,
            reason=reason.strip(),
            **mail_params(application),
        )


@on_cancelled
def withdraw_all(round_: Round, *, by: Actor, reason: str) -> None:
    """Withdraw every open application of a cancelled round, in the name of the system."""
    sources = [state for row in PROCESSES["application"].rows("withdraw") for state in row.sources]
    for application in queries.of_round(round_.id, *sources):
        withdraw(application, by=SYSTEM, reason=reason)
