"""The officer's note: saved while it is typed, and by the button; what stood in it before."""

from typing import Any
from uuid import UUID

from flask import redirect, request, url_for

from sipgrants.accounts.commands import presence
from sipgrants.applications.models import Application
from sipgrants.appraisal import commands, note_queries, queries
from sipgrants.appraisal.routes.blueprint import Page, bp
from sipgrants.appraisal.routes.officers import page_of
from sipgrants.core.errors import Invalid
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.plans import history_queries, history_routes
from sipgrants.questionnaires import answering_routes, trace_queries
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.questionnaires.commands import Saved
from sipgrants.questionnaires.models import AnswerSet
from sipgrants.questionnaires.reading import read_section
from sipgrants.web import gate, saving
from sipgrants.web.gate import requires

KEY = note_queries.SECTION


@bp.post("/appraisal/applications/<uuid:application_id>/edit")
@requires("appraisal.edit")
def edit(application_id: UUID) -> Page:
    """Keep the draft; with the button "finish" also finish it."""
    application = queries.find(gate.actor(), application_id)
    saved = _keep(application)
    if saved.conflicts:
        return page_of(application, conflicts=saved.conflicts, wrong="note"), 409
    if "finish" in request.form:
        try:
            commands.finish(application, by=gate.actor())
        except Invalid as refused:
            return page_of(application, told=True, wrong="note", problems=refused.problems), 422
    return redirect(url_for("appraisal.show", application_id=application_id) + "#form", 303)


@bp.post("/appraisal/applications/<uuid:application_id>/edit/autosave")
@requires("appraisal.edit")
def autosave(application_id: UUID) -> Any:
    """Keep what is typed while it is typed."""
    application = queries.find(gate.actor(), application_id)
    names = presence.be_here(application.id, KEY, by=gate.actor())
    if "beat" in request.form:
        return answering_routes.looked(_answers(application), KEY, names)
    saved = _keep(application)
    return answering_routes.heard(_answers(application), KEY, saved, names)


@bp.get("/appraisal/applications/<uuid:application_id>/history")
@requires("appraisal.edit")
def history(application_id: UUID) -> str:
    """Who changed what in the note, and what was set aside."""
    application = queries.find(gate.actor(), application_id)
    answers, asked = _answers(application), history_routes.asked()
    sections = history_queries.of_forms([answers], asked[2])
    found = history_queries.history(*asked, trace_queries.places([answers]), None, sections)
    back = url_for("appraisal.show", application_id=application_id)
    return history_routes.draw(
        found,
        "appraisal.history",
        writes=rights.can(gate.actor(), "appraisal.put_back", application),
        kicker=application.reference,
        crumbs=[(back, msg("Appraisal"))],
        here="rounds.index",
        back=back,
    )


@bp.post("/appraisal/applications/<uuid:application_id>/history")
@requires("appraisal.put_back")
def put_back(application_id: UUID) -> Page:
    """Put an earlier text back."""
    application = queries.find(gate.actor(), application_id)
    commands.put_back(application, by=gate.actor(), change_id=history_routes.change_id())
    return history_routes.back_in_place("appraisal.history")


def _answers(application: Application) -> AnswerSet:
    return note_queries.answers(queries.appraisal(application))


def _keep(application: Application) -> Saved:
    values = read_section(questionnaires.section(_answers(application), KEY), request.form)
    return commands.edit(
        application,
        by=gate.actor(),
        values=values,
        marks=request.form.get("seen"),
        page=saving.window(),
    )
