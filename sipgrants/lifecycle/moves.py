"""The shapes of the table of moves."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Move:
    """One row: `verb` takes a subject from one of `sources` to `target` (None: it stays)."""

    subject: str
    verb: str
    sources: tuple[str, ...]
    target: str | None

    @property
    def action(self) -> str:
        """Return the word used everywhere: `application.submit`."""
        return f"{self.subject}.{self.verb}"


@dataclass(frozen=True)
class Process:
    """The states of a subject, in the order of its life, and its moves."""

    subject: str
    states: type[StrEnum]
    moves: tuple[Move, ...]

    def rows(self, verb: str) -> tuple[Move, ...]:
        """Return the rows of one verb (several where the target depends on the source)."""
        return tuple(move for move in self.moves if move.verb == verb)


def process_of(subject: str, states: type[StrEnum], *rows: tuple[str, str, str]) -> Process:
    """Return the process of `subject` from rows of (verb, states before with blanks between, state after)."""
    moves = tuple(
        Move(subject, verb, tuple(sources.split()), target or None) for verb, sources, target in rows
    )
    return Process(subject, states, moves)
