"""Verification codes: what is printed at the foot of an issued document and typed in again to check it.

Sixteen characters of Crockford's base 32 in four groups: 75 bits of chance, 5 bits to catch a slip of the hand.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 16
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new() -> str:
    """Return a fresh code, formatted, that nobody can guess."""
    return formatted(from_bytes(secrets.token_bytes(10)))


def from_bytes(source: bytes) -> str:
    """Return the sixteen characters for at least ten bytes: fifteen of content and one that checks them."""
    if len(source) < 10:
        raise ValueError("ten bytes are needed")
    value = int.from_bytes(source[:10]) >> 5
    body = "".join(ALPHABET[(value >> shift) & 31] for shift in range(70, -1, -5))
    return body + _check(body)


def formatted(code: str) -> str:
    """Return the code in four groups of four: `7K2M-QX9T-0WBV-5RHD`."""
    plain = normalized(code)
    return "-".join(plain[i : i + 4] for i in range(0, _LENGTH, 4))


def normalized(typed: str) -> str:
    """Return the sixteen characters of a code as a person typed it; ValueError where it cannot be one."""
    plain = "".join(typed.split()).replace("-", "").upper().translate(_MISREAD)
    if len(plain) != _LENGTH or any(c not in ALPHABET for c in plain) or _check(plain[:-1]) != plain[-1]:
        raise ValueError("not a verification code")
    return plain


def _check(body: str) -> str:
    # Odd weights are prime to 32, so every single slip shows, and nearly every swap of neighbours.
    return ALPHABET[sum((2 * place + 1) * ALPHABET.index(c) for place, c in enumerate(body)) % 32]
