"""A form that is sent twice is carried out once: its token, what makes it the same form, where a repetition is led."""

import hashlib
from collections.abc import Callable
from secrets import token_urlsafe
from urllib.parse import urlsplit

from flask import Flask, current_app, g, redirect, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from sipgrants.core import once
from sipgrants.core.i18n import msg
from sipgrants.web import formats, notices

FIELD = "once"
_OTHER = ("csrf_token", "factor_code")  # may differ where the same form is sent again
# (kind of record, identifier) -> the address of its page, or None.
Lead = Callable[[str, str], str | None]


def init(app: Flask) -> None:
    """Give the forms of `app` their tokens, and a repetition its answer."""
    app.jinja_env.globals["once"] = token
    app.extensions["lead"] = lambda _kind, _identifier: None
    app.register_error_handler(once.Repeated, _repeated)


def lead_with(app: Flask, lead: Lead) -> None:
    """Tell the edge where the page of a record is."""
    app.extensions["lead"] = lead


def token() -> str:
    """Return this page's token; its forms differ in what they send."""
    made: str = g.setdefault("once", token_urlsafe(12))
    return made


def carry() -> None:
    """Let the step of this request be carried out once only, where its form asks for that and somebody is signed in."""
    given = request.form.get(FIELD, "") if request.method == "POST" else ""
    if given and g.actor.person_id is not None:
        g.stack.enter_context(once.carrying(_same(given)))


def _same(given: str) -> str:
    """Return what two requests share that are the same form of the same person with the same content."""
    fields = [pair for pair in request.form.items(multi=True) if pair[0] not in _OTHER]
    brought = [(name, one.filename, _size(one)) for name, one in request.files.items(multi=True)]
    parts = (given, str(g.actor.person_id), request.full_path, fields, brought)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _size(brought: FileStorage) -> int:
    size = brought.stream.seek(0, 2)
    brought.stream.seek(0)
    return size


def _repeated(error: once.Repeated) -> Response:
    done = msg("This was done already (%(time)s). Nothing was done twice.", time=formats.clock_time(error.at))
    notices.tell(done)
    page = _page_before() or current_app.extensions["lead"](error.subject_type, error.subject_id)
    return redirect(page or "/", 303)


def _page_before() -> str | None:
    """Return the page on which the button stands, unless it is the form's own page, which would be filled in anew."""
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc != request.host or before.path == request.path:
        return None
    return before.path
