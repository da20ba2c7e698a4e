"""How severe each member is, and the means adjusted for it.

Programme rule (section 6): "each member's severity ... and the mean adjusted for severity: all to inform,
none to decide". Everything here is exact (fractions, no floating point): with ten members the least-squares
system has ten unknowns, and a figure two people compute must be the same figure.

The model is additive: score = merit of the application + leaning of the member. It is fitted by least
squares over the scores that exist, so an application read only by severe members is not punished for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sipgrants.scoring.ranking import Key, Matrix, mean


@dataclass(frozen=True, slots=True)
class Severity:
    """One member's leaning on the scale; below zero is severe, above zero generous.

    `deviation`: mean distance from the application's mean, over applications at least two members scored;
    None if there is none. `effect`: the member's least-squares effect; the effects of one `group` add up to
    zero. Members of different groups share no application, not even through others: their effects cannot be
    compared.
    """

    member: Key
    scored: int
    deviation: Fraction | None
    effect: Fraction
    group: int


def severities(scores: Matrix) -> list[Severity]:
    """Every member who scored at least one application, in the order of first appearance."""
    by_member = _by_member(scores)
    means = {application: mean(row.values()) for application, row in scores.items() if row}
    effects: dict[Key, tuple[Fraction, int]] = {}
    for number, members in enumerate(_groups(scores, by_member), start=1):
        for member, effect in _effects(scores, means, members).items():
            effects[member] = (effect, number)
    return [
        Severity(member, len(own), _deviation(own, scores, means), *effects[member])
        for member, own in by_member.items()
    ]


def adjusted_means(scores: Matrix, members: Sequence[Severity]) -> dict[Key, Fraction]:
    """Each scored application's mean after taking away each member's effect. Equal to the mean where all
    members scored everything; comparable only inside one group.
    """
    effect = {severity.member: severity.effect for severity in members}
    return {
        application: mean(row.values()) - mean([effect[member] for member in row])
        for application, row in scores.items()
        if row
    }


def _by_member(scores: Matrix) -> dict[Key, dict[Key, Fraction]]:
    found: dict[Key, dict[Key, Fraction]] = {}
    for application, row in scores.items():
        for member, score in row.items():
            found.setdefault(member, {})[application] = score
    return found


def _deviation(own: Mapping[Key, Fraction], scores: Matrix, means: Mapping[Key, Fraction]) -> Fraction | None:
    distances = [
        score - means[application] for application, score in own.items() if len(scores[application]) > 1
    ]
    return mean(distances) if distances else None


def _groups(scores: Matrix, by_member: Mapping[Key, Mapping[Key, Fraction]]) -> list[list[Key]]:
    """Members who can be compared: linked by applications they both scored, directly or through others."""
    left = dict.fromkeys(by_member)
    groups: list[list[Key]] = []
    while left:
        group = [left.popitem()[0]]
        for member in group:
            linked = {other for application in by_member[member] for other in scores[application]}
            group.extend(other for other in linked if other in left)
            for other in linked:
                left.pop(other, None)
        groups.append([member for member in by_member if member in set(group)])
    return sorted(groups, key=lambda group: list(by_member).index(group[0]))


def _effects(scores: Matrix, means: Mapping[Key, Fraction], members: Sequence[Key]) -> dict[Key, Fraction]:
    """Least squares with the applications' merits eliminated: one equation per member, the last replaced by
    "the effects add up to zero", which picks the one solution out of those that differ by a constant.
    """
    place = {member: index for index, member in enumerate(members)}
    size = len(members)
    rows: list[list[Fraction]] = [[Fraction(0)] * (size + 1) for _ in members]
    for application, row in scores.items():
        if not row or next(iter(row)) not in place:
            continue
        share = Fraction(1, len(row))
        for member, score in row.items():
            line = rows[place[member]]
            line[place[member]] += 1
            line[size] += score - means[application]
            for other in row:
                line[place[other]] -= share
    rows[-1] = [Fraction(1)] * size + [Fraction(0)]
    return dict(zip(members, _solve(rows), strict=True))


def _solve(rows: list[list[Fraction]]) -> list[Fraction]:
    """Gauss-Jordan over fractions. No head is ever zero: but for the last line, the equations of a linked group are those
    of a positive definite matrix, and the last line makes the whole one regular.
    """
    size = len(rows)
    for column in range(size):
        head = rows[column][column]
        rows[column] = [value / head for value in rows[column]]
        for index in range(size):
            factor = rows[index][column]
            if index != column and factor:
                rows[index] = [a - factor * b for a, b in zip(rows[index], rows[column], strict=True)]
    return [row[size] for row in rows]
