"""Documents for members, and the Master Classes: read by the Board, kept by the officers.

The application takes the Board's pages from here, so that these are among them.
"""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from sipgrants.board import commands, forms, queries
from sipgrants.board import orientation_queries as orientation
from sipgrants.board.import_routes import bp
from sipgrants.board.orientation_models import MasterClass, Orientation
from sipgrants.board.routes import Page
from sipgrants.core import db
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import OFFICE
from sipgrants.web import downloads, gate, steps, uploads
from sipgrants.web.gate import requires

__all__ = ["bp"]
_HERE = "meetings.index"
_CRUMBS = msg("Documents for members")


@bp.get("/orientation", endpoint="orientation")
@requires("orientation.read")
def show() -> Page:
    """What a member reads to begin; to the Secretariat also who attended which Master Class."""
    office = gate.actor().has(OFFICE)
    held = orientation.classes() if office else []
    return render_template(
        "board/orientation.html",
        documents=orientation.documents(),
        withdrawn=orientation.documents(withdrawn=True) if office else [],
        classes=held,
        missing=orientation.not_yet(queries.sitting(), held) if office else [],
        office=office,
    )


@bp.route("/orientation/new", methods=["GET", "POST"])
@requires("orientation.add")
def add_orientation() -> Page:
    """A document for members, as a file or a link."""
    form = forms.OrientationForm()
    return steps.take(
        form,
        lambda f: commands.add_orientation(
            by=gate.actor(),
            title=f.title.data,
            locale=f.locale.data,
            day=f.day.data,
            url=f.url.data or "",
            file=uploads.of(f.file),
        ),
        _step(
            "orientation.add",
            msg("The members of today find it on their home page; new ones by a mail."),
        ),
    )


@bp.post("/orientation/<uuid:orientation_id>/withdraw")
@requires("orientation.withdraw")
def withdraw_orientation(orientation_id: UUID) -> Page:
    """Take a document from the list."""
    found = db.find(Orientation, orientation_id)
    run = commands.withdraw_orientation
    return steps.press(
        lambda: run(found, by=gate.actor()), "orientation.withdraw", url_for("board.orientation")
    )


@bp.get("/orientation/<uuid:orientation_id>/file")
@requires("orientation.read")
def orientation_file(orientation_id: UUID) -> Response:
    """Give out a document; one that is withdrawn only to the Secretariat."""
    found = db.find(Orientation, orientation_id)
    hidden = found.withdrawn_at is not None and not gate.actor().has(OFFICE)
    if hidden or found.file is None:
        raise NotFound()
    return downloads.stored(found.file)


@bp.route("/classes/new", methods=["GET", "POST"])
@requires("master_class.record")
def add_class() -> Page:
    """A Master Class on a day."""
    form = forms.ClassForm()
    return steps.take(
        form,
        lambda f: commands.record_class(by=gate.actor(), title=f.title.data, day=f.day.data),
        _step(
            "master_class.record",
            msg("Who attended is ticked on its own page, once the day has come."),
        ),
    )


@bp.route("/classes/<uuid:class_id>", methods=["GET", "POST"], endpoint="master_class")
@requires("master_class.record")
def attended(class_id: UUID) -> Page:
    """Who attended a Master Class."""
    found, form = db.find(MasterClass, class_id), forms.AttendedForm()
    if form.validate_on_submit():
        ticked = request.form.getlist("attended", type=UUID)
        commands.record_attended(found, by=gate.actor(), people=ticked)
        flash(gettext("Recorded."), "good")
        return redirect(url_for("board.orientation"), 303)
    came = {row.person_id for row in found.attended}
    return render_template("board/class.html", found=found, seats=orientation.offered(found), came=came)


def _step(action: str, lede: Message) -> steps.Step:
    back = url_for("board.orientation")
    return steps.Step(action, back, lede, crumbs=[(back, _CRUMBS)], here=_HERE)
