"""Secrets at rest: what the database holds of them is of no use without the installation's key.

Sealed with a key derived from SIPGRANTS_SECRET_KEY; what was sealed under an earlier one (SIPGRANTS_SECRET_KEY_FALLBACKS)
can still be read, and is sealed anew when it is next saved or by `flask reseal`.
"""

import logging
import secrets
from base64 import b32encode, urlsafe_b64encode
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Dialect, String
from sqlalchemy.types import TypeDecorator

log = logging.getLogger(__name__)
_PREFIX = "sealed:"
_ring: list[MultiFernet] = []  # one, once the application is made


def equip(secret: str, *fallbacks: str) -> None:
    """Seal with `secret` from now on; read what was sealed with it or with one of `fallbacks`."""
    _ring[:] = [MultiFernet([_fernet(one) for one in (secret, *fallbacks)])]


def _fernet(secret: str) -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=b"sipgrants sealed columns").derive(secret.encode())
    return Fernet(urlsafe_b64encode(derived))


def seal(text: str) -> str:
    """Return `text` as it is kept."""
    return _PREFIX + _ring[0].encrypt(text.encode()).decode()


def unseal(kept: str) -> str:
    """Return what was sealed; what was kept before there was a seal is plain.

    Where none of the keys fits: something that nobody knows, so that whoever depends on the secret is refused and the
    row can still be read.
    """
    if not kept.startswith(_PREFIX):
        return kept
    try:
        return _ring[0].decrypt(kept.removeprefix(_PREFIX)).decode()
    except InvalidToken:
        log.error("sealed with another key: name it in SIPGRANTS_SECRET_KEY_FALLBACKS")
        return b32encode(secrets.token_bytes(20)).decode()


class Sealed(TypeDecorator[str]):
    """A column whose text is sealed on its way into the database."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return what the database is given."""
        return None if value is None else seal(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Return what it was before."""
        return None if value is None else unseal(value)
