"""Deny by default: a view that declares no action cannot be reached."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, current_app, g, redirect, request, url_for

from sipgrants.core.errors import Forbidden
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import ANYBODY, BOARD, TEAM, Actor
from sipgrants.lifecycle.policy import POLICY
from sipgrants.web import again, factor, once

P = ParamSpec("P")
T = TypeVar("T")


def requires(action: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Declare the action of a view. The roles are asked before it runs; the record is asked by command or query."""
    if action not in POLICY:
        raise LookupError(f"{action} is not in the table of rights")

    def declare(view: Callable[P, T]) -> Callable[P, T]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
            return view(*args, **kwargs)

        guarded.action = action  # type: ignore[attr-defined]
        return guarded

    return declare


def identify_with(app: Flask, find: Callable[[], tuple[Any, Actor]]) -> None:
    """Tell the edge how to find (person or None, actor) of a request."""
    app.extensions["identify"] = find


def actor() -> Actor:
    """Return who acts in this request."""
    found: Actor = g.get("actor", ANYBODY)
    return found


def seen() -> int | None:
    """Return the version of the record that the person had on the screen, from the form's hidden field."""
    value = request.form.get("seen", "")
    return int(value) if value.isdecimal() and len(value) < 10 else None


def action_of(app: Flask, endpoint: str | None) -> str | None:
    """Return the action that the view of `endpoint` declares."""
    view = app.view_functions.get(endpoint or "")
    return getattr(view, "action", None)


def init(app: Flask) -> None:
    """Guard every request of `app`."""
    app.before_request(_guard)


def _guard() -> again.Answer | str | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    action = action_of(current_app, request.endpoint)
    if action is None:
        raise RuntimeError(f"the view {request.endpoint} declares no action")
    rights.fresh()
    g.person, g.actor = current_app.extensions["identify"]()
    if g.actor.person_id is None and rights.refusal(ANYBODY, action) is not None:
        if request.method == "GET":
            return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
        page = again.ask_to_sign_in()
        if page is not None:
            return page
        g.person, g.actor = current_app.extensions["identify"]()
    again.demand_same_person()
    _demand(g.actor, action)
    asked = factor.ask_for(action)
    if asked is None:
        once.carry()
    return asked


def _demand(who: Actor, action: str) -> None:
    """Refuse with the reason; whoever lost the role that this takes is told so."""
    refused = rights.refusal(who, action)
    if refused is None:
        return
    roles = (TEAM | BOARD) & {role for grant in POLICY[action].grants for role in grant.roles or ()}
    ended = rights.known("actor.ended", who.person_id, roles) if who.person_id and roles else None
    raise Forbidden(ended or refused)


def action_of_request() -> str | None:
    """Return the action that this request asked for."""
    return action_of(current_app, request.endpoint)
