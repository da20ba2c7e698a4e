"""The second factor: codes of an authenticator (TOTP, RFC 6238) that count once, and recovery codes."""

import hashlib
import secrets
from datetime import datetime

import pyotp

ISSUER = "SIP grants"
_STEP = 30  # seconds
_SLACK = 1  # steps before and after: clocks of telephones differ
RECOVERY_CODES = 10


def new_secret() -> str:
    """Return a fresh secret, in base 32."""
    return pyotp.random_base32()


def address(secret: str, email: str) -> str:
    """Return what the QR code says."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def step_of(secret: str, typed: str, now: datetime, last: int | None) -> int | None:
    """Return the time step that the six digits belong to; None where they are wrong or were used before.

    `last` is the step of the code accepted before: that one and earlier ones count no more (RFC 6238, 5.2).
    """
    totp, present = pyotp.TOTP(secret), int(now.timestamp()) // _STEP
    for step in range(present - _SLACK, present + _SLACK + 1):
        if step > (last or 0) and secrets.compare_digest(
            totp.generate_otp(step).encode(), plain(typed).encode()
        ):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Return ten codes of fifty bits each, in two groups: "k7mqp-x2r9d"."""
    signs = "23456789abcdefghjkmnpqrstuvwxyz"
    raw = ("".join(secrets.choice(signs) for _ in range(10)) for _ in range(RECOVERY_CODES))
    return [f"{one[:5]}-{one[5:]}" for one in raw]


def digest(recovery_code: str) -> str:
    """Return the hash under which a recovery code is kept (random enough to need no slow one)."""
    return hashlib.sha256(plain(recovery_code).encode()).hexdigest()


def plain(typed: str) -> str:
    """Return what was typed without blanks and hyphens, in small letters and ASCII digits."""
    kept = "".join(sign for sign in typed.lower() if sign.isalnum())
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in kept)
