"""A session that ended must not take along what was typed.

Where a form comes from somebody who is not signed in any more, the same page asks for address and password and keeps the
form's own fields hidden beside them, as it is done for the second factor; signed in, the step goes on. Where the page
was open for so long that its token is void, the form is offered once more. A script hears it as data and asks in place.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask, current_app, g, jsonify, render_template, request
from flask_wtf.csrf import generate_csrf
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.wrappers import Response

from sipgrants.core.errors import Conflict
from sipgrants.core.i18n import Message, msg
from sipgrants.web import locale
from sipgrants.web.scripts import is_script

ADDRESS, PASSWORD = "again_address", "again_password"
WHOSE = "whose"  # whose page it was
_OWN = (ADDRESS, PASSWORD, "csrf_token")
_SECRET = re.compile(r"password|code|^present$|^again$")  # never put into a page again
# (address, password) -> None where the person is signed in now, else what to say.
SignIn = Callable[[str, str], Message | None]
Answer = Response | tuple[Response | str, int]

ENDED = msg("Your session has ended. Sign in to go on: nothing that you entered is lost.")


def sign_in_with(app: Flask, sign_in: SignIn) -> None:
    """Tell the edge how somebody signs in."""
    app.extensions["sign_in"] = sign_in


def ask_to_sign_in() -> Answer | None:
    """Return the page that asks to sign in and keeps what was sent; None where that was done right now."""
    if is_script():
        asked = render_template("web/in_place.html", address=_address())
        return jsonify(message=locale.translate(ENDED), token=generate_csrf(), html=asked), 401
    if _holds_secrets():
        raise Conflict(
            msg("Your session has ended. Sign in again in another tab, then send this page once more.")
        )
    typed = request.form.get(PASSWORD)
    problem = None
    if typed is not None:
        sign_in: SignIn = current_app.extensions["sign_in"]
        problem = sign_in(request.form.get(ADDRESS, ""), typed)
        if problem is None:
            _forget()
            return None
    return _page(problem), 422 if problem else 409


def offer() -> Answer | None:
    """Return the form once more, with a token that counts; None where it did not come from a page of this site."""
    if is_script():
        return jsonify(message=locale.translate(ENDED), token=generate_csrf()), 400
    if not request.form or _holds_secrets() or not _is_from_here():
        return None
    g.person, g.actor = current_app.extensions["identify"]()
    return _page(None), 409


def demand_same_person() -> None:
    """Refuse a form whose page was opened by somebody else on this computer."""
    whose = request.form.get(WHOSE) if request.method == "POST" else None
    if whose and whose != str(g.actor.person_id):
        raise Conflict(
            msg(
                "Somebody else opened this page on this computer. Nothing was saved: sign in as that person to go on."
            )
        )


def _holds_secrets() -> bool:
    return any(_SECRET.search(name) for name in request.form if name not in _OWN)


def _is_from_here() -> bool:
    """Only a page of our own may have its form shown again: else anybody could put words into it."""
    origin = urlsplit(request.headers.get("Origin", ""))
    return bool(origin.netloc) and origin.netloc == request.host


def _forget() -> None:
    """Neither a page nor a log may show the password again."""
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in _OWN]
    request.__dict__["form"] = ImmutableMultiDict(kept)


def _page(problem: Message | None) -> str:
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in _OWN]
    is_known = g.get("person") is not None
    return render_template(
        "web/again.html", kept=kept, problem=problem, is_known=is_known, address=_address()
    )


def _address() -> str:
    return request.form.get(ADDRESS, "")
