"""Bars, quorum and who confirms: conflict of interest is the daily case."""

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipgrants.board.bars import (
    BarKind,
    Item,
    bar,
    quorum,
    refuse_lift,
)
from sipgrants.board.confirming import confirmers
from sipgrants.lifecycle.states import DeclarationState as Declared

JOINT = Item("SN", frozenset({"TG", "BF"}))
TEN = frozenset(range(10))
some = st.frozensets(st.integers(0, 9))


@pytest.mark.parametrize(
    ("country", "declared", "kind"),
    [
        ("SN", None, BarKind.LEAD),
        ("TG", None, BarKind.PARTNER),
        ("BF", Declared.NONE, BarKind.PARTNER),
        ("SN", Declared.LIFTED, BarKind.LEAD),
        ("TG", Declared.LIFTED, BarKind.PARTNER),
        ("SN", Declared.INTEREST, BarKind.LEAD),
        ("GH", Declared.INTEREST, BarKind.INTEREST),
        ("GH", Declared.LIFTED, None),
        ("GH", Declared.NONE, None),
        ("GH", None, None),
    ],
)
def test_a_country_bars_first_then_a_declared_interest(country, declared, kind) -> None:
    found = bar(country, JOINT, declared)
    assert (found.kind if found else None) == kind


@given(st.sampled_from(["SN", "TG", "BF"]), st.sampled_from([None, *Declared]))
def test_no_declaration_ever_moves_a_country_bar(country, declared) -> None:
    assert bar(country, JOINT, declared) == bar(country, JOINT)
    assert str(refuse_lift(country, JOINT, declared)) == "A bar by country cannot be lifted."


def test_only_a_declared_interest_can_be_lifted() -> None:
    assert refuse_lift("GH", JOINT, Declared.INTEREST) is None
    assert str(refuse_lift("GH", JOINT, Declared.NONE)) == "There is no declared interest to lift."


@pytest.mark.parametrize(
    ("barred", "needed"),
    [(0, 7), (1, 6), (2, 6), (3, 5), (4, 4), (5, 4), (6, 3), (7, 2), (8, 2), (9, 1)],
)
def test_quorum_is_two_thirds_of_those_not_barred_rounded_up(barred, needed) -> None:
    assert quorum(TEN, range(barred), TEN).needed == needed


def test_a_barred_member_in_the_room_does_not_count() -> None:
    found = quorum(TEN, {0}, {0, 1, 2, 3, 4, 5})
    assert (found.needed, found.present, found.met) == (6, 5, False)
    assert str(found.problem) == "5 of 9 members who are not barred take part; 6 are needed."


def test_where_everybody_is_barred_nobody_decides() -> None:
    found = quorum(TEN, TEN, TEN)
    assert str(found.problem) == "Every member is barred from this item: nobody can decide it."


@given(some, some, some, st.fractions(Fraction(1, 10), 1, max_denominator=12))
def test_quorum_follows_the_share_of_the_programme(members, barred, present, share) -> None:
    found = quorum(members, barred, present, share)
    entitled = members - barred
    assert found.needed == ceil(share * len(entitled))
    assert found.met == (bool(entitled) and len(entitled & present) >= found.needed)


@pytest.mark.parametrize(
    ("barred", "absent", "elected", "needed"),
    [
        ({}, {}, None, ("A", "B")),
        ({}, {}, "C", ("A", "B")),
        ({"A"}, {}, None, ("B",)),
        ({}, {"B"}, None, ("A",)),
        ({"A"}, {"B"}, None, ()),
        ({"A"}, {"B"}, "C", ("C",)),
        ({"A", "C"}, {"B"}, "C", ()),
        ({"A"}, {"B"}, "A", ()),
        ({"A", "B"}, {}, "D", ("D",)),
    ],
)
def test_both_co_chairs_confirm_or_the_other_alone_or_a_member_elected(
    barred, absent, elected, needed
) -> None:
    found = confirmers(("A", "B"), barred, absent, elected)
    assert found.needed == needed
    assert (found.problem is None) == bool(needed)
    assert found.done(set(needed)) == bool(needed)


def test_one_alone_is_noted_and_two_are_not() -> None:
    assert confirmers(("A", "B")).note is None
    assert str(confirmers(("A", "B"), {"A"}).note) == "One Co-Chair alone: the other is barred or absent."


def test_one_word_of_two_confirms_nothing_and_a_strangers_word_is_not_asked_for() -> None:
    both = confirmers(("A", "B"))
    assert (both.done({"A"}), both.missing({"A"}), both.refuse("B")) == (False, ("B",), None)
    nobody = confirmers(("A", "B"), {"A", "B"})
    assert (nobody.refuse("A"), nobody.needed) == (nobody.problem, ())
    assert str(both.refuse("C")) == "This is for the Co-Chairs who are present and not barred from the item."
