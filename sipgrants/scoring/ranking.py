"""Ranking of applications by their score sheets: exact, pure, and blind to who reads it.

Programme rule (section 6): "weighted mean over the members who scored, exact fractions, ties shown as
ties", and "abstaining is no score, never a zero". Read here so: a member's score of an application is the
weighted mean over the criteria this member scored; the application's mean is the plain mean of those
scores. Each mean on the screen can thus be checked by hand against the members' figures beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from numbers import Rational
from statistics import median
from typing import TypeAlias

Key: TypeAlias = Hashable
Score: TypeAlias = int | Fraction
Matrix: TypeAlias = dict[Key, dict[Key, Fraction]]
"""Application > member > this member's weighted score; an application nobody scored has an empty row."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One handed-in sheet: criterion > score, None where the member abstained. Annulled sheets never come
    here.
    """

    application: Key
    member: Key
    scores: Mapping[str, Score | None]


@dataclass(frozen=True, slots=True)
class Row:
    """An application in the ranking. `rank` and what follows from scores are None where nobody scored it.

    `median` is the middle one of the members' scores, or the mean of the two in the middle; `spread` is highest minus
    lowest, `variance` their population variance.
    """

    application: Key
    rank: int | None
    tied: bool
    mean: Fraction | None
    median: Fraction | None
    scored_by: int
    lowest: Fraction | None
    highest: Fraction | None
    spread: Fraction | None
    variance: Fraction | None


def member_score(scores: Mapping[str, Score | None], weights: Mapping[str, int]) -> Fraction | None:
    """Weighted mean over the criteria scored (weights in per cent), or None where all were abstained from.

    Raises KeyError for a criterion the round does not have, TypeError for a score that is not exact.
    """
    total: Score = 0
    weight = 0
    for criterion, score in scores.items():
        if score is None:
            continue
        if not isinstance(score, Rational):
            raise TypeError(f"score of {criterion} must be an int or a Fraction, not {type(score).__name__}")
        total += weights[criterion] * score
        weight += weights[criterion]
    return Fraction(total, weight) if weight else None


def matrix(
    sheets: Iterable[Sheet],
    weights: Mapping[str, int],
    applications: Iterable[Key] = (),
    hidden: Collection[Key] = frozenset(),
) -> Matrix:
    """The members' scores per application, in the order of `applications` (those not named there follow).

    Programme rule: a barred member sees no "row, rank, count or sum that would tell". Rows in `hidden` are
    dropped here, before anything is computed, so that ranks, severities and ranges are those of a world
    without them.
    """
    rows: Matrix = {key: {} for key in applications if key not in hidden}
    for sheet in sheets:
        if sheet.application in hidden:
            continue
        row = rows.setdefault(sheet.application, {})
        if sheet.member in row:
            raise ValueError(f"two sheets of member {sheet.member} for application {sheet.application}")
        score = member_score(sheet.scores, weights)
        if score is not None:
            row[sheet.member] = score
    return rows


def ranking(scores: Matrix) -> list[Row]:
    """All applications, best first; those nobody scored come last, without a rank.

    Equal means share a rank and the next rank is skipped (1, 2, 2, 4); tied rows keep the order they came in.
    """
    means = {key: mean(row.values()) for key, row in scores.items() if row}
    ranks = competition_ranks(means)
    shared = _shared(ranks.values())
    rows = [
        _row(key, row, means.get(key), ranks.get(key), ranks.get(key) in shared)
        for key, row in scores.items()
    ]
    return sorted(rows, key=lambda row: (row.rank is None, row.rank or 0))


def mean(values: Collection[Fraction]) -> Fraction:
    """The exact mean of at least one value."""
    scale, numerators = over_common_denominator(values)
    return Fraction(sum(numerators), scale * len(numerators))


def over_common_denominator(values: Collection[Fraction]) -> tuple[int, list[int]]:
    """The values as whole numbers over one denominator: exact, and far faster to add and compare than
    fractions.
    """
    scale = lcm(*(value.denominator for value in values))
    return scale, [value.numerator * (scale // value.denominator) for value in values]


def competition_ranks(values: Mapping[Key, Fraction]) -> dict[Key, int]:
    """Rank of each key, highest value first; equal values share a rank and the next is skipped (1, 2, 2,
    4).
    """
    _, numerators = over_common_denominator(values.values())
    first: dict[int, int] = {}
    for place, number in enumerate(sorted(numerators, reverse=True), start=1):
        first.setdefault(number, place)
    return {key: first[number] for key, number in zip(values, numerators, strict=True)}


def _shared(ranks: Iterable[int]) -> frozenset[int | None]:
    seen: set[int] = set()
    return frozenset(rank for rank in ranks if rank in seen or seen.add(rank))  # type: ignore[func-returns-value]


def _row(key: Key, row: Mapping[Key, Fraction], middle: Fraction | None, rank: int | None, tied: bool) -> Row:
    if middle is None:
        return Row(key, None, False, None, None, 0, None, None, None, None)
    lowest, highest = min(row.values()), max(row.values())
    scale, numerators = over_common_denominator(row.values())
    squares = Fraction(sum(number * number for number in numerators), scale * scale * len(numerators))
    return Row(
        key,
        rank,
        tied,
        middle,
        median(row.values()),
        len(row),
        lowest,
        highest,
        highest - lowest,
        squares - middle * middle,
    )
