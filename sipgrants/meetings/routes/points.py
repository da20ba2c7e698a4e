"""Action points of a meeting: added and changed by an officer, reported done by whoever owes them."""

from collections.abc import Callable
from uuid import UUID

from flask import redirect, render_template, request, url_for

from sipgrants.core import db
from sipgrants.core.errors import Invalid
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.meetings import point_queries, queries
from sipgrants.meetings.commands import points
from sipgrants.meetings.models import Meeting
from sipgrants.meetings.point_forms import FinishForm, PointForm
from sipgrants.meetings.routes.blueprint import Page, bp, step
from sipgrants.meetings.running_models import ActionPoint
from sipgrants.web import gate
from sipgrants.web.gate import requires


@bp.route("/<uuid:meeting_id>/points/new", methods=["GET", "POST"])
@requires("action_point.add")
def add_point(meeting_id: UUID) -> Page:
    """Add an action point."""
    meeting, form = queries.find(meeting_id), PointForm(data={"item": request.args.get("item", "")})
    return _page(
        "action_point.add",
        form,
        meeting,
        None,
        lambda: points.add(meeting, by=gate.actor(), task=form.task()),
    )


@bp.route("/points/<uuid:point_id>/edit", methods=["GET", "POST"])
@requires("action_point.edit")
def edit_point(point_id: UUID) -> Page:
    """Change an action point."""
    point = db.find(ActionPoint, point_id)
    known = {"what": point.what, "who": point_queries.owed_by(point), "due_on": point.due_on}
    form = PointForm(data={**known, "item": str(point.item_id or "")})
    return _page(
        "action_point.edit",
        form,
        point.meeting,
        point,
        lambda: points.edit(point, by=gate.actor(), task=form.task(), seen=gate.seen()),
    )


@bp.route("/points/<uuid:point_id>/finish", methods=["GET", "POST"])
@requires("action_point.finish")
def finish_point(point_id: UUID) -> Page:
    """Report an action point done."""
    point, form = db.find(ActionPoint, point_id), FinishForm()
    rights.demand(gate.actor(), "action_point.finish", point)
    return step(
        "action_point.finish",
        form,
        lambda: points.finish(point, by=gate.actor(), note=form.note.data or "", seen=gate.seen()),
        meeting=point.meeting,
        subject=point,
        lede=msg("%(what)s", what=point.what),
        back=_back(point.meeting),
    )


def _page(
    action: str, form: PointForm, meeting: Meeting, point: ActionPoint | None, run: Callable[[], object]
) -> Page:
    form.offer(point_queries.who_may_owe(), point_queries.titles(meeting.items))
    if form.validate_on_submit():
        try:
            run()
            return redirect(_back(meeting), 303)
        except Invalid as refused:
            form.take(refused)
    page = render_template("meetings/point.html", action=action, form=form, meeting=meeting, point=point)
    return page, 422 if request.method == "POST" else 200


def _back(meeting: Meeting) -> str:
    return url_for("meetings.show", meeting_id=meeting.id, _anchor="points")
