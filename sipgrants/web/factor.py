"""The second factor in the way of a step that needs it.

Where the table of rights asks for it and it was not given lately, the step's own form is shown again as hidden fields
beside one field for the code: nothing typed or chosen is lost, and no route has to know.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask, current_app, g, render_template, request, session

from sipgrants.core import clock
from sipgrants.core.i18n import Message
from sipgrants.lifecycle.policy import POLICY
from sipgrants.web import first_press, kept_files

FRESH = timedelta(minutes=10)
FIELD = "factor_code"
# (code typed or "" where none was) -> None where it is right, else what to tell the person.
Check = Callable[[str], Message | None]


def check_with(app: Flask, check: Check, begin: Callable[[bool], dict[str, object]]) -> None:
    """Tell the edge how a code is checked, and what the page shows.

    `begin(asking)` returns the page's variables; `asking` is true where no code was typed yet: one may be mailed now.
    """
    app.extensions["factor"] = (check, begin)


def is_fresh() -> bool:
    """Tell whether this session gave the second factor lately."""
    given: str | None = session.get("factor_at")
    return given is not None and clock.now() - datetime.fromisoformat(given) < FRESH


def note_given() -> None:
    """Note that the second factor was given now."""
    session["factor_at"] = clock.now().isoformat()


def ask_for(action: str) -> str | None:
    """Return the page that asks for the code, or None where the step may go on."""
    if request.method != "POST" or not POLICY[action].factor or g.actor.person_id is None:
        return None
    kept_files.restore()
    if is_fresh():
        return None
    check, begin = current_app.extensions["factor"]
    code = request.form.get(FIELD, "").strip()
    problem = check(code) if code else None
    if code and problem is None:
        note_given()
        first_press.honour()
        return None
    return _page(action, problem, begin(not code))


def _page(action: str, problem: Message | None, variables: dict[str, object]) -> str:
    kept = [
        (k, v) for k, v in request.form.items(multi=True) if k not in (FIELD, kept_files.FIELD, "csrf_token")
    ]
    kept += kept_files.keep() + first_press.note(action)
    return render_template("web/factor.html", action=action, kept=kept, problem=problem, **variables)
