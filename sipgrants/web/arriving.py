"""Files that arrive in parts before their form is sent, on whatever page the form stands.

A file field carries a pass: a sealed word that this page was given to this person, for which form and which record. The
script shows it to announce a file, sends the parts, then sends the form itself with the uploads' identifiers in the place
of the files; the room's own route finds them in `request.files`, as if they had come with it. No part is taken from who
could not send the form: its right is asked for each, and what a room asks beyond that (a deadline, room for the file).
"""

import io
from collections.abc import Callable
from typing import Any
from uuid import UUID

import structlog
from flask import Blueprint, current_app, g, jsonify, redirect, request
from flask.sansio.blueprints import BlueprintSetupState
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.datastructures import FileStorage, ImmutableMultiDict
from werkzeug.wrappers import Response

from sipgrants.core import db, once, partial
from sipgrants.core.errors import Invalid, NotFound, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.core.media import ANY, MB, Limits, too_large
from sipgrants.core.partial import PartialUpload
from sipgrants.lifecycle import machine, process, rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires
from sipgrants.web.limits import limiter
from sipgrants.web.reminders import page_before

bp = Blueprint("arriving", __name__, url_prefix="/uploads")
log = structlog.get_logger("web")
FIELD = "arrived-"  # and the name of the file field
OFTEN = "1200 per minute"  # parts of the smallest size on a fast line
# (record, who, upload) -> Refused where the room takes no such file now; runs in the transaction of a part.
RoomAsks = Callable[[Any, Actor, PartialUpload], None]
_ASKS: dict[str, RoomAsks] = {}


def ask_first(endpoint: str) -> Callable[[RoomAsks], RoomAsks]:
    """Register what a room asks beyond the right before a file for its form is taken, and before each part of it."""

    def register(asks: RoomAsks) -> RoomAsks:
        _ASKS[endpoint] = asks
        return asks

    return register


@bp.record
def _equip(setup: BlueprintSetupState) -> None:
    """Give the macros their functions: imported macros see globals only."""
    setup.app.jinja_env.globals.update(upload_pass=_pass, arrived=_arrived, unfinished=_unfinished)
    setup.app.before_request(_restore)  # after the gate: who may not send the form has no files put together
    setup.app.after_request(_note_sent)


def _pass(about: Any, form: str | None, most: int) -> str:
    """Return the pass for a form (the page's own endpoint unless another is named); `most`: MB of a file."""
    of = (_kind(about), str(about.id)) if about is not None else ("", "")
    return _sealed().dumps([str(gate.actor().person_id), form or request.endpoint, *of, most])


def _kind(about: Any) -> str:
    return str(about.__tablename__)


def _sealed() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="upload")


def _unfinished(about: Any) -> list[PartialUpload]:
    return partial.unfinished(about, gate.actor())


@bp.post("")
@requires("account.use")
def begin() -> Response:
    """Announce a file; tells how much of it has arrived already."""
    form, size = request.form, request.form.get("size", "")
    endpoint, about, most = _shown(form.get("pass", ""))
    size_in_bytes = int(size) if size.isdecimal() and len(size) < 12 else 0
    require([Problem("file", too_large(Limits(largest=most * MB)))] if size_in_bytes > most * MB else [])
    row = partial.begin(
        about,
        by=gate.actor(),
        ask=_ask(about),
        form=endpoint,
        kind=form.get("kind", "")[:100],
        name=form.get("name", "")[:300],
        size=size_in_bytes,
        fingerprint=form.get("fingerprint", ""),
    )
    return jsonify(id=row.id, received=row.received)


