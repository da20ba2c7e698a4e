"""Files in parts, for the script of the files' page: announce, part, finish; give up works as a form, too."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from flask import flash, jsonify, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from sipgrants.applications import commands, queries
from sipgrants.applications.models import Application
from sipgrants.applications.routes.blueprint import bp
from sipgrants.core import partial
from sipgrants.core.errors import Invalid, Refused
from sipgrants.core.i18n import msg
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires
from sipgrants.web.limits import limiter

Answer = Response | tuple[Response, int]
OFTEN = "1200 per minute"  # parts of the smallest size on a fast line


def _in_words(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """Answer refusals as JSON with the sentences that the page shows."""

    @wraps(view)
    def answered(**values: Any) -> Answer:
        try:
            return view(**values)
        except Invalid as refused:
            return jsonify(messages=[locale.translate(one.message) for one in refused.problems]), 422
        except Refused as refused:
            return jsonify(messages=[locale.translate(refused.message)]), refused.status

    return answered


def _found(application_id: UUID) -> Application:
    return queries.find(gate.actor(), application_id)


@bp.post("/<uuid:application_id>/uploads")
@requires("application.edit")
@_in_words
def begin_upload(application_id: UUID) -> Answer:
    """Announce a file; tells how much of it has arrived already."""
    form = request.form
    size = form.get("size", "")
    row = commands.begin_upload(
        _found(application_id),
        by=gate.actor(),
        kind=form.get("kind", "")[:100],
        note=form.get("note", ""),
        name=form.get("name", "")[:300],
        size=int(size) if size.isdecimal() and len(size) < 12 else 0,
        fingerprint=form.get("fingerprint", "")[:300],
    )
    where = url_for("applications.take_part", application_id=application_id, upload_id=row.id)
    return jsonify(received=row.received, where=where.removesuffix("/parts"))


@bp.post("/<uuid:application_id>/uploads/<uuid:upload_id>/parts")
@limiter.limit(OFTEN)
@requires("application.edit")
@_in_words
def take_part(application_id: UUID, upload_id: UUID) -> Answer:
    """Take a part (the body as it is) that begins at the byte `at`; tells how much has arrived."""
    application, at = _found(application_id), request.args.get("at", -1, type=int)
    partial.own(application, upload_id, gate.actor())
    data = request.stream.read(partial.LARGEST_PART + 1)
    if not 0 < len(data) <= partial.LARGEST_PART:
        return jsonify(messages=[locale.translate(msg("A part has at most 1 MB."))]), 413
    arrived = commands.take_part(application, by=gate.actor(), upload_id=upload_id, at=at, data=data)
    return jsonify(received=arrived)


@bp.post("/<uuid:application_id>/uploads/<uuid:upload_id>/finish")
@requires("application.edit")
@_in_words
def finish_upload(application_id: UUID, upload_id: UUID) -> Answer:
    """Look into the whole file and attach it."""
    commands.finish_upload(_found(application_id), by=gate.actor(), upload_id=upload_id)
    flash(gettext("The file is attached."), "good")
    return jsonify(to=url_for("applications.files", application_id=application_id))


@bp.post("/<uuid:application_id>/uploads/<uuid:upload_id>/discard")
@requires("application.edit")
def discard_upload(application_id: UUID, upload_id: UUID) -> Response:
    """Forget what has arrived of a file."""
    commands.give_up(_found(application_id), by=gate.actor(), upload_id=upload_id)
    return redirect(url_for("applications.files", application_id=application_id), 303)
