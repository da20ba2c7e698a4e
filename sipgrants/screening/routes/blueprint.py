"""The blueprint, and what all its pages share."""

import io
from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from sipgrants.applications.models import Application
from sipgrants.core.errors import Invalid
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import countersign, labels
from sipgrants.web.forms import Form
from sipgrants.web.notices import tell

bp = Blueprint("screening", __name__)
Page = str | Response | tuple[str, int]


def step(
    application: Application,
    action: str,
    form: Form,
    run: Callable[[Any], object],
    *,
    after: str = "",
    **page: Any,
) -> Page:
    """Show the page of a step about an application, or take it and go back (to `after`, where one is given)."""
    status = 200
    if form.validate_on_submit():
        try:
            tell(done(run(form), action))
            return redirect(after or url_for("screening.show", application_id=application.id), 303)
        except Invalid as refused:
            form.take(refused)
    if request.method == "POST":
        status = 422
    return (
        render_template("screening/step.html", application=application, action=action, form=form, page=page),
        status,
    )


def done(result: object, action: str) -> Message:
    """Return what to tell after a step: done, or waiting for a second person."""
    if isinstance(result, countersign.Proposal):
        return msg("A second officer is asked to confirm: %(step)s.", step=labels.action(action))
    return msg("Done: %(step)s.", step=labels.action(action))


def pdf(data: bytes, name: str) -> Response:
    """Return a PDF to look at in the browser."""
    return send_file(io.BytesIO(data), "application/pdf", download_name=f"{name.replace('/', '-')}.pdf")
