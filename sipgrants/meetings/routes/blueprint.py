"""The address under which all pages of meetings lie, and the page of a step."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from sipgrants.core.errors import Invalid
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import labels
from sipgrants.meetings.models import Meeting
from sipgrants.web import locale
from sipgrants.web.forms import Form

bp = Blueprint("meetings", __name__, url_prefix="/meetings")
Page = str | Response | tuple[str, int]


def step(
    action: str,
    form: Form,
    run: Callable[[], object],
    *,
    meeting: Meeting,
    lede: Message,
    back: str,
    **more: Any,
) -> Page:
    """Show the page of a step, or take it and go back."""
    if form.validate_on_submit():
        try:
            run()
            flash(locale.translate(msg("Done: %(step)s.", step=labels.action(action))), "good")
            return redirect(back, 303)
        except Invalid as refused:
            form.take(refused)
    page = render_template(
        "meetings/step.html", action=action, form=form, lede=lede, meeting=meeting, back=back, **more
    )
    return page, 422 if request.method == "POST" else 200
