"""The page of who changed what, for whoever has answers or a plan: what is asked of it, how it is drawn, what goes back."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import msg
from sipgrants.plans.history_queries import History
from sipgrants.web import locale


def asked() -> tuple[str, int, str]:
    """Return what `history_queries.history` takes first: section, number of the page, language."""
    return request.args.get("section", ""), request.args.get("page", 1, type=int), locale.choose()


def draw(found: History, endpoint: str, *, writes: bool, **frame: Any) -> str:
    """Return the page at `endpoint`. `writes`: whether the reader may put back; `frame`: `kicker`, `crumbs`, `here`, and
    `back`, the address where one writes (none where nobody does now).
    """
    values = dict(request.view_args or {})
    return render_template(
        "plans/history.html", found=found, endpoint=endpoint, values=values, writes=writes, **frame
    )


def change_id() -> UUID:
    """Return which earlier text is to be put back."""
    try:
        return UUID(request.form.get("change", ""))
    except ValueError:
        raise NotFound() from None


def back_in_place(endpoint: str) -> Response:
    """Say so, and show the same part of the history again."""
    flash(
        locale.translate(
            msg("The earlier text is back in its place. What stood there is kept in this history.")
        ),
        "good",
    )
    section = request.form.get("section") or None
    return redirect(url_for(endpoint, **(request.view_args or {}), section=section), 303)
