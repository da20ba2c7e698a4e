"""A sheet is handed in whole: every criterion answered, the ends explained, all problems at once."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipgrants.rounds.criteria import Criterion, Scale
from sipgrants.scoring.filled import Filled, blocks, from_blocks, paths
from sipgrants.scoring.sheets import is_complete, progress, sheet_problems, too_long

CRITERIA = [Criterion("a", "A", 50), Criterion("b", "B", 50)]


@pytest.mark.parametrize(
    ("scores", "comments", "fields"),
    [
        ({"a": 3, "b": 4}, {}, []),
        ({"a": None, "b": None}, {}, []),
        ({"a": 3}, {}, ["scores.b"]),
        ({}, {}, ["scores.a", "scores.b"]),
        ({"a": 0, "b": 5}, {}, ["comments.a", "comments.b"]),
        ({"a": 1, "b": 5}, {"a": "weak", "b": " "}, ["comments.b"]),
        ({"a": 6, "b": Fraction(1, 2)}, {}, ["scores.a", "scores.b"]),
        ({"a": 2.5, "b": 3}, {}, ["scores.a"]),
        ({"a": 3, "b": 3, "c": 3}, {}, ["scores.c"]),
    ],
)
def test_all_problems_of_a_sheet_are_told_at_once(scores, comments, fields) -> None:
    assert [one.field for one in sheet_problems(scores, comments, CRITERIA, Scale())] == fields
    assert is_complete(scores, comments, CRITERIA, Scale()) == (not fields)


def test_half_steps_count_where_the_round_has_them() -> None:
    halves = Scale(step=Fraction(1, 2))
    assert sheet_problems({"a": Fraction(7, 2), "b": 3}, {}, CRITERIA, halves) == []


@given(st.fixed_dictionaries({key: st.one_of(st.none(), st.integers(0, 5)) for key in "ab"}))
def test_a_sheet_with_every_criterion_answered_and_explained_is_complete(scores) -> None:
    assert sheet_problems(scores, {"a": "because", "b": "because"}, CRITERIA, Scale()) == []


def test_progress_counts_abstentions_as_answers() -> None:
    assert [progress(one, CRITERIA) for one in ({}, {"a": None}, {"a": None, "b": 3})] == [
        (0, 2),
        (1, 2),
        (2, 2),
    ]


def test_a_sheet_as_blocks_says_what_it_says() -> None:
    sheet = Filled({"a": 0, "b": None}, {"a": "Weak."}, "On the whole.", "Ask.", "low")
    said = blocks(sheet, "abc")
    assert said == {
        "scores.a": "0", "comments.a": "Weak.", "scores.b": "abstain", "comments.b": "", "scores.c": "", "comments.c": "",
        "confidence": "low", "comment": "On the whole.", "notes": "Ask.",
    }  # fmt: skip
    assert [*said] == paths("abc")
    again = from_blocks({**said, "scores.c": "6"}, "abc")
    assert again == replace(sheet, comments={"a": "Weak.", "b": "", "c": ""})


def test_a_comment_has_at_most_four_thousand_characters() -> None:
    found = too_long({"a": "w" * 4001, "b": "w" * 4000, "": "w" * 4001})
    assert [one.field for one in found] == ["comments.a", "comment"]
