"""Refusals and failures as pages that tell a person what to do next."""

import re
from datetime import timedelta
from typing import Any

import structlog
from flask import Flask, Response, g, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy import func, select
from werkzeug.exceptions import HTTPException

from sipgrants.core import audit, clock, db, once
from sipgrants.core.errors import Forbidden, Invalid, Refused, Stale
from sipgrants.core.i18n import Message, msg
from sipgrants.core.media import ANY, MB
from sipgrants.lifecycle.actor import Actor
from sipgrants.web import again, gate, locale
from sipgrants.web.scripts import is_script

log = structlog.get_logger("web")
REFUSALS_A_MINUTE = 20  # kept per person: enough to see what happened, too few to flood the history
# Fields that nobody typed, and those that nobody else may read over a shoulder.
_UNSEEN = re.compile(r"token|\.key$|^once$|^seen$|^page$|^whose$|^kept_file$|code|password|^again|^present$")
_IDENTIFIER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KNOWN = {400, 403, 404, 405, 409, 413, 422, 429, 500}


def init(app: Flask) -> None:
    """Give `app` its error pages."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _failed)


def page(
    status: int, message: Message | None = None, problems: Any = (), *, stale: bool = False
) -> tuple[str | Response, int]:
    """Return the error page of `status`, for a script its words alone; `stale`: somebody was faster."""
    if is_script():
        said = [one.message for one in problems] or [message or _SORRY]
        return jsonify(message="\n".join(map(locale.translate, said))), status
    known = status if status in _KNOWN else 500 if status >= 500 else 400
    name = {405: 400, 422: 400}.get(known, known)
    shown = {"message": message, "problems": problems, "status": status, "stale": stale, "typed": _typed()}
    if status == 413:
        shown |= {"largest_file": ANY.largest // MB, "largest_form": (request.max_content_length or 0) // MB}
    return render_template(f"errors/{name}.html", **shown), status


_SORRY = msg("That did not work. What you typed stays here; it is tried again.")


def _typed() -> list[tuple[str, str]]:
    """Return what the refused form brought, field by field: shown with the refusal, so that nothing typed is lost."""
    fields = request.__dict__.get("form")  # not read where it could not be: too large, or no form at all
    if request.method != "POST" or not fields:
        return []
    return [
        (name, value)
        for name, value in fields.items(multi=True)
        if value.strip() and not _UNSEEN.search(name) and not _IDENTIFIER.fullmatch(value)
    ]


def _refused(error: Refused) -> tuple[str | Response, int]:
    if isinstance(error, Forbidden):
        _keep(error)
    problems = error.problems if isinstance(error, Invalid) else ()
    return page(error.status, error.message, problems, stale=isinstance(error, Stale))


def _csrf(_error: CSRFError) -> again.Answer:
    return again.offer() or page(
        400,
        msg(
            "This page was open for too long. Go back, reload it, and send it again: your text is kept there."
        ),
    )


def _http(error: HTTPException) -> Any:
    if error.code is not None and error.code < 400:
        return error
    return page(error.code or 500)


def _failed(error: Exception) -> tuple[str | Response, int]:
    log.error("failed", path=request.path, exc_info=error)
    return page(500)


def _keep(error: Forbidden) -> None:
    """Keep a signed-in person's refusal in the history; anybody else's goes to the log only."""
    who = gate.actor()
    log.info("refused", action=gate.action_of_request(), reason=str(error.message))
    if who.person_id is not None and "stack" in g:
        note_refusal(who, gate.action_of_request() or "", request.path)


def note_refusal(who: Actor, action: str, path: str) -> None:
    """Write the refusal down in a transaction of its own, unless this person has many already in this minute."""
    db.session().rollback()
    once.put_down()
    since = clock.now() - timedelta(minutes=1)
    count = db.session().scalar(
        select(func.count())
        .select_from(audit.AuditEntry)
        .where(audit.AuditEntry.actor == str(who.person_id), audit.AuditEntry.action == "refusal")
        .where(audit.AuditEntry.at > since)
    )
    if (count or 0) < REFUSALS_A_MINUTE:
        _write(who, action, path)


@db.command
def _write(who: Actor, action: str, path: str) -> None:
    audit.record("refusal", ("path", path[:200]), who, wanted=action)
