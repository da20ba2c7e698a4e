"""Who changed what in a draft, section by section and part by part; an earlier text is put back from here."""

from uuid import UUID

from flask import url_for

from sipgrants.applications import queries
from sipgrants.applications.commands import restoring
from sipgrants.applications.routes.blueprint import Page, bp
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine, rights
from sipgrants.plans import history_queries, history_routes
from sipgrants.plans.content import PARTS
from sipgrants.questionnaires import trace_queries
from sipgrants.web import gate
from sipgrants.web.gate import requires


@bp.get("/<uuid:application_id>/history")
@requires("application.history")
def history(application_id: UUID) -> Page:
    """Each change: who, when, which question or row, from what to what."""
    application = queries.find(gate.actor(), application_id)
    if not rights.can(gate.actor(), "application.history", application):
        raise NotFound()
    asked, sets = history_routes.asked(), list(queries.answers(application).values())
    sections = history_queries.of_forms(sets, asked[2]) | history_queries.of_plan(PARTS)
    found = history_queries.history(*asked, trace_queries.places(sets), application.plan_id, sections)
    writes = machine.possible(application, "application.edit", gate.actor())
    return history_routes.draw(
        found,
        "applications.history",
        writes=writes,
        kicker=application.reference,
        crumbs=[
            (url_for("applications.index"), msg("Applications")),
            (url_for("applications.show", application_id=application_id), application.reference),
        ],
        here="applications.index",
        back=url_for("applications.tasks", application_id=application_id) if writes else None,
    )


@bp.post("/<uuid:application_id>/history")
@requires("application.put_back")
def put_back(application_id: UUID) -> Page:
    """Put an earlier text back."""
    application = queries.find(gate.actor(), application_id)
    restoring.put_back(application, by=gate.actor(), change_id=history_routes.change_id())
    return history_routes.back_in_place("applications.history")
