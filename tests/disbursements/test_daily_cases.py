"""Daily cases: interest on advances, bank charges and their reversal, refunds that are overdue, oldest first."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.awards import commands as award_commands
from sipgrants.awards.models import Award
from sipgrants.core import clock
from sipgrants.core.db import command
from sipgrants.core.errors import Conflict, Forbidden
from sipgrants.core.money import Money
from sipgrants.core.outbox import Mail
from sipgrants.disbursements import commands, queries
from sipgrants.disbursements.models import Refund
from sipgrants.disbursements.overdue import Overdue, overdue, still_due
from sipgrants.fund import award_entries
from sipgrants.fund import commands as fund
from sipgrants.fund import queries as ledger
from sipgrants.fund.accounts import Entry
from sipgrants.fund.proofs import differences
from sipgrants.lifecycle import reminding
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.rounds.models import Round
from sipgrants.web.mails import render
from tests.builders import anything, awards, money, people
from tests.builders.sending import send

A, B, TODAY = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 4)
CASES = [
    ([], None),
    ([(A, 100)], Overdue(100, date(2026, 1, 31))),
    ([(A, 100), (B, 50)], Overdue(150, date(2026, 1, 31))),
    ([(B, 50), (TODAY, -100), (A, 100)], Overdue(50, date(2026, 3, 3))),
    ([(A, 100), (B, -30), (B, 50)], Overdue(120, date(2026, 1, 31))),
    ([(A, 100), (TODAY, -100)], None),
    ([(B + timedelta(1), 50)], None),  # due by today: not over yet
]


@pytest.mark.parametrize(("movements", "late"), CASES)
def test_what_came_settles_the_oldest_refund_first(
    movements: list[tuple[date, int]], late: Overdue | None
) -> None:
    assert overdue(movements, 30, TODAY) == late


def test_a_disallowance_after_the_closure_is_chased(db: Session) -> None:
    made, officer = awards.award_in("active"), money.finance()
    row = award_entries.spending_disallowed(made.id, 50_000, refund_due=50_000)
    post(row, made, officer, clock.today() - timedelta(200))
    assert [(award.id, minor) for award, minor, _day in queries.overdue_refunds()] == [(made.id, 50_000)]


def test_the_party_is_reminded_of_a_refund_until_it_comes_and_of_the_next_anew(db: Session) -> None:
    who = awards.team()
    made = awards.award_in("active", who)

    def climb(days: int) -> list[tuple[int, bool]]:
        seen = set(db.scalars(select(Mail.id).where(Mail.kind == "refund_due")))
        with clock.set_to(clock.now() + timedelta(days)):
            reminding.climb()
        sent = db.scalars(select(Mail).where(Mail.kind == "refund_due", Mail.id.not_in(seen)))
        return sorted({(mail.params["due_minor"], mail.params["late"]) for mail in sent})

    assert climb(0) == []
    row = award_entries.refund_due(made.id, 50_000)
    post(row, made, who.finance, clock.today())
    # The letter goes out on the day itself: the ladder begins on the next.
    assert [climb(day) for day in (0, 16, 16, 31)] == [
        [],
        [(50_000, False)],
        [],
        [(50_000, True)],
    ]
    post(award_entries.refund_received(made.id, 50_000, of_due=50_000), made, who.finance, clock.today())
    assert climb(44) == []
    with clock.set_to(clock.now() + timedelta(50)):
        post(award_entries.refund_due(made.id, 700), made, who.finance, clock.today())
    assert climb(66) == [(700, False)]


@pytest.mark.parametrize(
    ("kind", "words"),
    [("disallowed", "counts as an advance again"), ("received", "received your refund")],
)
def test_the_party_is_told_of_a_disallowance_and_that_its_refund_came(
    client: FlaskClient, db: Session, kind: str, words: str
) -> None:
    who = awards.team()
    made = awards.active(who)
    awards.pay(made, 1, who)
    _spend(made, 5_000, who.finance)
    given = {"minor": 1_200, "day": clock.today(), "reason": "No invoice", "reference": "U-5"}
    commands.record_refund(made, by=who.finance, kind=kind, **given)
    [mail] = db.scalars(select(Mail).where(Mail.kind == "refund_recorded")).all()
    assert mail.person_id == who.focal.person_id
    with client.application.test_request_context():
        _subject, body = render(mail, db.get_one(Person, mail.person_id))
    assert (words in body, "No invoice" in body) == (True, True)


@pytest.mark.parametrize("kind", ["due", "received", "disallowed"])
def test_the_party_is_told_that_an_entry_was_taken_back(client: FlaskClient, db: Session, kind: str) -> None:
    who = awards.team()
    made = awards.active(who)
    awards.pay(made, 1, who)
    _spend(made, 5_000, who.finance)
    given = {"minor": 1_234, "day": clock.today(), "reason": "No invoice", "reference": "U-5"}
    entry = commands.record_refund(made, by=who.finance, kind=kind, **given)
    commands.take_back_refund(made, by=who.finance, refund=entry, reason="Another award was meant.")
    mails = db.scalars(select(Mail).where(Mail.kind == "refund_recorded")).all()
    [mail] = [one for one in mails if one.params["what"] == "taken_back"]
    with client.application.test_request_context():
        subject, body = render(mail, db.get_one(Person, who.focal.person_id))
    assert ("taken back" in subject, "12.34" in body, "Another award was meant." in body) == (
        True,
        True,
        True,
    )


def test_a_paid_instalment_waits_for_nothing(client: FlaskClient, db: Session) -> None:
    who = awards.team()
    made = awards.active(who)
    paid = awards.pay(made, 1, who)
    people.sign_in(client, db.get_one(Person, who.officer.person_id))
    assert "What it waits for" not in client.get(f"/instalments/{paid.id}").text
    assert "What it waits for" in client.get(f"/instalments/{made.instalments[1].id}").text


@command
def _spend(award: Award, minor: int, by: Actor) -> None:
    award_commands.book_spending(award, minor, by=by, about=award)


@command
def post(entry: Entry, award: Award, by: Actor, day: date) -> None:
    """What the closure posts by its own steps, on a day of long ago."""
    fund.post(entry, by=by, about=award, day=day)


def test_interest_and_charges_leave_what_the_party_owes_as_it_was_and_can_be_taken_back(
    both: Session,
) -> None:
    made, officer = awards.award_in("active"), money.finance()
    before, cash = ledger.award_figures(made.id), ledger.entries_and_cash()[1]
    commands.record_interest(made, by=officer, minor=1_234, day=clock.today(), reference="I-1")
    commands.record_charge(made, by=officer, minor=34, day=clock.today(), reference="C-1")
    assert (ledger.award_figures(made.id), ledger.entries_and_cash()[1]) == (before, cash + 1_200)
    assert (ledger.standing().figures.interest, list(differences())) == (1_234, [])
    for row in queries.beside(made.id):
        fund.reverse(row, by=officer, reason="Another award.")
    assert (ledger.entries_and_cash()[1], list(differences()), len(queries.beside(made.id))) == (cash, [], 4)
    with pytest.raises(Conflict, match="Nothing was paid"):
        commands.record_interest(
            awards.award_in("offered"), by=officer, minor=1, day=clock.today(), reference="x"
        )


def test_a_wrong_refund_or_disallowance_is_taken_back_unless_later_entries_rest_on_it(both: Session) -> None:
    who = awards.team()
    made = awards.active(who)
    awards.pay(made, 1, who)
    before = ledger.award_figures(made.id)

    def record(kind: str, minor: int) -> Refund:
        by, day = who.finance, clock.today()
        return commands.record_refund(
            made, by=by, kind=kind, minor=minor, day=day, reason="As written.", reference="D"
        )

    due, came = record("due", 5_000), record("received", 5_000)
    with pytest.raises(Conflict, match="Later entries rest on this one"):
        commands.take_back_refund(made, by=who.finance, refund=due, reason="Another award.")
    for one in (came, due):
        commands.take_back_refund(made, by=who.finance, refund=one, reason="Another award.")
    assert (ledger.award_figures(made.id), list(differences())) == (before, [])
    assert [is_back for _one, is_back in queries.refunds(made.id)] == [True, True]
    with pytest.raises(Conflict, match="taken back already"):
        commands.take_back_refund(made, by=who.finance, refund=due, reason="Twice.")
    with pytest.raises(Forbidden):
        commands.take_back_refund(made, by=who.officer, refund=due, reason="Mine.")


def test_a_payment_of_which_something_came_back_has_not_bounced(both: Session) -> None:
    who = awards.team()
    made = awards.active(who)
    awards.pay(made, 1, who)
    given: Any = {"kind": "received", "minor": 5_000, "day": clock.today(), "reason": "x", "reference": "D"}
    came = commands.record_refund(made, by=who.finance, **given)
    bounce = partial(
        commands.bounce, made.instalments[0], by=who.finance, day=clock.today(), reason="Closed."
    )
    with pytest.raises(Conflict, match="Later entries rest on this one"):
        bounce()
    commands.take_back_refund(made, by=who.finance, refund=came, reason="It was the payment itself.")
    bounce()
    assert (made.instalments[0].state, list(differences())) == ("approved", [])


def test_a_report_is_not_reopened_under_what_an_auditor_disallowed_of_it(both: Session) -> None:
    who = awards.team()
    made = awards.active(who)
    awards.pay(made, 1, who)
    anything.book_report(made, 60_000, who.finance)
    refused: Any = {"kind": "disallowed", "minor": 50_000, "day": clock.today(), "reason": "No bill."}
    wrong = commands.record_refund(made, by=who.finance, **refused)
    with pytest.raises(Conflict, match="was disallowed since: take that entry back first"):
        anything.book_report(made, 0, who.finance, back=True)
    commands.take_back_refund(made, by=who.finance, refund=wrong, reason="The bill came.")
    anything.book_report(made, 0, who.finance, back=True)
    assert (ledger.award_figures(made.id).accepted, list(differences())) == (0, [])


def test_the_page_of_the_award_leads_to_both_and_shows_them(client: FlaskClient, db: Session) -> None:
    made = awards.award_in("active")
    people.sign_in(client, people.person(R.FINANCE_OFFICER))
    where = f"/awards/{made.id}"
    page = client.get(where).text
    for step in ("charge", "interest"):
        assert f"{where}/{step}" in page
        assert send(client, f"{where}/{step}", amount="12.34", reference=f"R-{step}").status_code == 303
    page = client.get(where).text
    assert ("R-charge" in page, "R-interest" in page, "Interest on an advance" in page) == (True, True, True)


def test_the_proof_names_a_round_that_decided_more_than_its_envelope(both: Session) -> None:
    made = awards.offered()
    assert list(differences()) == []
    decided = made.amount_minor
    both.rollback()
    both.execute(update(Round).where(Round.id == made.round_id).values(envelope_minor=decided - 1))
    both.commit()
    assert [(name, one.message.params["envelope"]) for name, one in differences()] == [
        ("envelopes", Money(decided - 1))
    ]
    both.execute(update(Award).where(Award.id == made.id).values(state="declined"))
    both.commit()
    assert "envelopes" not in {name for name, _one in differences()}


@given(
    st.lists(st.tuples(st.dates(A, TODAY), st.integers(1, 1000)), max_size=8),
    st.integers(0, 8000),
    st.integers(0, 60),
)
@settings(max_examples=60, deadline=None)
def test_what_is_still_due_is_what_became_due_less_what_came_and_the_newest_of_it(
    due: list[tuple[date, int]], came: int, days: int
) -> None:
    left = still_due([*due, (TODAY, -came)], days)
    assert sum(one.minor for one in left) == max(sum(minor for _day, minor in due) - came, 0)
    assert [one.day for one in left] == sorted(day for day, _minor in due)[len(due) - len(left) :]
