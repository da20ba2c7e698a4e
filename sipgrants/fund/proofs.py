"""What proves that the money reconciles: every room that keeps figures leaves its proof here.

`fund verify` and the page of the fund run them all; each returns what does not hold, and nothing where all is well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sipgrants.core.errors import Problem

Proof = Callable[[], list[Problem]]
_PROOFS: dict[str, Proof] = {}


def proof(name: str) -> Callable[[Proof], Proof]:
    """Register what proves the figures of a room under the name it is called by in the report."""

    def register(function: Proof) -> Proof:
        _PROOFS[name] = function
        return function

    return register


def names() -> tuple[str, ...]:
    """Return the names of all proofs, in the order of the rooms."""
    return tuple(_PROOFS)


def differences() -> Iterator[tuple[str, Problem]]:
    """Yield (proof, problem) for whatever does not agree."""
    for name, function in _PROOFS.items():
        for problem in function():
            yield name, problem
