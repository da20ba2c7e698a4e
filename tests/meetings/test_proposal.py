"""The proposal: the best that the rules allow, as trying every choice finds it; else the rule that cannot be met."""

import random
import time
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipgrants.core.money import Money
from sipgrants.meetings.proposal import Candidate, propose

REGIONS = ("Africa", "Asia and the Pacific", "Central and Eastern Europe")
means = st.builds(Fraction, st.integers(0, 12), st.integers(1, 4))
# Few amounts and few scores, so that ties are the rule.
candidates = st.lists(st.tuples(st.sampled_from(REGIONS), st.integers(1, 6), means), max_size=9)
numbers = st.dictionaries(st.sampled_from(REGIONS), st.integers(0, 2))


def rows_of(given_rows: list[tuple[str, int, Fraction]]) -> list[Candidate]:
    return [
        Candidate(place, region, Money(asked), mean) for place, (region, asked, mean) in enumerate(given_rows)
    ]


def best_of_all(rows: list[Candidate], envelope: Money, least: dict[str, int]) -> tuple[int, ...] | None:
    """Every choice tried: the highest total, then the lowest cost, then the earliest places."""
    found = []
    for taken in product((True, False), repeat=len(rows)):
        chosen = [one for one, is_in in zip(rows, taken, strict=True) if is_in]
        cost = sum(one.asked.minor for one in chosen)
        enough = all(sum(one.region == region for one in chosen) >= n for region, n in least.items())
        if cost <= envelope.minor and enough:
            score = sum((one.mean for one in chosen), Fraction(0))
            found.append(((score, -cost, taken), tuple(one.application for one in chosen)))
    return max(found)[1] if found else None


@given(candidates, st.integers(-2, 25), numbers)
@settings(max_examples=400, deadline=None)
def test_it_is_the_best_of_all_choices(given_rows, envelope: int, least: dict[str, int]) -> None:
    rows = rows_of(given_rows)
    found = propose(rows, Money(envelope), least)
    expected = best_of_all(rows, Money(envelope), least)
    if envelope < 0:
        assert found.applications == ()
        return
    assert (found.refused is None) == (expected is not None)
    assert found.applications == (expected or ())
    chosen = [rows[one] for one in found.applications]
    assert found.total == sum((one.mean for one in chosen), Fraction(0))
    assert found.cost == Money(sum(one.asked.minor for one in chosen))


def test_a_number_that_a_region_cannot_meet_is_named() -> None:
    rows = rows_of([("Africa", 2, Fraction(3)), ("Africa", 9, Fraction(4))])
    assert str(propose(rows, Money(20), {"Africa": 3}).refused) == (
        "At least 3 of Africa cannot be approved: only 2 can be."
    )
    assert str(propose(rows, Money(1000), {REGIONS[1]: 1}).refused) == (
        "At least 1 of Asia and the Pacific cannot be approved: only 0 can be."
    )
    assert "ask for USD 0.11, and USD 0.10 can be given" in str(
        propose(rows, Money(10), {"Africa": 2}).refused
    )


@pytest.mark.parametrize("least", [0, 2])
def test_sixty_applications_take_less_than_a_second(least: int) -> None:
    chance = random.Random(5)
    rows = [
        Candidate(
            place,
            chance.choice(REGIONS),
            Money(chance.randrange(50_000, 250_001) * 100),
            Fraction(chance.randrange(200, 480), 9),
        )
        for place in range(60)
    ]
    begun = time.perf_counter()
    found = propose(rows, Money(300_000_000), dict.fromkeys(REGIONS, least))
    assert time.perf_counter() - begun < 1
    assert found.cost <= Money(300_000_000)


def test_scores_in_proportion_to_amounts_are_refused_in_time() -> None:
    chance = random.Random(0)
    amounts = [chance.randrange(50_000, 250_001) for _ in range(60)]
    rows = rows_of(
        [
            (
                REGIONS[place % 3],
                amount * 100,
                Fraction(amount, 60_000) + Fraction(chance.randrange(10), 9_000),
            )
            for place, amount in enumerate(amounts)
        ]
    )
    begun = time.perf_counter()
    found = propose(rows, Money(300_012_300), dict.fromkeys(REGIONS, 2))
    assert time.perf_counter() - begun < 3
    assert "too close together" in str(found.refused)
