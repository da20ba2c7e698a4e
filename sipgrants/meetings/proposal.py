"""A proposal computed from stated rules: the best total of mean scores that the envelope allows.

It informs, it never decides.

Rules, all of them: an application is approved at the full amount asked or not at all; those nobody scored are left out;
the amounts stay within the envelope; of each region at least a given number is approved; of all such choices the one with
the highest total of mean scores is proposed. Of equal totals the one that costs less; of equal costs the one that holds
the application named earliest (callers name them in the order of the ranking).

Exact: scores are whole numbers over one denominator, money is whole cents. All partial choices are built application by
application; one that another matches in money and regions and beats in score is dropped, and so is one that even the
most favourable rest (Lagrange's bound) cannot bring above the best choice found.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TypeAlias

from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import ZERO, Money, total
from sipgrants.parties import regions

Key: TypeAlias = Hashable


_OPEN_AT_MOST = (
    10_000  # partial choices; scores in proportion to amounts, to the dollar, would leave millions open
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An application that may be approved: what it asks for (more than nothing), and its official mean score."""

    application: Key
    region: str
    asked: Money
    mean: Fraction


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for approval, in the order the candidates came in; or the rule that cannot be met."""

    applications: tuple[Key, ...] = ()
    total: Fraction = Fraction(0)
    cost: Money = ZERO
    refused: Message | None = None


@dataclass(frozen=True, slots=True)
class _Item:
    cost: int
    worth: int  # score, then what it costs, then its place: one number for the whole order of preference


class _TooClose(Exception):
    """More partial choices are left open than can be followed in a moment."""


_State: TypeAlias = tuple[int, int]  # cost and worth of a partial choice


def propose(
    candidates: Iterable[Candidate], envelope: Money, least: Mapping[str, int] | None = None
) -> Proposal:
    """Return the best choice within `envelope` with at least `least[region]` approved of each region."""
    rows = list(candidates)
    groups = {one.region: [row for row in rows if row.region == one.region] for one in rows}
    wanted = {region: number for region, number in (least or {}).items() if number > 0}
    refused = _impossible(groups, envelope, wanted)
    if refused:
        return Proposal(refused=refused)
    try:
        chosen = _best([*groups.values()], [wanted.get(one, 0) for one in groups], rows, envelope)
    except _TooClose:
        return Proposal(
            refused=msg("Too many choices lie too close together: none can be shown to be the best.")
        )
    return Proposal(
        tuple(one.application for one in chosen),
        sum((one.mean for one in chosen), Fraction(0)),
        total([one.asked for one in chosen]),
    )


def _impossible(
    groups: Mapping[str, Sequence[Candidate]], envelope: Money, wanted: Mapping[str, int]
) -> Message | None:
    """Each region's cheapest applications must be there and fit: if they do, there is a choice, else there is none."""
    needed = ZERO
    for region, number in wanted.items():
        found = sorted(one.asked.minor for one in groups.get(region, ()))
        if len(found) < number:
            return msg(
                "At least %(number)s of %(region)s cannot be approved: only %(found)s can be.",
                number=number,
                region=regions.region(region),
                found=len(found),
            )
        needed += Money(sum(found[:number]))
    if needed > envelope:
        return msg(
            "The numbers for the regions cannot be met: the smallest applications that meet them ask for %(needed)s, and "
            "%(left)s can be given.",
            needed=needed,
            left=envelope,
        )
    return None


def _best(
    groups: Sequence[Sequence[Candidate]], least: Sequence[int], rows: Sequence[Candidate], envelope: Money
) -> list[Candidate]:
    items = _items(rows)
    parts = [[items[one.application] for one in group] for group in groups]
    _, worth = _search(parts, least, max(0, envelope.minor))
    # Its last bits say who is in it: all else in a worth is a multiple of what they can hold.
    return [one for place, one in enumerate(rows) if worth >> (len(rows) - 1 - place) & 1]


def _items(rows: Sequence[Candidate]) -> dict[Key, _Item]:
    """One whole number each, so that sums compare as the rules do: score first, then less money, then the earlier place."""
    scale, size = lcm(*(one.mean.denominator for one in rows)), len(rows)
    step = (sum(one.asked.minor for one in rows) + 1) << size
    return {
        one.application: _Item(
            one.asked.minor,
            int(one.mean * scale) * step - (one.asked.minor << size) + (1 << (size - 1 - place)),
        )
        for place, one in enumerate(rows)
    }


