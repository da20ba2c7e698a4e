"""Files of a form that is shown once more: their bytes wait in the store, a signed hidden field names them."""

import io
from typing import Any

from flask import current_app, g, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.datastructures import FileStorage, ImmutableMultiDict

from sipgrants.core import files

FIELD = "kept_file"


def keep() -> list[tuple[str, str]]:
    """Return hidden fields (name, value) for the files that came with this request."""
    return [
        (FIELD, _sealed().dumps(_kept(name, one)))
        for name, one in request.files.items(multi=True)
        if one.filename
    ]


def _kept(name: str, brought: FileStorage) -> dict[str, str]:
    brought.stream.seek(0)
    blob = files.keep(brought.read())
    return {
        "person": str(g.actor.person_id),
        "field": name,
        "name": brought.filename or "",
        "type": brought.mimetype,
        "sha256": blob.sha256,
    }


def restore() -> None:
    """Give this request the files that its hidden fields name, as if they had come with it."""
    sealed = request.form.getlist(FIELD)
    if not sealed:
        return
    again = [one for one in map(_opened, sealed) if one is not None]
    request.files = ImmutableMultiDict([*request.files.items(multi=True), *again])


def _opened(text: str) -> tuple[str, FileStorage] | None:
    try:
        kept: dict[str, Any] = _sealed().loads(text)
    except BadSignature:
        return None
    if kept["person"] != str(g.actor.person_id):
        return None
    data = io.BytesIO(files.current().get(kept["sha256"]))
    return kept["field"], FileStorage(data, kept["name"], kept["field"], content_type=kept["type"])


def _sealed() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="kept file")
