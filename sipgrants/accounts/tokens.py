"""What a mail carries: a link or a code, made from a token's identifier and the key of the installation.

Neither the table of tokens nor the outbox holds a secret: who reads the database alone cannot accept an invitation.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import timedelta
from uuid import UUID

LIFETIMES = {
    "invitation": timedelta(days=14),
    "reset": timedelta(hours=1),
    "code": timedelta(minutes=10),
    "address": timedelta(days=1),
}
MOST_TRIES = 5  # of one code
_SEAL = 18  # bytes: with the identifier a link of 46 characters


def sign(key: str, identifier: UUID) -> str:
    """Return the text that stands in a link."""
    return urlsafe_b64encode(identifier.bytes + _seal(key, identifier)).decode().rstrip("=")


def read(key: str, text: str) -> UUID | None:
    """Return the identifier that a link names, or None where the text was not made by `sign`."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (Error, ValueError):
        return None
    if len(raw) != 16 + _SEAL:
        return None
    identifier = UUID(bytes=raw[:16])
    return identifier if hmac.compare_digest(raw[16:], _seal(key, identifier)) else None


def sign_calendar(key: str, person_id: UUID, epoch: int) -> str:
    """Return the text in the address of a person's calendar; another one once all sessions were ended (`epoch`)."""
    return urlsafe_b64encode(person_id.bytes + _calendar(key, person_id, epoch)).decode().rstrip("=")


def read_calendar(text: str) -> UUID | None:
    """Return whose calendar an address names: not proved yet, `sign_calendar` must give the same text."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (Error, ValueError):
        return None
    return UUID(bytes=raw[:16]) if len(raw) == 16 + _SEAL else None


def _calendar(key: str, person_id: UUID, epoch: int) -> bytes:
    said = b"calendar" + person_id.bytes + str(epoch).encode()
    return hmac.digest(key.encode(), said, hashlib.sha256)[:_SEAL]


def code(key: str, identifier: UUID) -> str:
    """Return the six digits of a code sent by mail."""
    digest = hmac.digest(key.encode(), b"code" + identifier.bytes, hashlib.sha256)
    return f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"


def _seal(key: str, identifier: UUID) -> bytes:
    return hmac.digest(key.encode(), b"link" + identifier.bytes, hashlib.sha256)[:_SEAL]
