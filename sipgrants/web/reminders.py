"""The button that reminds those who are missing, on whatever page it stands."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from sipgrants.core import db
from sipgrants.core.errors import NotFound
from sipgrants.lifecycle import reminding
from sipgrants.web import gate
from sipgrants.web.gate import requires
from sipgrants.web.notices import tell

bp = Blueprint("reminders", __name__)
KINDS = ("round", "application", "meeting", "award", "award_event")


@bp.record
def _equip(setup: BlueprintSetupState) -> None:
    """Give the macro its function: imported macros see globals only."""
    setup.app.jinja_env.globals["reminder"] = _reminder


def _reminder(name: str, about: Any) -> reminding.Button | None:
    return reminding.button(name, about, gate.actor())


@bp.post("/reminders/<name>/<kind>/<uuid:id>")
@requires("reminder.send")
def send(name: str, kind: str, id: UUID) -> Response:
    """Write to those who are missing on a record."""
    if kind not in KINDS:
        raise NotFound()
    return _send(name, db.find(db.subjects()[kind], id))


@bp.post("/reminders/<name>")
@requires("reminder.send")
def send_all(name: str) -> Response:
    """Write to those who are missing anywhere."""
    return _send(name, None)


def _send(name: str, about: Any) -> Response:
    number = reminding.send(about, by=gate.actor(), name=name)
    tell(reminding.SOURCES[name].said(number))
    return redirect(page_before(), 303)


def page_before() -> str:
    """Return the page on which the button was pressed; home where the browser does not tell it."""
    came = urlsplit(request.referrer or "")
    if came.netloc != request.host or not came.path.startswith("/") or came.path.startswith("//"):
        return url_for("desk.home")
    return f"{came.path}?{came.query}" if came.query else came.path
