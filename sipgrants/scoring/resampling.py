"""How sure a rank is: the ranking again and again with another Board drawn from the same members (the bootstrap).

Each draw takes as many members as there are, with replacement: somebody counts twice, somebody not at all. The interval
holds nine ranks in ten. It informs and decides nothing. Drawn from a stated seed, so that two people who compute it get the
same figures: only `Random.random` promises the same numbers in every version of Python.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import mul
from random import Random

from sipgrants.scoring.ranking import Key, Matrix, over_common_denominator

DRAWS = 200
SEED = 2013  # the year of the Convention: any number would do, but it has to be said


@dataclass(frozen=True, slots=True)
class RankInterval:
    """Best and worst of the middle nine in ten of the ranks drawn; `draws`: in how many somebody who scored was drawn."""

    best: int
    worst: int
    draws: int


def rank_intervals(scores: Matrix, draws: int = DRAWS, seed: int = SEED) -> dict[Key, RankInterval]:
    """The interval of every scored application. It does not depend on the order of rows or members."""
    members = sorted({member for row in scores.values() for member in row}, key=str)
    rows = _lined_up(scores, members)
    ranks: dict[Key, Counter[int]] = {application: Counter() for application in rows}
    chance = Random(seed)  # noqa: S311 (nothing is kept secret by it: it is there to be repeated)
    for _ in range(draws):
        for application, rank in _ranks(rows, _drawn(chance, len(members))).items():
            ranks[application][rank] += 1
    return {application: _interval(found) for application, found in ranks.items()}


@dataclass(frozen=True, slots=True)
class _Line:
    """One application's scores as whole numbers, nothing where a member gave none, and who gave one (1 or 0)."""

    scores: tuple[int, ...]
    given: tuple[int, ...]


def _lined_up(scores: Matrix, members: Sequence[Key]) -> dict[Key, _Line]:
    every = [score for row in scores.values() for score in row.values()]
    numbers = iter(over_common_denominator(every)[1])
    whole = {application: {m: next(numbers) for m in row} for application, row in scores.items() if row}
    return {
        application: _Line(tuple(row.get(m, 0) for m in members), tuple(int(m in row) for m in members))
        for application, row in whole.items()
    }


def _drawn(chance: Random, size: int) -> tuple[int, ...]:
    """How often each member was drawn."""
    counts = [0] * size
    for _ in range(size):
        counts[int(chance.random() * size)] += 1
    return tuple(counts)


def _ranks(rows: Mapping[Key, _Line], counts: Sequence[int]) -> dict[Key, int]:
    """Equal means share a rank: a quotient of whole numbers is rounded correctly, so equal ones stay equal."""
    weights: dict[tuple[int, ...], int] = {}
    means = {}
    for application, line in rows.items():
        if line.given not in weights:
            weights[line.given] = sum(map(mul, counts, line.given))
        if weight := weights[line.given]:
            means[application] = sum(map(mul, counts, line.scores)) / weight
    return _competition(means)


def _competition(means: Mapping[Key, float]) -> dict[Key, int]:
    found: dict[Key, int] = {}
    for _, equals in groupby(sorted(means, key=means.__getitem__, reverse=True), key=means.__getitem__):
        found |= dict.fromkeys(equals, len(found) + 1)
    return found


def _interval(ranks: Counter[int]) -> RankInterval:
    drawn = sorted(ranks.elements())
    if not drawn:
        return RankInterval(0, 0, 0)
    outside = len(drawn) // 20  # one in twenty on either side
    return RankInterval(drawn[outside], drawn[-1 - outside], len(drawn))
