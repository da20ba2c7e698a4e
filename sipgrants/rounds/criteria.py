"""The criteria of a round and its scale: what a score sheet asks, fixed from the announcement on.

Programme rule (section 6, Scoring) [ours]: "criteria of the round with weights in per cent that add up to
100, scale 0-5 with a description of each step"; "a comment is asked for at 0-1 and 5". All of it is a
setting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg

Score = int | Fraction


@dataclass(frozen=True, slots=True)
class Criterion:
    """`key` is the stable name in the sheets, `weight` whole per cent."""

    key: str
    label: str
    weight: int


@dataclass(frozen=True, slots=True)
class Scale:
    """Steps from `lowest` to `highest`, each `step` apart; a comment is asked for at the ends (None: never).

    `described` holds the steps that carry a description.
    """

    lowest: int = 0
    highest: int = 5
    step: Fraction = Fraction(1)
    comment_up_to: Fraction | None = Fraction(1)
    comment_from: Fraction | None = Fraction(5)
    described: frozenset[Score] = field(default_factory=frozenset)

    def steps(self) -> tuple[Fraction, ...]:
        """Every score that may be given, lowest first."""
        count = (self.highest - self.lowest) // self.step
        return tuple(self.lowest + index * self.step for index in range(count + 1))

    def holds(self, score: Score) -> bool:
        """Whether `score` is one of the steps."""
        return self.lowest <= score <= self.highest and (score - self.lowest) % self.step == 0

    def asks_comment(self, score: Score) -> bool:
        """Whether this score must be explained."""
        low = self.comment_up_to is not None and score <= self.comment_up_to
        return low or (self.comment_from is not None and score >= self.comment_from)


DEFAULT_WEIGHTS: tuple[tuple[str, Message, int], ...] = (
    ("relevance", msg("Relevance to obligations and national priorities"), 20),
    ("results", msg("Quality of the results framework"), 20),
    ("feasibility", msg("Feasibility and capacity"), 15),
    ("value", msg("Value for money"), 15),
    ("sustainability", msg("Sustainability and replication"), 10),
    ("gender", msg("Gender and vulnerable groups"), 10),
    ("risk", msg("Risk and monitoring"), 10),
)
"""Key, label and weight of the default criteria (Programme, section 6) [ours]."""


def criteria_problems(criteria: Sequence[Criterion]) -> list[Problem]:
    """What is wrong with a round's criteria, all at once; fields are `criteria.0.weight` or `criteria`."""
    found = []
    if not criteria:
        return [Problem("criteria", msg("A round needs at least one criterion."))]
    uses = Counter(criterion.key for criterion in criteria)
    for index, criterion in enumerate(criteria):
        if criterion.weight < 1:
            found.append(Problem(f"criteria.{index}.weight", msg("A weight is at least 1 per cent.")))
        if not criterion.label.strip():
            found.append(Problem(f"criteria.{index}.label", msg("Name the criterion.")))
        if uses[criterion.key] > 1:
            found.append(Problem(f"criteria.{index}.key", msg("This criterion stands here twice.")))
    total = sum(criterion.weight for criterion in criteria)
    if total != 100:
        found.append(Problem("criteria", msg("The weights add up to %(total)s, not to 100.", total=total)))
    return found


def scale_problems(scale: Scale) -> list[Problem]:
    """What is wrong with a scale, all at once."""
    if scale.highest <= scale.lowest:
        return [Problem("scale.highest", msg("The highest step must be above the lowest."))]
    if scale.step <= 0 or (scale.highest - scale.lowest) % scale.step:
        return [Problem("scale.step", msg("The steps must lead exactly from the lowest to the highest."))]
    bare = [step for step in range(scale.lowest, scale.highest + 1) if step not in scale.described]
    if bare:
        steps = ", ".join(str(step) for step in bare)
        return [Problem("scale.described", msg("Describe these steps of the scale: %(steps)s.", steps=steps))]
    return []
