"""Titles that resemble each other: a help against duplication, never a finding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable
from fractions import Fraction
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
LEAST = Fraction(2, 5)
_WORD = re.compile(r"\w{3,}")
# Words that nearly every title has tell nothing.
_PLAIN = frozenset(
    (
        *(
            "and",
            "the",
            "for",
            "with",
            "from",
            "des",
            "les",
            "pour",
            "dans",
            "sur",
            "del",
            "las",
            "los",
            "para",
            "con",
        ),
        *("mercury", "mercure", "mercurio", "project", "projet", "proyecto", "support", "national"),
        *("minamata", "convention", "convenio"),
    )
)


def words(title: str) -> frozenset[str]:
    """Return the words of a title that tell something, without accents."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return frozenset(_WORD.findall(bare)) - _PLAIN


def likeness(one: str, other: str) -> Fraction:
    """Return how much of the words of two titles is shared: 0 (nothing) to 1 (all)."""
    first, second = words(one), words(other)
    both = first | second
    return Fraction(len(first & second), len(both)) if both else Fraction(0)


def resembling(title: str, others: Iterable[tuple[Key, str]], most: int = 5) -> list[tuple[Key, Fraction]]:
    """Return the keys of the titles that resemble `title`, each with how much, the most alike first."""
    found = [(likeness(title, other), key) for key, other in others]
    near = sorted((pair for pair in found if pair[0] >= LEAST), key=lambda pair: -pair[0])
    return [(key, share) for share, key in near[:most]]
