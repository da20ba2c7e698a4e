"""How much a rank hangs on one person: the ranking again with each member left out in turn.

Programme rule (section 6): beside the rank stands "the rank with any one member left out ... all to inform,
none to decide".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sipgrants.scoring.ranking import Key, Matrix, competition_ranks, over_common_denominator


@dataclass(frozen=True, slots=True)
class RankRange:
    """Best and worst rank, the rank with everybody included. `hangs_on` is the one member without whom the
    application would have no score at all, else None.
    """

    best: int
    worst: int
    hangs_on: Key | None


def rank_ranges(scores: Matrix) -> dict[Key, RankRange]:
    """The range of ranks of every scored application when any one member is left out."""
    rows = {application: row for application, row in scores.items() if row}
    whole = _whole_numbers(rows)
    ranks: dict[Key, list[int]] = {application: [] for application in rows}
    members = dict.fromkeys(member for row in rows.values() for member in row)
    for left_out in (_NOBODY, *members):
        for application, rank in competition_ranks(_means(whole, left_out)).items():
            ranks[application].append(rank)
    return {
        application: RankRange(min(found), max(found), _only(rows[application]))
        for application, found in ranks.items()
    }


_NOBODY = object()


def _whole_numbers(rows: Mapping[Key, Mapping[Key, Fraction]]) -> dict[Key, dict[Key, int]]:
    """Every score over one denominator: the ranking again and again is then whole-number arithmetic."""
    _, numbers = over_common_denominator([score for row in rows.values() for score in row.values()])
    left = iter(numbers)
    return {application: {member: next(left) for member in row} for application, row in rows.items()}


def _means(rows: Mapping[Key, Mapping[Key, int]], left_out: object) -> dict[Key, Fraction]:
    means = {}
    for application, row in rows.items():
        count = len(row) - (left_out in row)
        if count:
            means[application] = Fraction(sum(row.values()) - row.get(left_out, 0), count)
    return means


def _only(row: Mapping[Key, Fraction]) -> Key | None:
    return next(iter(row)) if len(row) == 1 else None
