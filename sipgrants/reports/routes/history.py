"""Who changed what in a report, in its sections and in the rows on the plan; an earlier text is put back from here."""

from typing import Any
from uuid import UUID

from flask import url_for

from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine, rights
from sipgrants.plans import history_queries, history_routes
from sipgrants.reports import commands, content_queries, trace_queries
from sipgrants.reports.routes.pages import bp, find
from sipgrants.web import gate


@bp.get("/<uuid:id>/history")
@gate.requires("report.history")
def history(id: UUID) -> Any:
    """Each change: who, when, which question or row, from what to what."""
    report = find(id)
    if not rights.can(gate.actor(), "report.history", report):
        raise NotFound()
    content, asked = content_queries.content(report), history_routes.asked()
    sections = history_queries.of_forms([content.answers], asked[2])
    found = history_queries.history(*asked, trace_queries.places(content), None, sections)
    here = url_for("reports.show", id=id)
    return history_routes.draw(
        found,
        "reports.history",
        writes=machine.possible(report, "report.edit", gate.actor()),
        kicker=report.reference,
        crumbs=[(url_for("reports.index"), msg("Reports")), (here, report.reference)],
        here="awards.index",
        back=here,
    )


@bp.post("/<uuid:id>/history")
@gate.requires("report.put_back")
def put_back(id: UUID) -> Any:
    """Put an earlier text back."""
    commands.put_back(find(id), by=gate.actor(), change_id=history_routes.change_id())
    return history_routes.back_in_place("reports.history")
