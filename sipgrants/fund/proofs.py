"""What proves that the money reconciles: every room that keeps figures leaves its proof here.

`fund verify` and the page of the fund run them all; each returns what does not hold, and nothing where all is well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import structlog

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import msg

log = structlog.get_logger("fund")

Proof = Callable[[], list[Problem]]
Try = Callable[[Proof], list[Problem]]
_PROOFS: dict[str, Proof] = {}
_TRIES: list[Try] = []


def proof(name: str) -> Callable[[Proof], Proof]:
    """Register what proves the figures of a room under the name it is called by in the report."""

    def register(function: Proof) -> Proof:
        _PROOFS[name] = function
        return function

    return register


def tried_by(function: Try) -> Try:
    """Register what runs a proof so that it may break off and the next one can still be tried."""
    _TRIES[:] = [function]
    return function


def names() -> tuple[str, ...]:
    """Return the names of all proofs, in the order of the rooms."""
    return tuple(_PROOFS)


def differences() -> Iterator[tuple[str, Problem]]:
    """Yield (proof, problem) for whatever does not agree. A proof that breaks off has proved nothing: that is a difference
    too, and the others are tried all the same.
    """
    for name, function in _PROOFS.items():
        for problem in _carried_out(name, function):
            yield name, problem


def _carried_out(name: str, function: Proof) -> list[Problem]:
    try:
        return _TRIES[0](function)
    except Exception as error:
        log.error("proof failed", name=name, exc_info=error)
        text = msg("This proof broke off (%(kind)s): nothing is proved here.", kind=type(error).__name__)
        return [Problem(name, text)]
