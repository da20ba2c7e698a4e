"""Who changed what in a draft, section by section; an earlier text is put back from here."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from sipgrants.applications import history_queries, queries
from sipgrants.applications.commands import restoring
from sipgrants.applications.routes.blueprint import Page, bp
from sipgrants.core.errors import NotFound
from sipgrants.lifecycle import machine, rights
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires


@bp.get("/<uuid:application_id>/history")
@requires("application.history")
def history(application_id: UUID) -> Page:
    """Each change: who, when, which question, from what to what."""
    application = queries.find(gate.actor(), application_id)
    if not rights.can(gate.actor(), "application.history", application):
        raise NotFound()
    section = request.args.get("section", "")
    found = history_queries.history(
        application, section, request.args.get("page", 1, type=int), locale.choose()
    )
    return render_template(
        "applications/history.html",
        application=application,
        found=found,
        chosen=section if section in found.sections else "",
        writes=machine.possible(application, "application.edit", gate.actor()),
    )


@bp.post("/<uuid:application_id>/history")
@requires("application.put_back")
def put_back(application_id: UUID) -> Page:
    """Put an earlier text back."""
    application = queries.find(gate.actor(), application_id)
    try:
        change_id = UUID(request.form.get("change", ""))
    except ValueError:
        raise NotFound() from None
    section = restoring.put_back(application, by=gate.actor(), change_id=change_id)
    flash(gettext("The earlier text is back in its place. What stood there is kept in this history."), "good")
    return redirect(url_for("applications.history", application_id=application_id, section=section), 303)
