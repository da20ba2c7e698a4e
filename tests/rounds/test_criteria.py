"""Criteria add up to a hundred and every step of the scale means something."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from sipgrants.rounds.criteria import Criterion, Scale, criteria_problems, scale_problems

DATA = Path(__file__).parents[2] / "sipgrants" / "data"
DESCRIBED = frozenset(range(6))


def test_the_default_criteria_are_in_order() -> None:
    data = json.loads((DATA / "scoring" / "criteria_v1.json").read_text(encoding="utf-8"))
    default = [Criterion(one["key"], one["title"]["en"], one["weight"]) for one in data["criteria"]]
    scale = Scale(
        data["scale"]["minimum"],
        data["scale"]["maximum"],
        comment_asked_at=frozenset(data["scale"]["comment_asked_at"]),
        described=frozenset(step["value"] for step in data["scale"]["steps"]),
    )
    assert criteria_problems(default) + scale_problems(scale) == []


def test_all_problems_of_the_criteria_are_told_at_once() -> None:
    wrong = [Criterion("a", "A", 60), Criterion("a", " ", 0)]
    assert [(one.field, str(one.message)) for one in criteria_problems(wrong)] == [
        ("criteria.0.key", "This criterion stands here twice."),
        ("criteria.1.weight", "A weight is at least 1 per cent."),
        ("criteria.1.label", "Name the criterion."),
        ("criteria.1.key", "This criterion stands here twice."),
        ("criteria", "The weights add up to 60, not to 100."),
    ]


def test_a_round_without_criteria_is_refused() -> None:
    assert [one.field for one in criteria_problems([])] == ["criteria"]


@pytest.mark.parametrize(
    ("scale", "fields"),
    [
        (Scale(described=DESCRIBED), []),
        (Scale(step=Fraction(1, 2), described=DESCRIBED), []),
        (Scale(maximum=0), ["scale.maximum"]),
        (Scale(step=Fraction(2), described=DESCRIBED), ["scale.step"]),
        (Scale(step=Fraction(0)), ["scale.step"]),
        (Scale(described=frozenset({0, 5})), ["scale.described"]),
    ],
)
def test_a_scale_leads_from_end_to_end_with_every_step_described(scale, fields) -> None:
    assert [one.field for one in scale_problems(scale)] == fields


def test_a_scale_knows_its_steps() -> None:
    assert Scale().steps() == (0, 1, 2, 3, 4, 5)
    halves = Scale(step=Fraction(1, 2))
    assert [step for step in halves.steps() if not halves.holds(step)] == []
    assert (len(halves.steps()), halves.holds(Fraction(1, 3)), halves.holds(6), halves.holds(-1)) == (
        11,
        False,
        False,
        False,
    )


@pytest.mark.parametrize(
    ("score", "asked"), [(0, True), (1, True), (Fraction(3, 2), False), (4, False), (5, True)]
)
def test_a_comment_is_asked_for_at_the_ends(score, asked) -> None:
    assert Scale().asks_comment(score) == asked
    assert Scale(comment_asked_at=frozenset()).asks_comment(score) is False
