"""Every move of an instalment: from its states only, by its roles only, three different people, behind the gate."""

import threading
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sipgrants.awards import commands as award_commands
from sipgrants.awards import queries as award_queries
from sipgrants.awards.models import Instalment
from sipgrants.core import clock, db
from sipgrants.core.db import Database
from sipgrants.core.errors import Conflict, Forbidden, Invalid, Refused
from sipgrants.disbursements import commands, queries
from sipgrants.fund import queries as fund
from sipgrants.fund.proofs import differences
from sipgrants.lifecycle.actor import SYSTEM
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.lifecycle.process import INSTALMENT
from tests.builders import awards, calls, money


def told() -> list[str]:
    return [f"{name}: {problem.field}: {problem.message}" for name, problem in differences()]


MOVES = sorted({move.verb for move in INSTALMENT.moves} - {"plan", "record_running"})


def attempt(verb: str, one: Instalment, who: awards.Team, by: Any = None) -> None:
    """Make a move with arguments that are in order."""
    today = clock.today()
    sender = who.approver if one.state == "certified" else who.finance
    moves: dict[str, Any] = {
        "request": lambda: commands.request(one, by=by or who.focal, paper_request="Letter of today"),
        "certify": lambda: commands.certify(one, by=by or who.finance),
        "approve": lambda: commands.approve(one, by=by or who.approver),
        "record_payment": lambda: commands.record_payment(
            one, by=by or who.payer, paid_on=today, reference="U-new"
        ),
        "acknowledge": lambda: commands.acknowledge(one, by=by or who.focal),
        "send_back": lambda: commands.send_back(one, by=by or sender, reason="A wrong amount."),
        "bounce": lambda: commands.bounce(one, by=by or who.finance, day=today, reason="Account closed."),
        "hold": lambda: commands.hold(one, by=by or who.officer, reason="A question."),
        "release": lambda: commands.release(one, by=by or who.officer),
        "cancel": lambda: money.confirm(commands.cancel(one, by=by or who.finance, reason="Not needed.")),
    }
    moves[verb]()


@pytest.mark.parametrize("state", list(INSTALMENT.states))
def test_every_move_is_possible_from_its_states_only(db: Session, state: str) -> None:
    for verb in MOVES:
        who = awards.team()
        one = awards.instalment_in(state, who)
        if verb == "cancel":
            calls.put(one.award, state="completed", completed_on=clock.today())
        targets = {source: row.target or source for row in INSTALMENT.rows(verb) for source in row.sources}
        if state in targets:
            attempt(verb, one, who)
        else:
            with pytest.raises((Conflict, Forbidden)):
                attempt(verb, one, who)
        assert (verb, one.state) == (verb, targets.get(state, state))
    assert told() == []


MAY = {
    "request": {R.FOCAL_POINT, R.ALTERNATE, R.PROJECT_MANAGER, R.PROGRAMME_OFFICER},
    "certify": {R.FINANCE_OFFICER},
    "approve": {R.APPROVING_OFFICER},
    "record_payment": {R.FINANCE_OFFICER},
    "acknowledge": {R.FOCAL_POINT, R.ALTERNATE, R.PROJECT_MANAGER},
    "send_back": {R.FINANCE_OFFICER},
    "bounce": {R.FINANCE_OFFICER},
    "hold": {R.PROGRAMME_OFFICER},
    "release": {R.PROGRAMME_OFFICER},
}
FROM = {
    "request": "planned", "certify": "requested", "approve": "certified", "record_payment": "approved",
    "acknowledge": "paid", "send_back": "requested", "bounce": "paid", "hold": "planned", "release": "held",
}  # fmt: skip
PARTY_ROLES = {
    R.FOCAL_POINT, R.ALTERNATE, R.DRAFTER, R.READER, R.PROJECT_MANAGER, R.BOARD_MEMBER, R.CO_CHAIR
}  # fmt: skip


