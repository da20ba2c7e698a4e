"""The rule of a vote: a simple majority of those present and voting.

As in the rules of procedure of United Nations bodies: who abstains is present and does not vote, and a tie is not
carried. Consensus stays the default way; a vote is what the Chair calls where it is not reached [ours].
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sipgrants.core.i18n import Message, msg

SIMPLE_MAJORITY = "simple_majority"


class Choice(StrEnum):
    """What a member may vote."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many voted how."""

    in_favour: int
    against: int
    abstained: int

    @property
    def carried(self) -> bool:
        """More for it than against it."""
        return self.in_favour > self.against


def tally(choices: Iterable[str]) -> Tally:
    """Count the votes."""
    cast = [Choice(one) for one in choices]
    return Tally(cast.count(Choice.YES), cast.count(Choice.NO), cast.count(Choice.ABSTAIN))


def how(mode: str, counted: Tally | None) -> Message:
    """Return how a decision was taken: by correspondence, by a vote with its figures and rule, or by consensus."""
    if mode == "correspondence":
        return msg("Decided by correspondence.")
    if counted is None or not counted.carried:
        return msg("Decided by consensus.")
    return msg(
        "Decided by vote, by a simple majority of those present and voting: "
        "%(yes)s in favour, %(no)s against, %(abstain)s abstaining.",
        yes=counted.in_favour,
        no=counted.against,
        abstain=counted.abstained,
    )
