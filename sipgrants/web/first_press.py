"""When a step was first pressed, where the second factor stood in its way.

A code comes by mail and takes its time; a deadline does not wait. What counts is when the request reached the server, and
that was the press, not the code. So the page that asks for the code carries the moment in a sealed field, with a mark of
what the step was about. With the right code the request counts from that moment; the step's own command compares the mark
under its lock, so that nobody wins time to go on writing.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import current_app, g, request
from itsdangerous import BadSignature, URLSafeSerializer

from sipgrants.core import clock

FIELD = "first_pressed"
LONGEST = timedelta(minutes=10)
# (arguments of the address) -> a mark of what the step is about, as it stands.
Mark = Callable[..., str]
_MARKS: dict[str, Mark] = {}


def counts(*actions: str) -> Callable[[Mark], Mark]:
    """Register for which steps the first press counts, and what must be the same when the code is there."""

    def register(mark: Mark) -> Mark:
        _MARKS.update(dict.fromkeys(actions, mark))
        return mark

    return register


def note(action: str) -> list[tuple[str, str]]:
    """Return the hidden field for the page that asks for the code; a wrong code keeps the one that is there."""
    if action not in _MARKS or FIELD in request.form:
        return []
    mark = _MARKS[action](**(request.view_args or {}))
    return [(FIELD, _sealed().dumps([*_who_and_where(), g.arrived_at.isoformat(), mark]))]


def honour() -> None:
    """Let this request count from its first press (`g.arrived_at`), for what was there then (`g.pressed_on`)."""
    try:
        *whose, moment, mark = _sealed().loads(request.form.get(FIELD, ""))
    except BadSignature:
        return
    pressed_at = datetime.fromisoformat(moment)
    if whose == _who_and_where() and clock.now() - pressed_at <= LONGEST:
        g.arrived_at, g.pressed_on = pressed_at, mark


def pressed_on() -> str | None:
    """Return the mark of what this request counts for, where it counts from its first press."""
    mark: str | None = g.get("pressed_on")
    return mark


def _who_and_where() -> list[str]:
    return [str(g.actor.person_id), request.path]


def _sealed() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="first press")
