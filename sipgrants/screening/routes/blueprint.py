"""The blueprint, and what all its pages share."""

import io
from typing import Any

from flask import Blueprint, send_file, url_for
from werkzeug.wrappers import Response

from sipgrants.applications.models import Application
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import rights
from sipgrants.web import formats, gate
from sipgrants.web.steps import Step

bp = Blueprint("screening", __name__)
Page = str | Response | tuple[str, int]


def step(application: Application, action: str, lede: Message, **more: Any) -> Step:
    """Return the page of a step about an application: an officer's, or the focal point's."""
    office = rights.can(gate.actor(), "screening.read")
    back = url_for("screening.show", application_id=application.id) if office else url_for("desk.home")
    facts = [
        (msg("Application"), application.reference),
        (msg("Title"), application.title),
        (msg("Party"), formats.pick(application.party.names)),
    ]
    given = {
        "subject": application,
        "crumbs": [(back, application.reference if office else msg("Home"))],
        "here": "rounds.index" if office else "applications.index",
        "facts": facts,
        **more,
    }
    return Step(action, back, lede, **given)


def pdf(data: bytes, name: str) -> Response:
    """Return a PDF to look at in the browser."""
    return send_file(io.BytesIO(data), "application/pdf", download_name=f"{name.replace('/', '-')}.pdf")
