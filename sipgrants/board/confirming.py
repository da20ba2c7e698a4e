"""Whose word opens the seal or confirms a decision: both Co-Chairs, or who stands in for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sipgrants.board.bars import Key
from sipgrants.core.i18n import Message, msg


@dataclass(frozen=True, slots=True)
class Confirmers:
    """Whose word opens the seal or confirms a decision: all of `needed`. `note` goes into the record."""

    needed: tuple[Key, ...]
    note: Message | None = None
    problem: Message | None = None

    def done(self, given: Collection[Key]) -> bool:
        """Whether everybody who is needed has said so."""
        return self.problem is None and set(self.needed) <= set(given)

    def missing(self, given: Collection[Key]) -> tuple[Key, ...]:
        """Who has not said so yet."""
        return tuple(member for member in self.needed if member not in given)

    def refuse(self, member: Key) -> Message | None:
        """Why `member`'s word is not asked for; None where it is."""
        if self.problem:
            return self.problem
        if member not in self.needed:
            return msg("This is for the Co-Chairs who are present and not barred from the item.")
        return None


def confirmers(
    co_chairs: Sequence[Key],
    barred: Collection[Key] = frozenset(),
    absent: Collection[Key] = frozenset(),
    elected: Key | None = None,
) -> Confirmers:
    """Who opens the seal or confirms a decision.

    Programme rule (section 3, Decision): "confirmed by both Co-Chairs ... the other alone where one is
    barred or absent; if both, a member elected for the item". The seal follows the same rule (section 6).
    """
    able = tuple(member for member in co_chairs if member not in barred and member not in absent)
    if len(able) > 1:
        return Confirmers(able)
    if able:
        return Confirmers(able, note=msg("One Co-Chair alone: the other is barred or absent."))
    if elected is None:
        return Confirmers(
            (), problem=msg("Both Co-Chairs are barred or absent: elect a member for this item.")
        )
    if elected in barred or elected in absent:
        return Confirmers(
            (), problem=msg("The member elected for this item is barred or absent: elect another.")
        )
    return Confirmers(
        (elected,), note=msg("A member elected for this item: both Co-Chairs are barred or absent.")
    )
