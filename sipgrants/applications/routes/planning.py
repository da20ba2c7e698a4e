"""Writing the plan of an application part by part: results framework, workplan, risks, budget, other funding."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from sipgrants.applications import check_queries, commands
from sipgrants.applications.check_queries import Draft
from sipgrants.applications.routes.blueprint import Page, bp
from sipgrants.applications.routes.drafting import draft_to_write, is_typing
from sipgrants.core.errors import NotFound, Stale
from sipgrants.plans import queries as plans
from sipgrants.plans import reading as plan_reading
from sipgrants.plans import saving_routes
from sipgrants.plans.content import PARTS
from sipgrants.web import gate
from sipgrants.web.gate import requires


@bp.route("/<uuid:application_id>/plan/<part>", methods=["GET", "POST"])
@requires("application.edit")
def part(application_id: UUID, part: str) -> Page:
    """A part of the plan: results framework, workplan, risks, budget, other funding."""
    if part not in PARTS:
        raise NotFound()
    draft = draft_to_write(application_id)
    commands.edit(
        draft.application, by=gate.actor(), section=commands.section_of_part(draft.application, part)
    )
    if request.method == "GET":
        return _part_page(draft, part)
    content = plan_reading.read_part(part, request.form)
    try:
        commands.save_part(
            draft.application, by=gate.actor(), part=part, content=content, **saving_routes.sent()
        )
    except Stale:
        fresh = check_queries.draft(draft.application)
        return _part_page(fresh, part, saving_routes.both(fresh.plan, part, content)), 409
    return redirect(_after_part(draft, part), 303)


def _after_part(draft: Draft, part: str) -> str:
    application_id = draft.application.id
    key = commands.section_of_part(draft.application, part)
    if plan_reading.wants_more(request.form):
        return url_for("applications.part", application_id=application_id, part=part, typing=1)
    if request.form.get("go") == "stay" or key is None:
        return url_for("applications.part", application_id=application_id, part=part)
    flash(gettext("The page is saved."), "good")
    return url_for("applications.section", application_id=application_id, key=key)


def _part_page(draft: Draft, part: str, mine: Any = None) -> str:
    application = draft.application
    page = plans.page(
        draft.plan,
        part,
        framework_label=application.round.framework_label,
        told=part in plans.started(draft.plan) and not is_typing(),
        mine=mine,
        **check_queries.plan_context(draft),
    )
    return render_template(
        "applications/part.html",
        application=application,
        page=page,
        section=commands.section_of_part(application, part),
    )
