"""The address under which the pages of the fund lie, and what several of them need."""

from typing import Any
from uuid import UUID

from flask import Blueprint, request, url_for

from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import msg
from sipgrants.lifecycle.rights import known
from sipgrants.web import formats, locale

bp = Blueprint("fund", __name__, url_prefix="/fund")


def crumbs(*more: tuple[str, Any]) -> list[tuple[str, Any]]:
    """Return the pages above one of the fund."""
    return [(url_for("fund.index"), msg("Fund")), *more]


def page_number() -> int:
    """Return the page that is asked for."""
    text = request.args.get("page", "1")
    return int(text) if text.isdecimal() and len(text) < 7 else 1


def asked_id(name: str) -> UUID | None:
    """Return an identifier from the address; NotFound where it is none."""
    text = request.args.get(name, "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound() from None


def round_choices() -> list[tuple[str, str]]:
    """Return the rounds a contribution may be meant for."""
    return [(str(one), formats.pick(names)) for one, names in known("rounds.names").items()]


def words(message: Any) -> str:
    """Return a message in the reader's language."""
    return locale.translate(message)
