"""Submitting, replacing and resubmitting: what counts is when the request reached the server.

`arrived_at`: that moment; `pressed_on`: the mark of the draft at that moment, where the second factor was given afterwards.
If the draft is another by then, the request counts from now.
"""

from datetime import datetime

from sipgrants.applications import check_queries, timing
from sipgrants.applications.commands.freezing import freeze, mark
from sipgrants.applications.models import Application, ApplicationVersion
from sipgrants.core import clock
from sipgrants.core.db import command
from sipgrants.core.errors import Conflict, Invalid, Problem
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import Actor
from sipgrants.rounds import queries as rounds


@command
def submit(
    application: Application,
    *,
    by: Actor,
    arrived_at: datetime | None = None,
    pressed_on: str | None = None,
) -> ApplicationVersion:
    """Submit the application: it is frozen as a version, the team gets a receipt, the Secretariat may read it."""
    return _hand_in(application, "submit", by, _arrived(application, arrived_at, pressed_on))


@command
def replace(
    application: Application,
    *,
    by: Actor,
    arrived_at: datetime | None = None,
    pressed_on: str | None = None,
) -> ApplicationVersion:
    """Put a new version in the place of the submitted one, which counts until this one is in."""
    return _hand_in(application, "replace", by, _arrived(application, arrived_at, pressed_on))


def _arrived(application: Application, arrived_at: datetime | None, pressed_on: str | None) -> datetime:
    is_another = pressed_on is not None and pressed_on != mark(application)
    return clock.now() if arrived_at is None or is_another else arrived_at


def _hand_in(application: Application, how: str, by: Actor, arrived: datetime) -> ApplicationVersion:
    machine.check(application, f"application.{how}", by=by)
    demand_in_time(application, arrived)
    _complete(application)
    return freeze(application, how, by=by, arrived_at=arrived)


@command
def resubmit(
    application: Application,
    *,
    by: Actor,
    arrived_at: datetime | None = None,
    pressed_on: str | None = None,
) -> ApplicationVersion:
    """Hand in what was mended after the application was sent back."""
    arrived = _arrived(application, arrived_at, pressed_on)
    machine.check(application, "application.resubmit", by=by)
    if application.cure_until is not None and arrived > application.cure_until:
        raise Conflict(
            msg("The time to mend the application has passed: the version that was submitted counts.")
        )
    _complete(application)
    return freeze(application, "resubmit", by=by, arrived_at=arrived)


def demand_in_time(application: Application, arrived: datetime) -> None:
    """Raise Late with the reason where a request that arrived then does not count."""
    given = rounds.extension_for(application.round_id, application.party_id)
    late = timing.refuse_late(application.round, given, arrived)
    if late is not None:
        raise timing.Late(late, arrived)


def _complete(application: Application) -> None:
    found = check_queries.gaps(check_queries.draft(application))
    if found:
        raise Invalid([Problem(f"{gap.section}#{gap.field}", gap.message) for gap in found])
