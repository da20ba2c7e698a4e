"""The interval of a rank: reproducible, blind to order, and what an independent computation finds."""

from fractions import Fraction
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sipgrants.scoring.ranking import Key, Matrix
from sipgrants.scoring.resampling import RankInterval, rank_intervals
from sipgrants.scoring.standings import standings
from tests.scoring.test_ranking import HALF, _sheets_of

halves = st.integers(0, 10).map(lambda number: Fraction(number, 2))
tables = st.dictionaries(
    st.integers(0, 8), st.dictionaries(st.sampled_from("ABCDEF"), halves, min_size=1), min_size=1, max_size=8
)


def of_numpy(scores: Matrix, draws: int, seed: int) -> dict[Key, RankInterval]:
    """The same by arrays: the draws by the same chance, means and ranks by NumPy."""
    members = sorted({str(member) for row in scores.values() for member in row})
    chance, found = Random(seed), {key: [] for key in scores}
    given_ = np.array([[member in row for member in members] for row in scores.values()], dtype=int)
    values = np.array([[float(row.get(member, 0)) for member in members] for row in scores.values()])
    for _ in range(draws):
        drawn = [int(chance.random() * len(members)) for _ in members]
        counts = np.bincount(drawn, minlength=len(members))
        weight = given_ @ counts
        means = (values @ counts)[weight > 0] / weight[weight > 0]
        ranks = 1 + (means[None, :] > means[:, None] + 1e-9).sum(axis=1)
        kept = [key for key, w in zip(scores, weight, strict=True) if w]
        for key, rank in zip(kept, ranks, strict=True):
            found[key].append(int(rank))
    return {key: _interval(np.sort(ranks)) for key, ranks in found.items()}


def _interval(ranks: np.ndarray) -> RankInterval:
    outside = int(0.05 * len(ranks))
    return (
        RankInterval(int(ranks[outside]), int(ranks[::-1][outside]), len(ranks))
        if len(ranks)
        else RankInterval(0, 0, 0)
    )


@given(tables)
@settings(deadline=None, max_examples=60)
def test_intervals_are_those_of_numpy(scores) -> None:
    assert rank_intervals(scores, draws=40, seed=7) == of_numpy(scores, 40, 7)


@given(tables, st.randoms())
@settings(deadline=None, max_examples=40)
def test_the_order_of_rows_and_members_does_not_matter(scores, chance) -> None:
    turned = list(scores.items())
    chance.shuffle(turned)
    shuffled = {key: dict(chance.sample(sorted(row.items()), len(row))) for key, row in turned}
    assert rank_intervals(shuffled, draws=30) == rank_intervals(scores, draws=30)


def test_where_all_agree_every_draw_gives_the_same_rank() -> None:
    scores = {name: dict.fromkeys("ABC", Fraction(value)) for name, value in [("x", 4), ("y", 3), ("z", 3)]}
    assert rank_intervals(scores) == {
        "x": RankInterval(1, 1, 200), "y": RankInterval(2, 2, 200), "z": RankInterval(2, 2, 200),
    }  # fmt: skip


def test_one_generous_member_makes_a_rank_unsure() -> None:
    scores = {
        "sure": {"A": Fraction(3), "B": Fraction(3), "C": Fraction(3)},
        "liked by one": {"A": Fraction(5), "B": Fraction(2), "C": Fraction(1)},
    }
    assert rank_intervals(scores)["liked by one"] == RankInterval(1, 2, 200)


def test_the_seed_is_the_one_stated_and_where_nobody_was_drawn_or_scored_there_is_no_interval() -> None:
    given = {"A": Fraction(5), "B": Fraction(2), "C": Fraction(1), "D": Fraction(4), "E": Fraction(3)}
    turned = dict(zip(given, reversed(given.values()), strict=True))
    scores = {"x": given, "y": turned, "z": {"A": Fraction(3)}, "none": {}}
    assert rank_intervals(scores) == of_numpy({key: scores[key] for key in "xyz"}, 200, 2013)
    assert rank_intervals(scores, draws=0) == dict.fromkeys("xyz", RankInterval(0, 0, 0))


def test_severity_is_read_from_the_scores_under_the_seal() -> None:
    sealed = _sheets_of({"x": {"A": 2, "B": 4}, "y": {"A": 1, "B": 3}})
    revised = _sheets_of({"x": {"A": 4, "B": 4}, "y": {"A": 1, "B": 3}})
    found = standings(revised, {"all": 100}, ["x", "y"], sealed=sealed)
    assert [one.effect for one in found.members] == [Fraction(-1), Fraction(1)]
    assert (found.rows[0].mean, found.adjusted["x"], found.is_revised) == (Fraction(4), Fraction(3), True)
    assert not standings(sealed, HALF | {"all": 100}, ["x", "y"]).is_revised