@pytest.mark.parametrize("verb", sorted(MAY))
def test_every_move_is_made_by_its_roles_only(db: Session, verb: str) -> None:
    who = awards.team()
    one = awards.instalment_in(FROM[verb], who)
    for role in R:
        if role not in MAY[verb]:
            with pytest.raises(Forbidden):
                attempt(verb, one, who, money.acting(role, party="ZM" if role in PARTY_ROLES else None))
    with pytest.raises(Forbidden):
        attempt(verb, one, who, money.acting(R.FOCAL_POINT, party="GH"))
    role = min(MAY[verb])
    attempt(verb, one, who, money.acting(role, party="ZM" if role in PARTY_ROLES else None))


def test_one_person_never_plays_two_of_the_three_parts(db: Session) -> None:
    who = awards.team()
    both_hats = money.acting(R.PROGRAMME_OFFICER, R.FINANCE_OFFICER, R.APPROVING_OFFICER)
    one = awards.active(who).instalments[0]
    commands.request(one, by=both_hats, paper_request="Letter")
    with pytest.raises(Forbidden, match="somebody else certifies"):
        commands.certify(one, by=both_hats)
    commands.certify(one, by=who.finance)
    with pytest.raises(Forbidden, match="somebody else approves"):
        commands.approve(one, by=both_hats)
    second = money.acting(R.FINANCE_OFFICER, R.APPROVING_OFFICER)
    commands.approve(one, by=second)
    with pytest.raises(Forbidden, match="somebody else records"):
        commands.record_payment(one, by=second, paid_on=clock.today(), reference="U")


@pytest.mark.parametrize("column", ["requested_by", "certified_by"])
def test_the_database_refuses_the_same_person_twice(both: Session, column: str) -> None:
    who = awards.team()
    one = awards.instalment_in("approved", who)
    with pytest.raises(IntegrityError):
        calls.put(one, **{column: one.approved_by})


def test_an_instalment_waits_for_everything_it_names(both: Session) -> None:
    who = awards.team()
    award = awards.active(who)
    awards.pay(award, 1, who)
    second = award.instalments[1]
    with pytest.raises(Invalid) as refused:
        commands.request(second, by=who.focal)
    assert [problem.field for problem in refused.value.problems] == ["report", "spent"]
    due = next(one for one in award_queries.dues(award.id) if one.kind == "expenditure")
    award_commands.meet(due, by=SYSTEM)
    _spend(award, 6_299_999, who)
    with pytest.raises(Invalid, match="69 per cent of the last advance is spent; 70 per cent"):
        commands.request(second, by=who.focal)
    _spend(award, 1, who)
    commands.request(second, by=who.focal)
    assert (second.state, told()) == ("requested", [])


@calls.command
def _spend(award: Any, minor: int, who: awards.Team) -> None:
    award_commands.book_spending(award, minor, by=who.finance, about=award)


def test_a_request_that_was_sent_back_starts_anew(db: Session) -> None:
    who = awards.team()
    one = awards.instalment_in("approved", who)
    with pytest.raises(Forbidden, match="next move"):
        commands.send_back(one, by=who.approver, reason="No.")
    commands.send_back(one, by=who.finance, reason="The amount is wrong.")
    assert queries.hands(one) == queries.Hands()
    for step in ("requested", "certified", "approved", "paid"):
        awards.walk(one, step, who)
    assert told() == []


def test_a_payment_is_in_the_ledger_and_out_of_it_when_it_bounces(both: Session) -> None:
    who = awards.team()
    one = awards.instalment_in("approved", who)
    commands.record_payment(one, by=who.payer, paid_on=clock.today(), reference="U-1", charge_minor=2_500)
    figures = fund.standing().figures
    assert (figures.paid, figures.other_costs, told()) == (9_000_000, 2_500, [])
    commands.bounce(one, by=who.finance, day=clock.today(), reason="Account closed.")
    assert (one.state, fund.standing().figures.paid, told()) == ("approved", 0, [])
    with pytest.raises(Invalid, match="Another payment has this reference"):
        commands.record_payment(one, by=who.payer, paid_on=clock.today(), reference="U-1")
    commands.record_payment(one, by=who.payer, paid_on=clock.today(), reference="U-2")
    assert [row.bounced_on is None for row in queries.payments(one.award_id)] == [False, True]


