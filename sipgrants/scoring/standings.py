"""The page of the ranking in one call: rows with ranks, ranges, intervals and adjusted means, and the members'
severities.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sipgrants.scoring.ranking import Key, Matrix, Row, Sheet, matrix, ranking
from sipgrants.scoring.resampling import RankInterval, rank_intervals
from sipgrants.scoring.severity import Severity, adjusted_means, severities
from sipgrants.scoring.stability import RankRange, rank_ranges


@dataclass(frozen=True, slots=True)
class Standings:
    """Everything the Board sees beside each other; `ranges`, `intervals` and `adjusted` hold the scored applications only.

    `independent` are the members' scores as they lay under the seal, before anybody had heard the others: severity is read
    from them alone.
    """

    rows: tuple[Row, ...]
    scores: Matrix
    independent: Matrix
    ranges: dict[Key, RankRange]
    intervals: dict[Key, RankInterval]
    adjusted: dict[Key, Fraction]
    members: tuple[Severity, ...]

    @property
    def is_revised(self) -> bool:
        """Whether any score was changed after the discussion."""
        return self.scores != self.independent


def standings(
    sheets: Iterable[Sheet],
    weights: Mapping[str, int],
    applications: Iterable[Key],
    hidden: Collection[Key] = frozenset(),
    sealed: Iterable[Sheet] | None = None,
) -> Standings:
    """Compute all of it for one reader. `hidden`: the applications this reader is barred from; `sealed`: the sheets as they
    were handed in, where some were revised since.

    Programme rule (section 6): "ranks are renumbered for them". The hidden rows leave before the first sum
    is made; no figure returned depends on them.
    """
    rows = list(applications)
    scores = matrix(sheets, weights, rows, hidden)
    independent = scores if sealed is None else matrix(sealed, weights, rows, hidden)
    members = severities(independent)
    return Standings(
        tuple(ranking(scores)),
        scores,
        independent,
        rank_ranges(scores),
        rank_intervals(scores),
        adjusted_means(independent, members),
        tuple(members),
    )
