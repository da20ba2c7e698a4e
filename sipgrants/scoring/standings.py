"""The page of the ranking in one call: rows with ranks, ranges and adjusted means, and the members'
severities.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sipgrants.scoring.ranking import Key, Matrix, Row, Sheet, matrix, ranking
from sipgrants.scoring.severity import Severity, adjusted_means, severities
from sipgrants.scoring.stability import RankRange, rank_ranges


@dataclass(frozen=True, slots=True)
class Standings:
    """Everything the Board sees beside each other; `ranges` and `adjusted` hold the scored applications
    only.
    """

    rows: tuple[Row, ...]
    scores: Matrix
    ranges: dict[Key, RankRange]
    adjusted: dict[Key, Fraction]
    members: tuple[Severity, ...]


def standings(
    sheets: Iterable[Sheet],
    weights: Mapping[str, int],
    applications: Iterable[Key],
    hidden: Collection[Key] = frozenset(),
) -> Standings:
    """Compute all of it for one reader. `hidden`: the applications this reader is barred from.

    Programme rule (section 6): "ranks are renumbered for them". The hidden rows leave before the first sum
    is made; no figure returned depends on them.
    """
    scores = matrix(sheets, weights, applications, hidden)
    members = severities(scores)
    return Standings(
        tuple(ranking(scores)), scores, rank_ranges(scores), adjusted_means(scores, members), tuple(members)
    )
