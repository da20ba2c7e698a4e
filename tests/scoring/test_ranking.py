"""The ranking: exact, ties as ties, abstention no zero, and blind to what a barred reader may not see."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipgrants.scoring.ranking import Sheet, competition_ranks, matrix, member_score, ranking
from sipgrants.scoring.severity import adjusted_means, severities
from sipgrants.scoring.stability import RankRange, rank_ranges
from sipgrants.scoring.standings import standings

WEIGHTS = {
    "relevance": 20,
    "results": 20,
    "feasibility": 15,
    "value": 15,
    "last": 10,
    "gender": 10,
    "risk": 10,
}
HALF = {"a": 50, "b": 50}
scores = st.one_of(st.none(), st.integers(0, 5), st.integers(0, 10).map(lambda n: Fraction(n, 2)))


def _sheets_of(table):
    """Sheets from {application: {member: score}} with one criterion that weighs all."""
    return [Sheet(a, m, {"all": s}) for a, row in table.items() for m, s in row.items()]


def _matrix_of(table):
    return matrix(_sheets_of(table), {"all": 100}, table)


@st.composite
def _sheet_lists(draw):
    size = draw(st.integers(1, 8)), draw(st.integers(1, 5))
    cells = [(a, m) for a in range(size[0]) for m in "ABCDE"[: size[1]]]
    kept = draw(st.lists(st.sampled_from(cells), unique=True))
    return [Sheet(a, m, {key: draw(scores) for key in WEIGHTS}) for a, m in kept]


@pytest.mark.parametrize(
    ("given_scores", "expected"),
    [
        ({"a": 4, "b": 2}, Fraction(3)),
        ({"a": 4, "b": None}, Fraction(4)),
        ({"a": None, "b": None}, None),
        ({"a": 0, "b": 0}, Fraction(0)),
        ({"a": Fraction(5, 2), "b": 1}, Fraction(7, 4)),
        ({}, None),
    ],
)
def test_a_members_score_is_the_weighted_mean_of_what_was_scored(given_scores, expected) -> None:
    assert member_score(given_scores, HALF) == expected


def test_a_floating_point_score_is_refused() -> None:
    with pytest.raises(TypeError, match="must be an int or a Fraction"):
        member_score({"a": 2.5}, HALF)


def test_a_criterion_the_round_does_not_have_is_refused() -> None:
    with pytest.raises(KeyError):
        member_score({"beauty": 5}, HALF)


def test_two_sheets_of_one_member_for_one_application_are_refused() -> None:
    with pytest.raises(ValueError, match="two sheets"):
        matrix([Sheet(1, "A", {"a": 1}), Sheet(1, "A", {"a": 2})], HALF)


def test_ties_share_a_rank_and_the_next_rank_is_skipped() -> None:
    table = {"w": {"A": 2}, "x": {"A": 5}, "y": {"A": 4}, "z": {"A": 4}}
    found = [(row.application, row.rank, row.tied) for row in ranking(_matrix_of(table))]
    assert found == [("x", 1, False), ("y", 2, True), ("z", 2, True), ("w", 4, False)]


def test_thirds_tie_exactly_where_floats_would_not() -> None:
    table = {"x": {"A": 1, "B": 1, "C": 2}, "y": {"A": Fraction(4, 3)}}
    assert [row.rank for row in ranking(_matrix_of(table))] == [1, 1]


def test_an_application_nobody_scored_comes_last_without_a_rank() -> None:
    table = {"x": {"A": None}, "y": {"A": 0}}
    rows = ranking(_matrix_of(table))
    assert [(row.application, row.rank, row.tied, row.mean, row.scored_by) for row in rows] == [
        ("y", 1, False, 0, 1),
        ("x", None, False, None, 0),
    ]


def test_abstaining_is_no_score_never_a_zero() -> None:
    with_abstention = {"x": {"A": 4, "B": None}, "y": {"A": 3, "B": 3}}
    row = ranking(_matrix_of(with_abstention))[0]
    assert (row.application, row.mean, row.scored_by) == ("x", 4, 1)


def test_spread_and_variance_stand_beside_the_mean() -> None:
    row = ranking(_matrix_of({"x": {"A": 1, "B": 2, "C": 5}}))[0]
    assert (row.lowest, row.highest, row.median, row.spread, row.variance) == (1, 5, 2, 4, Fraction(26, 9))


def _weighted_by_numpy(one):
    scored = {key: float(value) for key, value in one.items() if value is not None}
    return np.average(list(scored.values()), weights=[WEIGHTS[key] for key in scored]) if scored else None


@given(_sheet_lists())
def test_means_medians_spreads_and_variances_are_those_of_numpy(sheets) -> None:
    for row in ranking(matrix(sheets, WEIGHTS)):
        own = [s.scores for s in sheets if s.application == row.application]
        totals = [one for one in map(_weighted_by_numpy, own) if one is not None]
        assert row.scored_by == len(totals)
        if totals:
            assert float(row.mean) == pytest.approx(np.mean(totals), abs=1e-12)
            assert float(row.median) == pytest.approx(np.median(totals), abs=1e-12)
            assert float(row.spread) == pytest.approx(np.ptp(totals), abs=1e-12)
            assert float(row.variance) == pytest.approx(np.var(totals), abs=1e-12)


@given(st.dictionaries(st.integers(0, 30), st.fractions(0, 5, max_denominator=7)))
def test_a_rank_is_one_more_than_the_number_of_better_ones(values) -> None:
    expected = {key: 1 + sum(other > value for other in values.values()) for key, value in values.items()}
    assert competition_ranks(values) == expected


@given(_sheet_lists(), st.sets(st.integers(0, 7)))
def test_what_a_barred_reader_sees_does_not_depend_on_the_hidden_rows(sheets, hidden) -> None:
    without = [sheet for sheet in sheets if sheet.application not in hidden]
    assert standings(sheets, WEIGHTS, range(8), hidden) == standings(
        without, WEIGHTS, [key for key in range(8) if key not in hidden]
    )


@given(_sheet_lists())
def test_a_range_holds_the_rank_and_every_rank_with_one_member_left_out(sheets) -> None:
    """The ranks by NumPy: one more than how many means are greater, whoever is left out."""
    whole = matrix(sheets, WEIGHTS)
    scored, members = [key for key in whole if whole[key]], sorted({m for row in whole.values() for m in row})
    table = np.array([[float(whole[key].get(m, np.nan)) for m in members] for key in scored])
    expected: dict[object, list[int]] = {key: [] for key in scored}
    for left_out in range(-1, len(members) if scored else -1):
        kept = np.delete(table, left_out, axis=1) if left_out >= 0 else table
        there = (~np.isnan(kept)).any(axis=1)
        means = np.nanmean(kept[there], axis=1)
        for key, mean in zip(np.array(scored)[there].tolist(), means, strict=True):
            expected[key].append(1 + int((means > mean + 1e-9).sum()))
    found = {key: (value.best, value.worst) for key, value in rank_ranges(whole).items()}
    assert found == {key: (min(ranks), max(ranks)) for key, ranks in expected.items()}


def test_the_range_names_the_one_member_a_score_hangs_on() -> None:
    ranges = rank_ranges(_matrix_of({"x": {"A": 5}, "y": {"A": 3, "B": 3}, "z": {}}))
    assert ranges == {"x": RankRange(1, 1, "A"), "y": RankRange(1, 2, None)}


def test_whoever_is_left_out_changes_nothing_where_they_gave_no_score() -> None:
    table = {"x": {"A": 3}, "y": {"A": 3, "B": 3, "C": 3}}
    assert rank_ranges(_matrix_of(table)) == {"x": RankRange(1, 1, "A"), "y": RankRange(1, 1, None)}


def test_a_severe_member_shows_below_zero_and_the_adjusted_mean_is_put_right() -> None:
    table = {"x": {"A": 4, "B": 2}, "y": {"A": 5, "B": 3}, "z": {"A": 3, "C": 3}}
    whole = _matrix_of(table)
    members = severities(whole)
    by_name = {one.member: one for one in members}
    assert (by_name["A"].effect - by_name["B"].effect, by_name["C"].effect - by_name["A"].effect) == (2, 0)
    assert (by_name["B"].deviation, by_name["B"].scored, by_name["B"].group) == (-1, 2, 1)
    assert adjusted_means(whole, members)["x"] == 4 - by_name["A"].effect


def test_a_member_who_alone_scored_has_no_deviation_and_a_group_of_their_own() -> None:
    found = severities(_matrix_of({"x": {"A": 5}, "y": {"B": 1, "C": 2}}))
    assert [(one.member, one.deviation, one.effect, one.group) for one in found] == [
        ("A", None, 0, 1),
        ("B", Fraction(-1, 2), Fraction(-1, 2), 2),
        ("C", Fraction(1, 2), Fraction(1, 2), 2),
    ]


@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_a_complete_matrix_needs_no_adjustment(rows, columns, data) -> None:
    table = {a: {m: data.draw(st.integers(0, 5)) for m in range(columns)} for a in range(rows)}
    whole = _matrix_of(table)
    members = severities(whole)
    assert adjusted_means(whole, members) == {row.application: row.mean for row in ranking(whole)}
    assert [one.deviation or 0 for one in members] == [one.effect for one in members]


@given(_sheet_lists())
@settings(deadline=None)
def test_effects_are_the_least_squares_fit_of_numpy(sheets) -> None:
    whole = matrix(sheets, WEIGHTS)
    members = severities(whole)
    adjusted = adjusted_means(whole, members)
    cells = [(a, m, float(s)) for a, row in whole.items() for m, s in row.items()]
    if not cells:
        assert members == []
        return
    apps, names = list(adjusted), [one.member for one in members]
    design = np.zeros((len(cells), len(apps) + len(names)))
    for index, (a, m, _) in enumerate(cells):
        design[index, apps.index(a)] = design[index, len(apps) + names.index(m)] = 1
    best, *_ = np.linalg.lstsq(design, np.array([s for *_, s in cells]), rcond=None)
    middle = {a: np.mean([float(s) for s in row.values()]) for a, row in whole.items() if row}
    for one in members:
        apart = [s - middle[a] for a, m, s in cells if m == one.member and len(whole[a]) > 1]
        assert (one.deviation is None) == (not apart)
        assert not apart or float(one.deviation) == pytest.approx(np.mean(apart), abs=1e-9)
    effect = {one.member: float(one.effect) for one in members}
    ours = [float(adjusted[a]) + effect[m] for a, m, _ in cells]
    assert ours == pytest.approx(list(design @ best), abs=1e-9)


@given(_sheet_lists())
def test_the_effects_of_a_group_add_up_to_zero(sheets) -> None:
    members = severities(matrix(sheets, WEIGHTS))
    sums: dict[int, Fraction] = {}
    for one in members:
        sums[one.group] = sums.get(one.group, Fraction(0)) + one.effect
    assert set(sums.values()) <= {Fraction(0)}