def _shown(text: str) -> tuple[str, Any, int]:
    """Return endpoint, record and largest size of a pass; Invalid where it is none, or too old, or another's."""
    try:
        person, endpoint, kind, identifier, most = _sealed().loads(
            text, max_age=int(partial.KEPT.total_seconds())
        )
    except BadSignature:
        person = None
    if person is None or person != str(gate.actor().person_id):
        raise Invalid([Problem("file", msg("This page was open for too long: load it again."))])
    return endpoint, _record(kind, identifier), min(most, ANY.largest // MB)


def _record(kind: str, identifier: str) -> Any:
    if not kind:
        return None
    types = {one.class_.__tablename__: one.class_ for one in db.Base.registry.mappers}
    return db.find(types[kind], UUID(identifier))


def _ask(about: Any) -> Callable[[PartialUpload], None]:
    """Return what refuses an upload whose form this person could not send now."""

    def ask(upload: PartialUpload) -> None:
        action, by = gate.action_of(current_app, upload.form) or "", gate.actor()
        rights.demand(by, action, about)
        if _is_move(about, action):
            machine.check(about, action, by=by)
        if upload.form in _ASKS:
            _ASKS[upload.form](about, by, upload)

    return ask


def _is_move(about: Any, action: str) -> bool:
    subject, _, verb = action.partition(".")
    moves = process.PROCESSES.get(getattr(about, "subject_type", ""))
    return moves is not None and about.subject_type == subject and bool(moves.rows(verb))


def _own(upload_id: UUID) -> tuple[PartialUpload, Any]:
    found = partial.own(upload_id, gate.actor())
    return found, _record(found.about_type, found.about_id)


@bp.post("/<uuid:upload_id>/parts")
@limiter.limit(OFTEN)
@requires("account.use")
def take_part(upload_id: UUID) -> Response | tuple[Response, int]:
    """Take a part (the body as it is) that begins at the byte `at`; tells how much has arrived."""
    _row, about = _own(upload_id)
    data = request.stream.read(partial.LARGEST_PART + 1)
    if not 0 < len(data) <= partial.LARGEST_PART:
        return jsonify(message=locale.translate(msg("A part has at most 1 MB."))), 413
    at = request.args.get("at", -1, type=int)
    arrived = partial.take(about, by=gate.actor(), ask=_ask(about), upload_id=upload_id, at=at, data=data)
    return jsonify(received=arrived)


@bp.post("/<uuid:upload_id>/discard")
@requires("account.use")
def discard(upload_id: UUID) -> Response:
    """Forget what has arrived of a file."""
    partial.drop(_own(upload_id)[0].id)
    return redirect(page_before(), 303)


def _restore() -> None:
    """Give this request the files that arrived before it; a file that comes with it stands before one that arrived."""
    found = _named() if request.method == "POST" and "actor" in g else []
    if found:
        g.arrived = [(field, row.id, row.name) for field, row in found]
        brought = [(field, _file(field, row)) for field, row in found]
        request.files = ImmutableMultiDict([*request.files.items(multi=True), *brought])


def _named() -> list[tuple[str, PartialUpload]]:
    chosen = {name for name, one in request.files.items(multi=True) if one.filename}
    fields = (
        (name.removeprefix(FIELD), value)
        for name, value in request.form.items(multi=True)
        if name.startswith(FIELD)
    )
    found = ((field, _for_this_form(value)) for field, value in fields if field not in chosen)
    return [(field, row) for field, row in found if row is not None]


def _for_this_form(value: str) -> PartialUpload | None:
    try:
        row = partial.own(UUID(value), gate.actor())
    except (ValueError, NotFound):
        return None  # used long ago, or never ours: the form says that its file is missing
    return row if row.form == request.endpoint else None


def _file(field: str, row: PartialUpload) -> FileStorage:
    return FileStorage(io.BytesIO(partial.whole(row)), row.name, field)


def _arrived(field: Any) -> list[tuple[UUID, str]]:
    """Return what arrived for a field and is offered once more where the form was refused for something else."""
    return [
        (identifier, name)
        for of, identifier, name in g.get("arrived", ())
        if of == field.name and not field.errors
    ]


def _note_sent(response: Response) -> Response:
    """The form was sent: what arrived for it holds no room any more, and is there again if it has to be mended."""
    if g.get("arrived"):
        once.put_down()
        try:
            partial.note_sent([identifier for _field, identifier, _name in g.arrived])
        except Exception as error:  # the step stands; the sweep takes away what was not noted
            log.warning("uploads not noted as sent", exc_info=error)
    return response
