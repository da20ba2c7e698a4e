"""By what majority a vote is carried: a setting of the round, of those present and voting.

As in the rules of procedure of United Nations bodies: who abstains is present and does not vote, and a tie is not
carried. Consensus stays the default way; a vote is what the Chair calls where it is not reached. PROGRAMME names no
majority: both rules, and the simple one as the default, are ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sipgrants.core.i18n import Message, msg

SIMPLE_MAJORITY, TWO_THIRDS_MAJORITY = "simple_majority", "two_thirds_majority"
TWO_THIRDS = Fraction(2, 3)


class Choice(StrEnum):
    """What a member may vote."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many voted how, and by which rule that is counted."""

    in_favour: int
    against: int
    abstained: int
    rule: str = SIMPLE_MAJORITY

    @property
    def carried(self) -> bool:
        """More for it than against it; by two thirds: at least two thirds of those for and against it."""
        if self.rule == TWO_THIRDS_MAJORITY:
            return self.in_favour > 0 and self.in_favour >= TWO_THIRDS * (self.in_favour + self.against)
        return self.in_favour > self.against

    @property
    def told(self) -> Message:
        """The figures and the rule in one sentence."""
        if self.rule == TWO_THIRDS_MAJORITY:
            return msg(
                "%(yes)s in favour, %(no)s against, %(abstain)s abstaining; "
                "two thirds of those present and voting decide.",
                **self.figures,
            )
        return msg(
            "%(yes)s in favour, %(no)s against, %(abstain)s abstaining; "
            "a simple majority of those present and voting decides.",
            **self.figures,
        )

    @property
    def figures(self) -> dict[str, int]:
        """The figures as a sentence names them."""
        return {"yes": self.in_favour, "no": self.against, "abstain": self.abstained}


def tally(choices: Iterable[str], rule: str = SIMPLE_MAJORITY) -> Tally:
    """Count the votes."""
    cast = [Choice(one) for one in choices]
    return Tally(cast.count(Choice.YES), cast.count(Choice.NO), cast.count(Choice.ABSTAIN), rule)


def how(mode: str, counted: Tally | None) -> Message:
    """Return how a decision was taken: by correspondence, by a vote with its figures and rule, or by consensus."""
    if mode == "correspondence":
        return msg("Decided by correspondence.")
    if counted is None or not counted.carried:
        return msg("Decided by consensus.")
    if counted.rule == TWO_THIRDS_MAJORITY:
        return msg(
            "Decided by vote, by two thirds of those present and voting: "
            "%(yes)s in favour, %(no)s against, %(abstain)s abstaining.",
            **counted.figures,
        )
    return msg(
        "Decided by vote, by a simple majority of those present and voting: "
        "%(yes)s in favour, %(no)s against, %(abstain)s abstaining.",
        **counted.figures,
    )
