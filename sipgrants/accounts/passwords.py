"""Passwords: argon2id, and what makes one acceptable. Length counts, not a mixture of signs.

Hashing takes a tenth of a second on purpose: it is done before a command, never inside its transaction.
"""

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import msg

SHORTEST, LONGEST = 12, 200
_COMMON = (
    "password",
    "motdepasse",
    "contraseña",
    "qwerty",
    "azerty",
    "letmein",
    "welcome",
    "minamata",
    "mercury",
)


class Hasher:
    """Makes and checks hashes at the cost that the installation sets (memory in KiB, rounds)."""

    def __init__(self, memory_kib: int, rounds: int) -> None:
        self._argon2 = PasswordHasher(time_cost=rounds, memory_cost=memory_kib, parallelism=1)
        self._nobody = self._argon2.hash("nobody has this one")

    def hash(self, password: str) -> str:
        """Return the hash to keep."""
        return self._argon2.hash(password)

    def verify(self, kept: str | None, password: str) -> bool:
        """Tell whether `password` is the one; without a kept hash it takes as long and says no."""
        try:
            return self._argon2.verify(kept or self._nobody, password[:LONGEST]) and kept is not None
        except (Argon2Error, InvalidHashError):
            return False

    def again(self, kept: str, password: str) -> str | None:
        """Return a new hash where the kept one was made at another cost, else None."""
        return self.hash(password) if self._argon2.check_needs_rehash(kept) else None


def problems(password: str, *, email: str = "", name: str = "", field: str = "password") -> list[Problem]:
    """Return what is wrong with a new password, all at once."""
    lowered = password.lower()
    own = [part for part in (email.lower().partition("@")[0], *name.lower().split()) if len(part) > 3]
    found = []
    if len(password) < SHORTEST:
        text = msg("Use at least %(number)s characters; several words are easy to remember.", number=SHORTEST)
        found.append(Problem(field, text))
    if len(password) > LONGEST:
        found.append(Problem(field, msg("Use at most %(number)s characters.", number=LONGEST)))
    if len(set(lowered)) < 5 or (any(word in lowered for word in _COMMON) and len(password) < 20):
        found.append(Problem(field, msg("This is too easy to guess. Choose several words of your own.")))
    if any(part in lowered for part in own) and len(password) < 20:
        found.append(Problem(field, msg("Leave out your name and your address.")))
    return found
