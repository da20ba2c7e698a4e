"""The criteria of a round and its scale: what a score sheet asks, fixed from the announcement on.

Programme rule (section 6, Scoring) [ours]: "criteria of the round with weights in per cent that add up to
100, scale 0-5 with a description of each step"; "a comment is asked for at 0-1 and 5". All of it is a
setting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import msg

Score = int | Fraction


@dataclass(frozen=True, slots=True)
class Criterion:
    """`key` is the stable name in the sheets, `weight` whole per cent."""

    key: str
    label: str
    weight: int


@dataclass(frozen=True, slots=True)
class Scale:
    """Scores from `minimum` to `maximum`, each `step` apart; `described` holds those that carry a
    description.
    """

    minimum: int = 0
    maximum: int = 5
    step: Fraction = Fraction(1)
    comment_asked_at: frozenset[Score] = frozenset({0, 1, 5})
    described: frozenset[Score] = frozenset()

    def steps(self) -> tuple[Fraction, ...]:
        """Every score that may be given, lowest first."""
        count = (self.maximum - self.minimum) // self.step
        return tuple(self.minimum + index * self.step for index in range(count + 1))

    def holds(self, score: Score) -> bool:
        """Whether `score` is one of the steps."""
        return self.minimum <= score <= self.maximum and (score - self.minimum) % self.step == 0

    def asks_comment(self, score: Score) -> bool:
        """Whether this score must be explained."""
        return score in self.comment_asked_at


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
    if scale.maximum <= scale.minimum:
        return [Problem("scale.maximum", msg("The highest score must be above the lowest."))]
    if scale.step <= 0 or (scale.maximum - scale.minimum) % scale.step:
        return [
            Problem("scale.step", msg("The steps must lead exactly from the lowest to the highest score."))
        ]
    bare = [step for step in range(scale.minimum, scale.maximum + 1) if step not in scale.described]
    if bare:
        steps = ", ".join(str(step) for step in bare)
        return [Problem("scale.described", msg("Describe these steps of the scale: %(steps)s.", steps=steps))]
    return []
