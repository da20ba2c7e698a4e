"""The blueprint of this room, and what its mails and pages ask of the installation's key."""

from functools import lru_cache
from uuid import UUID

from flask import Blueprint, current_app

from sipgrants.accounts import tokens
from sipgrants.accounts.passwords import Hasher
from sipgrants.config import Config

bp = Blueprint("accounts", __name__)


def config() -> Config:
    """Return the settings of the installation."""
    found: Config = current_app.extensions["config"]
    return found


def hasher() -> Hasher:
    """Return what makes and checks passwords, at the installation's cost."""
    return _hasher(config().argon2_memory_kib, config().argon2_rounds)


@lru_cache
def _hasher(memory_kib: int, rounds: int) -> Hasher:
    return Hasher(memory_kib, rounds)


@bp.app_template_filter("signed")
def signed(token_id: UUID | str) -> str:
    """Return the text by which a link names a token: for mails."""
    return tokens.sign(config().secret_key, UUID(str(token_id)))


@bp.app_template_filter("code")
def code(token_id: UUID | str) -> str:
    """Return the six digits that belong to a token: for mails, and for the demonstration's page."""
    return tokens.code(config().secret_key, UUID(str(token_id)))
