"""The gate stays shut until everything the instalment names is there; three people turn the keys."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipgrants.core.money import ZERO, Money
from sipgrants.disbursements.gate import Advance, Awaited, Release, Wait, conditions, is_open, reasons
from sipgrants.disbursements.three_people import Hands, refuse_approve, refuse_certify, refuse_record_payment
from sipgrants.lifecycle.states import AwardState

TODAY = date(2026, 11, 22)
USD = Money.usd
READY = Release(
    amount=USD(80_000),
    award_amount=USD(200_000),
    award_state=AwardState.ACTIVE,
    signed_by_party=True,
    signed_by_secretariat=True,
    vendor_reference="1100234567",
    not_before=TODAY,
    reports=(Awaited("Progress report 1", True),),
    changes=(Awaited("Extension 1", True),),
    advance=Advance(paid=USD(100_000), last=USD(100_000), accepted=USD(70_000)),
)
cents = st.integers(0, 10**9)


def _why(**change):
    return [str(reason) for reason in reasons(conditions(replace(READY, **change), TODAY))]


def test_with_everything_there_the_gate_is_open() -> None:
    found = conditions(READY, TODAY)
    assert (is_open(found), reasons(found)) == (True, [])
    expected = "award signatures vendor date report change spent within_award"
    assert [one.wait.value for one in found] == expected.split()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            {"award_state": AwardState.SUSPENDED},
            "Nothing is paid while the award is neither active nor completed.",
        ),
        (
            {"award_state": AwardState.ACCEPTED},
            "Nothing is paid while the award is neither active nor completed.",
        ),
        ({"award_state": AwardState.TERMINATED}, "The award was terminated and this is no longer payable."),
        ({"signed_by_party": False}, "The Party has not signed the agreement yet."),
        ({"signed_by_secretariat": False}, "The Secretariat has not signed the agreement yet."),
        ({"signed_by_party": False, "signed_by_secretariat": False}, "Nobody has signed the agreement yet."),
        ({"vendor_reference": " "}, "The finance officer has not confirmed the vendor record in Umoja."),
        ({"held_because": "audit"}, "On hold: audit"),
        ({"not_before": date(2026, 11, 23)}, "Not before 2026-11-23."),
        ({"reports": (Awaited("Progress 1", False),)}, "Waits for an accepted report: Progress 1."),
        ({"changes": (Awaited("Extension 1", False),)}, "Waits for a change to be in force: Extension 1."),
        (
            {"advance": Advance(USD(100_000), USD(100_000), USD("69999.99"))},
            "69 per cent of the last advance is spent; 70 per cent is asked for.",
        ),
        ({"amount": USD("100000.01")}, "USD 100,000.01 of USD 100,000.00 that is left of the award."),
        ({"amount": ZERO}, "USD 0.00 of USD 100,000.00 that is left of the award."),
    ],
)
def test_each_missing_thing_shuts_the_gate_with_its_reason(change, reason) -> None:
    assert _why(**change) == [reason]


def test_all_reasons_are_told_at_once() -> None:
    assert len(_why(signed_by_party=False, vendor_reference="", held_because="audit")) == 3


@pytest.mark.parametrize("state", [AwardState.ACTIVE, AwardState.COMPLETED])
def test_an_active_or_completed_award_is_paid(state) -> None:
    assert _why(award_state=state) == []


def test_a_terminated_award_is_paid_what_is_still_payable() -> None:
    assert _why(award_state=AwardState.TERMINATED, payable_after_end=True) == []


def test_a_first_instalment_names_only_what_it_waits_for() -> None:
    first = replace(READY, not_before=None, reports=(), changes=(), advance=Advance())
    waits = [one.wait for one in conditions(first, TODAY)]
    assert waits == [Wait.AWARD, Wait.SIGNATURES, Wait.VENDOR, Wait.WITHIN_AWARD]


def test_the_share_to_be_spent_is_a_setting() -> None:
    unspent = Advance(USD(100_000), USD(100_000), ZERO)
    assert _why(advance=unspent, spent_percent=None) == []
    assert _why(advance=unspent, spent_percent=0) == []


@pytest.mark.parametrize(
    ("paid", "last", "accepted", "share"),
    [
        (0, 0, 0, Fraction(1)),
        (100, 100, 70, Fraction(7, 10)),
        (150, 50, 100, Fraction(0)),
        (150, 50, 90, Fraction(0)),
        (150, 50, 125, Fraction(1, 2)),
        (150, 50, 180, Fraction(1)),
    ],
)
def test_earlier_advances_are_used_up_first(paid, last, accepted, share) -> None:
    assert Advance(Money(paid), Money(last), Money(accepted)).spent_of_last() == share


@given(cents, cents, cents)
def test_the_share_spent_grows_with_spending_and_stays_between_nothing_and_all(
    earlier, last, accepted
) -> None:
    share = Advance(Money(earlier + last), Money(last), Money(accepted)).spent_of_last()
    more = Advance(Money(earlier + last), Money(last), Money(accepted + 1)).spent_of_last()
    assert 0 <= share <= more <= 1


@pytest.mark.parametrize("requested", ["A", "B", "C"])
@pytest.mark.parametrize("certified", ["A", "B", "C"])
@pytest.mark.parametrize("approved", ["A", "B", "C"])
@pytest.mark.parametrize("recorded", ["A", "B", "C"])
def test_asking_certifying_and_approving_are_three_people_and_the_approver_records_nothing(
    requested, certified, approved, recorded
) -> None:
    refusals = [
        refuse_certify(certified, Hands(requested)),
        refuse_approve(approved, Hands(requested, certified)),
        refuse_record_payment(recorded, Hands(requested, certified, approved)),
    ]
    allowed = len({requested, certified, approved}) == 3 and recorded != approved
    assert (refusals == [None, None, None]) == allowed


def test_nobody_is_refused_before_anybody_acted() -> None:
    assert [one("A", Hands()) for one in (refuse_certify, refuse_approve, refuse_record_payment)] == [
        None
    ] * 3
