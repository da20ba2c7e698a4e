"""The demonstration is for the machine it runs on: everybody there knows the password, and mails are open to all."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, request

from sipgrants.config import Config
from sipgrants.core.errors import Forbidden
from sipgrants.core.i18n import msg


def init(app: Flask) -> None:
    """Refuse whatever comes from another machine, or by another name, where the demonstration is served."""
    config: Config = app.extensions["config"]
    if config.demo:
        app.before_request(_refuse_others)


def is_loopback() -> bool:
    """Tell whether the request comes from this very machine, by one of its own names."""
    return is_own(request.remote_addr or "") and is_own(_host())


def _refuse_others() -> None:
    if not is_loopback():
        raise Forbidden(msg("The demonstration is open on the machine it runs on, and nowhere else."))


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