def test_a_payment_is_neither_in_the_future_nor_before_its_approval(db: Session) -> None:
    who = awards.team()
    one = awards.instalment_in("approved", who)
    for days, reason in ((1, "in the future"), (-1, "approved only later")):
        with pytest.raises(Invalid, match=reason):
            commands.record_payment(one, by=who.payer, paid_on=clock.today() + timedelta(days), reference="U")


def test_an_instalment_is_cut_and_the_rest_moves_to_the_next(both: Session) -> None:
    who = awards.team()
    one = awards.instalment_in("requested", who)
    commands.certify(one, by=who.finance, minor=8_000_000)
    assert [part.minor for part in one.award.instalments] == [8_000_000, 8_200_000, 1_800_000]
    assert told() == []


def test_an_officer_asks_on_a_paper_request_only(db: Session) -> None:
    who = awards.team()
    one = awards.active(who).instalments[0]
    with pytest.raises(Invalid, match="on paper"):
        commands.request(one, by=who.officer)


def test_nothing_is_cancelled_by_hand_while_the_project_runs(db: Session) -> None:
    who = awards.team()
    with pytest.raises(Conflict, match="by a change of the agreement"):
        commands.cancel(awards.active(who).instalments[0], by=who.finance, reason="Why.")


def test_what_the_party_spent_beforehand_keeps_the_instalment_that_pays_it(db: Session) -> None:
    who = awards.team()
    award = awards.active(who)
    awards.pay(award, 1, who)
    last = award.instalments[-1]
    _spend(award, award.amount_minor - last.minor + 100, who)
    awards.meet_dues(award)
    award_commands.complete(award, by=who.officer)
    with pytest.raises(Conflict, match=r"USD 1\.00 beforehand"):
        commands.cancel(last, by=who.finance, reason="Why.")
    assert last.state == "planned"


def test_refunds_settle_the_balance_before_closure_and_are_postings_after_it(both: Session) -> None:
    who, today = awards.team(), clock.today()
    award = awards.active(who)
    awards.pay(award, 1, who)
    _spend(award, 8_000_000, who)
    awards.meet_dues(award)
    award_commands.complete(award, by=who.officer)
    awards.cancel_rest(award, who)
    refund = partial(commands.record_refund, award, by=who.finance, day=today, reason="Why.", reference="D")
    with pytest.raises(Invalid, match=r"At most USD 10,000\.00"):
        refund(kind="due", minor=1_000_001)
    refund(kind="due", minor=1_000_000)
    refund(kind="received", minor=400_000)
    assert told() == []
    money.confirm(
        commands.write_off_refund(award, by=who.finance, minor=600_000, reason="Insolvent."), who.approver
    )
    money.confirm(award_commands.close(award, by=who.finance, assets_note="Stays."), who.approver)
    assert (award.state, fund.standing().figures.committed, told()) == ("closed", 8_600_000, [])
    refund(kind="disallowed", minor=50_000)
    refund(kind="received", minor=50_000)
    assert (fund.standing().figures.committed, told()) == (8_550_000, [])


def test_two_people_who_approve_at_the_same_moment_approve_once(both: Session, database: Database) -> None:
    who = awards.team()
    identifier = awards.instalment_in("certified", who).id
    both.rollback()
    people, outcomes, begin = [who.approver, money.approver()], [], threading.Barrier(2, timeout=30)

    def approve(by: Any) -> None:
        with database.scope():
            one = db.find(Instalment, identifier)
            begin.wait()
            try:
                commands.approve(one, by=by)
                outcomes.append("approved")
            except Refused as refusal:
                outcomes.append(type(refusal).__name__)

    threads = [threading.Thread(target=approve, args=(by,)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    both.rollback()
    assert sorted(outcomes) == ["Conflict", "approved"]
    assert db.find(Instalment, identifier).state == "approved"
