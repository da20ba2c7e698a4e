"""Sending back what can be mended, by section and with a date; where nothing comes, the last version counts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sipgrants.accounts import queries as people
from sipgrants.applications.models import Application
from sipgrants.core import clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import OFFICER, SYSTEM, WRITERS, Actor
from sipgrants.screening import queries, sections_queries
from sipgrants.screening.commands.deciding import refuse_outside_screening
from sipgrants.screening.days import cure_problems, end_of, local_day
from sipgrants.screening.models import Return


@command
def send_back(
    application: Application, *, by: Actor, sections: Iterable[str], until: date | None, text: str
) -> Return:
    """Open the named sections to the applicant until the end of `until` in the round's zone; the team is told."""
    chosen, round_ = list(dict.fromkeys(sections)), application.round
    machine.check(application, "application.send_back", by=by)
    refuse_outside_screening(round_)
    if not round_.cure_days:
        raise Conflict(msg("This round has no cure period: nothing is sent back."))
    require(_wrong(application, chosen, until, text))
    if until is None or by.person_id is None:
        raise Conflict(msg("An officer sends an application back, with a date."))
    moment = end_of(until, round_.zone)
    application.cure_until, application.open_sections = moment, chosen
    machine.move(
        application, "application.send_back", by=by, sections=chosen, until=until, reason=text.strip()
    )
    made = Return(
        application_id=application.id,
        sections=chosen,
        text=text.strip(),
        until=moment,
        returned_by=by.person_id,
    )
    session().add(made)
    _tell(application, "application_returned", text=text.strip(), until=moment, zone=round_.zone)
    return made


def _wrong(application: Application, chosen: list[str], until: date | None, text: str) -> list[Problem]:
    round_ = application.round
    found = cure_problems(until, local_day(clock.now(), round_.zone), round_.cure_days)
    if not chosen or not sections_queries.named(application).keys() >= set(chosen):
        found.append(Problem("sections", msg("Choose at least one section to be mended.")))
    if not text.strip():
        found.append(Problem("text", msg("Say what is to be mended.")))
    return found


@command
def lapse(application: Application, *, by: Actor = SYSTEM) -> None:
    """The cure date has passed: the last version is judged, the sections close, team and officers are told."""
    if application.cure_until is None or clock.now() <= application.cure_until:
        raise Conflict(msg("The date for mending has not passed yet."))
    machine.move(application, "application.lapse", by=by, version=application.submitted_version)
    application.open_sections, application.cure_until = [], None
    ended = queries.open_return(application.id)
    if ended is not None:
        ended.ended_at, ended.ended_how = clock.now(), "lapsed"
    _tell(application, "application_lapsed")
    for person_id in people.recipients(OFFICER):
        outbox.mail("application_lapsed_office", person_id=person_id, about=application, **_told(application))


@outbox.clockwork("application.lapse")
def _lapse_what_is_due() -> None:
    for application in queries.past_cure_date():
        lapse(application)


def _tell(application: Application, kind: str, **params: object) -> None:
    for person_id in people.recipients(WRITERS, application.party_id):
        outbox.mail(kind, person_id=person_id, about=application, **{**_told(application), **params})


def _told(application: Application) -> dict[str, Any]:
    return {
        "application_id": application.id,
        "reference": application.reference,
        "title": application.title,
    }