def _search(parts: Sequence[Sequence[_Item]], least: Sequence[int], budget: int) -> _State:
    """Return cost and worth of the best choice; there is one."""
    price, best = _price(parts, least, budget)
    regions_left = sorted(zip(parts, least, strict=True), key=lambda pair: -pair[1])
    bonuses = [_bonus(part, number, price) for part, number in regions_left]
    most = [
        _most(part, number, price, bonus) for (part, number), bonus in zip(regions_left, bonuses, strict=True)
    ]
    states: list[_State] = [(0, 0)]
    for place, (part, number) in enumerate(regions_left):
        enough = best[1] - price * budget - sum(most[place + 1 :])
        states = _through(part, number, _Bound(price, bonuses[place], budget, enough), states)
    return max([best, *states], key=lambda state: state[1])


@dataclass(frozen=True, slots=True)
class _Bound:
    """What a cent and one more of the region are worth, the budget, and what must be reached to beat the best so far."""

    price: int
    bonus: int
    budget: int
    enough: int


def _through(part: Sequence[_Item], least: int, bound: _Bound, states: list[_State]) -> list[_State]:
    """Take one region's applications in or leave them out, the clearest first; a layer for each number that is in."""
    layers: list[list[_State]] = [states, *([] for _ in range(least))]
    gains = [(one.worth - bound.price * one.cost + bound.bonus, one) for one in part]
    ahead = sum(max(0, gain) for gain, _ in gains)
    for gain, item in sorted(gains, key=lambda pair: -abs(pair[0])):
        ahead -= max(0, gain)
        for count in range(least, -1, -1):
            before = layers[count - 1] if count else []
            before = [*before, *layers[least]] if count == least else before
            taken = [(cost + item.cost, worth + item.worth) for cost, worth in before]
            enough = bound.enough - ahead + bound.bonus * (least - count)
            layers[count] = [
                (cost, worth)
                for cost, worth in _merged(layers[count], taken)
                if cost <= bound.budget and worth - bound.price * cost >= enough
            ]
        if sum(map(len, layers)) > _OPEN_AT_MOST:
            raise _TooClose
    return layers[least]


def _merged(one: list[_State], other: list[_State]) -> list[_State]:
    """Both lists as one, by cost; what costs more and is worth no more is left out."""
    found: list[_State] = []
    most = None
    for state in sorted([*one, *other], key=lambda each: (each[0], -each[1])):
        if most is None or state[1] > most:
            most = state[1]
            found.append(state)
    return found


def _price(parts: Sequence[Sequence[_Item]], least: Sequence[int], budget: int) -> tuple[int, _State]:
    """The worth of a cent at which the best choice costs about the budget, and a choice within the budget."""
    low, high = 0, 2 * max((abs(one.worth) for part in parts for one in part), default=0) + 1
    best = _filled(parts, least, high, budget)
    while high - low > 1:
        middle = (low + high) // 2
        if _cost(_chosen(parts, least, middle)) > budget:
            low = middle
        else:
            high = middle
            best = max(best, _filled(parts, least, middle, budget), key=lambda state: state[1])
    return high, best


def _chosen(parts: Sequence[Sequence[_Item]], least: Sequence[int], price: int) -> list[_Item]:
    """What would be approved at that price: all that is worth more than it costs, and the best of a region in any case."""
    found: list[_Item] = []
    for part, number in zip(parts, least, strict=True):
        ranked = sorted(part, key=lambda one: one.worth - price * one.cost, reverse=True)
        found += [one for place, one in enumerate(ranked) if place < number or one.worth > price * one.cost]
    return found


def _filled(parts: Sequence[Sequence[_Item]], least: Sequence[int], price: int, budget: int) -> _State:
    """That choice, and whatever else still fits, dearest bargain first: a first answer, which the search improves."""
    found = _chosen(parts, least, price)
    cost, worth, there = _cost(found), sum(one.worth for one in found), set(map(id, found))
    others = [one for part in parts for one in part if id(one) not in there]
    for one in sorted(others, key=lambda each: each.worth - price * each.cost, reverse=True):
        if cost + one.cost <= budget:
            cost, worth = cost + one.cost, worth + one.worth
    return cost, worth


def _cost(items: Iterable[_Item]) -> int:
    return sum(one.cost for one in items)


def _bonus(part: Sequence[_Item], least: int, price: int) -> int:
    """What the region's number is worth at that price: as much as its last application that is needed lacks."""
    if not least:
        return 0
    gains = sorted((one.worth - price * one.cost for one in part), reverse=True)
    return max(0, -gains[least - 1])


def _most(part: Sequence[_Item], least: int, price: int, bonus: int) -> int:
    """The most that a region can add at that price."""
    return sum(max(0, one.worth - price * one.cost + bonus) for one in part) - bonus * least
