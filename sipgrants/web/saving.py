"""What pages that save by themselves share: the window they are, the words of their state, the sign that a save arrived."""

import re
from typing import Any
from uuid import uuid4

from flask import Flask, g, jsonify, request
from werkzeug.wrappers import Response

from sipgrants.core import clock
from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.web import formats, locale
from sipgrants.web.scripts import is_script

COOKIE = "saved"  # tells the script which window's texts have reached the server by an ordinary save
_WINDOW = re.compile(r"[0-9a-f]{16}")
_STAMP = re.compile(r"[0-9]{1,15}")  # when the script looked at what it keeps, by the device's own clock


def init(app: Flask) -> None:
    """Let the templates of `app` name each window and each row that is new in it, and note every save of one."""
    app.jinja_env.globals["new_window"] = lambda: uuid4().hex[:16]
    app.jinja_env.globals["new_row"] = lambda: f"new-{uuid4().hex}"
    app.after_request(_note)


def window() -> str | None:
    """Return the window that sends this form; None where it is none of ours."""
    found = request.form.get("page", "")
    return found if _WINDOW.fullmatch(found) else None


def words() -> Message:
    """Return what is said after a save."""
    return msg("Saved %(time)s", time=formats.clock_time(clock.now()))


def here(names: list[str]) -> str:
    """Return who else is there now, in words; nothing where nobody is."""
    if not names:
        return ""
    said = nmsg(
        "%(names)s is in this section now",
        "%(names)s are in this section now",
        len(names),
        names=", ".join(names),
    )
    return locale.translate(said)


def answer(*, saved: Message | None = None, here: str = "", **more: Any) -> Response:
    """Return what a script hears after a save."""
    g.all_saved = not more.get("conflicts")
    return jsonify(saved=locale.translate(saved or words()), here=here, **more)


def only_on_the_device(words: Message) -> tuple[Response, int]:
    """Return what a script hears where the server takes nothing yet: it keeps the text on the device and says so."""
    return jsonify(message=locale.translate(words)), 409


def _note(response: Response) -> Response:
    """A save went well that the page does not stay for: what was kept of that window on the device may go."""
    if request.method != "POST" or not _is_all_saved(response):
        return response
    name, stamp = window(), request.form.get("stamp", "")
    if name is not None and _STAMP.fullmatch(stamp):
        value = f"{name}.{stamp}"
        response.set_cookie(COOKIE, value, max_age=600, samesite="Lax", secure=request.is_secure)
    return response


def _is_all_saved(response: Response) -> bool:
    return bool(g.get("all_saved")) if is_script() else response.status_code == 303


def taken_over(number: int) -> str:
    """Return what to say once a workbook that came back was taken over with so many changes."""
    if not number:
        return locale.translate(msg("There was nothing to take over: all of it is here already."))
    return locale.translate(nmsg("%(num)s change is taken over.", "%(num)s changes are taken over.", number))
