"""The ledger balances whatever happens, and every figure of the fund comes out of it, to the cent."""

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipgrants.fund import award_entries as awards
from sipgrants.fund import entries as fund
from sipgrants.fund.accounts import Account, Entry, Event, Posting, reversal
from sipgrants.fund.balances import (
    available,
    award_figures,
    balance,
    committed,
    fund_figures,
    grantable,
    lines,
    with_support,
)
from sipgrants.fund.constraints import AwardMoney, Instalment, closing_problems, closure_problems, reconcile
from sipgrants.lifecycle.states import AwardState, InstalmentState

cents = st.integers(1, 10**10)


def _fund_figures(book):
    return fund_figures(lines(book))


def _award_figures(book):
    return award_figures(lines(book))


def _reconcile(book, rows):
    return reconcile(lines(book), rows)


rates = st.fractions(0, Fraction(1, 4), max_denominator=1000)


@pytest.mark.parametrize(
    ("debit", "credit", "error"),
    [(0, 0, ValueError), (1, 1, ValueError), (-1, 0, ValueError), (1.0, 0, TypeError), (True, 0, TypeError)],
)
def test_a_posting_is_a_debit_or_a_credit_of_whole_cents(debit, credit, error) -> None:
    with pytest.raises(error):
        Posting(Account.CASH, debit, credit)


def test_an_entry_that_does_not_balance_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="does not balance"):
        Entry(Event.COST_PAID, (Posting(Account.CASH, credit=5), Posting(Account.PROGRAMME_COSTS, debit=4)))
    with pytest.raises(ValueError, match="does not balance"):
        Entry(Event.COST_PAID, ())


@pytest.mark.parametrize("amount", [0, -1])
def test_no_event_is_of_nothing(amount) -> None:
    for make in (fund.interest_received, fund.cost_paid, fund.support_cost_charged, fund.bank_charge_paid):
        with pytest.raises(ValueError, match="more than nothing"):
            make(amount)
    for make in (awards.award_committed, awards.instalment_paid, awards.spending_accepted, awards.refund_due):
        with pytest.raises(ValueError, match="more than nothing"):
            make("a", amount)


def test_a_refund_settles_no_more_than_itself_and_no_more_is_due_than_was_disallowed() -> None:
    with pytest.raises(ValueError, match="at most"):
        awards.refund_received("a", 5, of_due=6)
    with pytest.raises(ValueError, match="at most"):
        awards.spending_disallowed("a", 5, refund_due=6)


@given(cents, cents)
def test_a_contribution_that_arrives_at_another_rate_leaves_the_difference_on_its_own_account(
    agreed, received
) -> None:
    book = [fund.contribution_agreed("c", agreed), fund.contribution_received("c", received, agreed)]
    figures = _fund_figures(book)
    assert (figures.received, figures.receivable, figures.cash) == (received, 0, received)
    assert balance(lines(book), Account.EXCHANGE_DIFFERENCES) == agreed - received
    assert available(figures) == received


def test_what_is_agreed_and_not_received_is_not_available() -> None:
    assert available(_fund_figures([fund.contribution_agreed("c", 10**6)])) == 0


def test_available_follows_the_programme_line_by_line() -> None:
    book = [
        fund.contribution_received("c", 1_000_000_00, 1_000_000_00),
        fund.interest_received(10_000_00),
        fund.cost_paid(40_000_00),
        fund.bank_charge_paid(25),
        fund.exchange_difference_found(-75),
        fund.donor_refunded("c", 20_000_00),
        fund.support_cost_charged(13_000_00),
        awards.award_committed("a", 200_000_00),
        awards.instalment_paid("a", 100_000_00),
    ]
    expected = 1_000_000_00 + 10_000_00 - 40_000_00 + 50 - 20_000_00 - 226_000_00
    assert available(_fund_figures(book)) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("offered", 100),
        ("accepted", 100),
        ("active", 100),
        ("suspended", 100),
        ("completed", 100),
        ("terminated", 70),
        ("closed", 60),
        ("declined", 0),
        ("lapsed", 0),
    ],
)
def test_an_award_commits_by_its_state(state, expected) -> None:
    assert committed(AwardState(state), 100, 60, 10) == expected
    assert {one.value for one in AwardState} >= {state}


@given(st.integers(0, 10**12), rates)
def test_support_cost_is_rounded_up_to_the_cent(amount, rate) -> None:
    assert with_support(amount, rate) == ceil(amount * (1 + rate))


@given(st.integers(-(10**9), 10**12), rates)
def test_what_is_grantable_is_covered_and_a_cent_more_is_not(free, rate) -> None:
    most = grantable(free, rate)
    assert most == max(0, floor(free / (1 + rate)))
    if free >= 0:
        assert with_support(most, rate) <= free < with_support(most + 1, rate)


