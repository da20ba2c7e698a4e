"""Beside every choice: what is left, and who gets it."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipgrants.core.money import ZERO, Money
from sipgrants.meetings.portfolio import Balance, Choice, Granted, Outcome, Part, balance, refuse_amount

USD = Money.usd
ENVELOPE = USD(1_000_000)
CHAD = Choice("TD", "Africa", True, False, True, Outcome.APPROVED, USD(200_000))
SRI_LANKA = Choice("LK", "Asia and the Pacific", False, False, False, Outcome.APPROVED, USD(100_000))
SAMOA = Choice("WS", "Asia and the Pacific", False, True, True, Outcome.APPROVED, USD(100_000))
PERU = Choice("PE", "Latin America and the Caribbean", False, False, False, Outcome.RESERVE)
OPEN = Choice("GE", "Central and Eastern Europe", False, False, True)
ALL = (CHAD, SRI_LANKA, SAMOA, PERU, OPEN)
choices = st.lists(
    st.builds(
        Choice,
        st.integers(),
        st.sampled_from(["A", "B", "C"]),
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.one_of(st.none(), st.sampled_from(Outcome)),
        st.integers(1, 10**8).map(Money),
        st.booleans(),
    ),
    unique_by=lambda one: one.application,
)


def test_the_picture_shows_envelope_regions_and_shares() -> None:
    quarter, half = Fraction(1, 4), Fraction(1, 2)
    assert balance(ALL, ENVELOPE, ["Africa", "Western Europe and Others"]) == Balance(
        approved=Part(3, USD(400_000), Fraction(1)),
        left=USD(600_000),
        regions={
            "Africa": Part(1, USD(200_000), half),
            "Western Europe and Others": Part(0, ZERO, Fraction(0)),
            "Asia and the Pacific": Part(2, USD(200_000), half),
        },
        ldc=Part(1, USD(200_000), half),
        sids=Part(1, USD(100_000), quarter),
        first_time=Part(2, USD(300_000), 3 * quarter),
        undecided=1,
    )


def test_an_award_that_was_declined_or_lapsed_no_longer_counts() -> None:
    found = balance([replace(CHAD, fell=True)], ENVELOPE)
    assert (found.left, found.approved) == (ENVELOPE, Part(0, ZERO, Fraction(0)))
    states = ("offered", "accepted", "active", "declined", "lapsed", "closed")
    assert [one for one in states if Granted("TD", "TD", one).fell] == ["declined", "lapsed"]


@given(choices)
def test_the_regions_add_up_to_what_is_approved(made) -> None:
    found = balance(made, ENVELOPE)
    assert sum((part.amount for part in found.regions.values()), ZERO) == found.approved.amount
    assert sum(part.count for part in found.regions.values()) == found.approved.count
    assert found.left + found.approved.amount == ENVELOPE


@given(choices, st.data())
def test_what_a_barred_reader_sees_does_not_depend_on_the_hidden_rows(made, data) -> None:
    hidden = data.draw(st.sets(st.sampled_from([one.application for one in made] or [0])))
    visible = [one for one in made if one.application not in hidden]
    found = balance(made, ENVELOPE, hidden=hidden)
    plain = balance(visible, ENVELOPE)
    assert found == (plain if len(visible) == len(made) else replace(plain, left=None))


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        (USD(100_000), None),
        (USD(600_000), None),
        (USD("600000.01"), "USD 600,000.01 is more than the USD 600,000.00 left of the envelope."),
        (USD("700000.01"), "USD 700,000.01 is more than the USD 700,000.00 that was asked for."),
        (ZERO, "Approve an amount of more than nothing."),
    ],
)
def test_a_decision_stays_within_the_envelope_and_what_was_asked(amount, reason) -> None:
    found = refuse_amount("GE", amount, USD(700_000), ALL, ENVELOPE)
    assert (str(found) if found else None) == reason


def test_a_decision_that_supersedes_another_takes_its_place_in_the_envelope() -> None:
    assert refuse_amount("TD", USD(800_000), USD(800_000), ALL, ENVELOPE) is None
