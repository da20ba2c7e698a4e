"""The demonstration is for the machine it runs on: everybody there knows the password, and mails are open to all."""

import time
from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, request

from sipgrants.config import Config
from sipgrants.core.errors import Forbidden
from sipgrants.core.i18n import msg

ASKED_EVERY = 60.0  # seconds


def init(app: Flask, holds_demonstration: Callable[[], bool | None]) -> None:
    """Refuse whatever comes from another machine, or by another name, where the demonstration is served.

    Settings may say that it is not, while the database holds it: its people and their one password are everybody's
    still. So the database is asked, too: at the first request, and once a minute until it says yes.
    """
    config: Config = app.extensions["config"]
    state = {"is_held": config.demo, "asked": -ASKED_EVERY}

    def refuse_others() -> None:
        now = time.monotonic()
        if not state["is_held"] and now - state["asked"] >= ASKED_EVERY:
            found = holds_demonstration()
            state.update(is_held=bool(found), asked=now if found is not None else state["asked"])
        if state["is_held"] and not is_loopback():
            raise Forbidden(msg("The demonstration is open on the machine it runs on, and nowhere else."))

    app.before_request(refuse_others)


def is_loopback() -> bool:
    """Tell whether the request comes from this very machine, by one of its own names."""
    return is_own(request.remote_addr or "") and is_own(_host())


def _host() -> str:
    return urlsplit(f"//{request.host}").hostname or ""


def is_own(host: str) -> bool:
    """Tell whether `host`, a name or an address, means this machine to itself alone."""
    bare = host.strip("[]")
    if bare == "localhost":
        return True
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return False