def test_a_bounced_payment_is_the_reversal_of_its_entry() -> None:
    paid = awards.instalment_paid("a", 500)
    assert reversal(paid, Event.INSTALMENT_BOUNCED) == Entry(
        Event.INSTALMENT_BOUNCED,
        (Posting(Account.ADVANCES, credit=500), Posting(Account.CASH, debit=500)),
        award="a",
    )
    book = [paid, awards.instalment_bounced("a", 500)]
    assert (_award_figures(book).paid, _fund_figures(book).cash) == (0, 0)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_a_commitment_is_set_to_what_the_state_asks_for(now, becomes) -> None:
    book = [
        one for one in (awards.commitment_set("a", 0, now), awards.commitment_set("a", now, becomes)) if one
    ]
    assert balance(lines(book), Account.COMMITMENTS) == becomes


def test_what_a_party_pre_finances_turns_advances_negative() -> None:
    book = [awards.instalment_paid("a", 80), awards.spending_accepted("a", 100)]
    assert _award_figures(book).unaccounted == -20


def test_a_disallowance_after_closure_keeps_the_equation() -> None:
    book = [awards.instalment_paid("a", 100), awards.spending_accepted("a", 90), awards.refund_due("a", 10)]
    book += [awards.refund_received("a", 10, of_due=10), awards.spending_disallowed("a", 30, refund_due=30)]
    assert closure_problems(_award_figures(book)) == []
    book += [awards.refund_received("a", 20, of_due=20), awards.refund_written_off("a", 10)]
    figures = _award_figures(book)
    assert closure_problems(figures) == []
    assert (figures.paid_net, figures.written_off, figures.refunds_due) == (70, 10, 0)


def _money(state, instalments, amount=100):
    made = tuple(Instalment(part, InstalmentState(name)) for part, name in instalments)
    return AwardMoney("a", AwardState(state), amount, made)


@pytest.mark.parametrize(
    ("state", "instalments", "fields"),
    [
        ("active", [(60, "paid"), (40, "planned")], []),
        ("active", [(60, "paid"), (30, "planned")], ["instalments"]),
        ("suspended", [(60, "paid"), (40, "held"), (9, "cancelled")], []),
        ("completed", [(60, "acknowledged"), (30, "planned")], []),
        ("completed", [(60, "paid"), (50, "planned")], ["instalments"]),
        ("active", [(60, "planned"), (40, "planned")], ["award", "award"]),
        ("active", [(60, "paid"), (60, "approved")], ["instalments", "award"]),
    ],
)
def test_instalments_add_up_and_paid_is_approved_is_awarded(state, instalments, fields) -> None:
    book = [
        fund.contribution_received("c", 500, 500),
        awards.award_committed("a", 100),
        awards.instalment_paid("a", 60),
    ]
    found = _reconcile(book, [_money(state, instalments)])
    assert [one.field for one in found] == [f"a.{field}" for field in fields]


def test_spending_above_the_award_is_found() -> None:
    book = [awards.award_committed("a", 100), awards.spending_accepted("a", 101)]
    found = _reconcile(book, [_money("active", [(100, "planned")])])
    assert [(one.field, str(one.message)) for one in found] == [
        ("a.spending", "More is accepted than awarded: USD 1.01, USD 1.00.")
    ]


def test_entries_of_an_award_that_is_not_there_are_found() -> None:
    assert [one.field for one in _reconcile([awards.award_committed("b", 1)], [])] == ["b"]


def test_a_commitment_that_was_not_lowered_at_closure_is_found() -> None:
    book = [
        awards.award_committed("a", 100),
        awards.instalment_paid("a", 60),
        awards.spending_accepted("a", 60),
    ]
    rows = _money("closed", [(60, "paid"), (40, "cancelled")])
    assert [one.field for one in _reconcile(book, [rows])] == ["a.award"]
    assert _reconcile([*book, awards.award_decommitted("a", 40)], [rows]) == []


def test_a_refund_still_due_or_an_instalment_still_payable_keeps_an_award_open() -> None:
    book = [awards.instalment_paid("a", 60), awards.spending_accepted("a", 50), awards.refund_due("a", 10)]
    rows = _money("completed", [(60, "paid"), (40, "planned")])
    assert [one.field for one in closing_problems(rows, _award_figures(book))] == [
        "refunds",
        "instalments",
    ]
    settled = [*book, awards.refund_received("a", 10, of_due=10)]
    cancelled = replace(rows, instalments=rows.instalments[:1])
    assert closing_problems(cancelled, _award_figures(settled)) == []
