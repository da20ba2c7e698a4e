"""How often: limits per address and per person, kept in memory or Redis by setting."""

from flask import Flask, g
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address


def _who() -> str:
    person = getattr(g.get("actor"), "person_id", None)
    return str(person) if person else get_remote_address()


limiter = Limiter(key_func=_who, default_limits=["600 per minute"], headers_enabled=True)


def init(app: Flask, url: str) -> None:
    """Apply the limits to `app`, counted at `url`."""
    app.config["RATELIMIT_STORAGE_URI"] = url
    limiter.init_app(app)
