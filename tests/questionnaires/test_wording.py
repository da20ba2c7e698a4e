"""Which words went, came and stayed."""

import time

import pytest

from sipgrants.questionnaires.wording import Piece, pieces

TABLE = [
    ("", "", []),
    ("Men dig.", "Men dig.", [("same", "Men dig.")]),
    ("", "Men dig.", [("new", "Men dig.")]),
    ("Men dig.", "", [("gone", "Men dig.")]),
    (
        "Men dig the ore.",
        "Women wash the ore.",
        [
            ("gone", "Men"),
            ("new", "Women"),
            ("same", " "),
            ("gone", "dig"),
            ("new", "wash"),
            ("same", " the ore."),
        ],
    ),
    ("One\nTwo", "One\nThree", [("same", "One\n"), ("gone", "Two"), ("new", "Three")]),
    (
        "Ministry of Mines, Lusaka",
        "Agency for Water, Kitwe",
        [("gone", "Ministry of Mines, Lusaka"), ("new", "Agency for Water, Kitwe")],
    ),
    ("汞很危险", "汞不危险", [("same", "汞"), ("gone", "很"), ("new", "不"), ("same", "危险")]),
]


@pytest.mark.parametrize(("before", "after", "expected"), TABLE)
def test_words_that_went_came_and_stayed(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    assert pieces(before, after) == [Piece(how, text) for how, text in expected]


def test_a_long_stretch_that_stayed_is_left_out_but_around_the_change() -> None:
    long = " ".join(f"word{number}" for number in range(2000))
    found = pieces(f"{long} old {long}", f"{long} new {long}")
    assert [one.how for one in found] == ["left_out", "same", "gone", "new", "same", "left_out"]
    assert found[1].text.endswith("word1999 ")
    assert sum(len(one.text.split()) for one in found) < 100


def test_two_texts_with_nothing_in_common_are_told_at_once() -> None:
    began = time.monotonic()
    found = pieces(*(" ".join(f"{name}{number}" for number in range(20_000)) for name in "ab"))
    assert ([one.how for one in found], time.monotonic() - began < 2) == (["gone", "new"], True)
