"""Every move of an award: from its states only, by its roles only; and what each leaves in the ledger."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy.orm import Session

from sipgrants.awards import commands, queries
from sipgrants.core import clock
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.money import Money
from sipgrants.documents.models import IssuedDocument
from sipgrants.fund import queries as fund
from sipgrants.fund.proofs import differences, names
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.lifecycle.process import AWARD
from tests.builders import awards, calls, money


def told() -> list[str]:
    assert set(names()) >= {"ledger", "contributions", "awards", "payments", "refunds"}
    return [f"{name}: {problem.field}: {problem.message}" for name, problem in differences()]


def committed() -> int:
    return fund.standing().figures.committed


def soon() -> date:
    return clock.today() + timedelta(30)


# What becomes of equipment is tried where there is an inventory: tests/changes/test_closing.py.
MOVES = sorted({move.verb for move in AWARD.moves} - {"offer", "record_running", "settle_assets"})


def attempt(verb: str, award: Any, who: awards.Team, by: Any = None) -> None:
    """Make a move with arguments that are in order."""
    condition = award.conditions[0].id if award.conditions else award.id
    moves: dict[str, Any] = {
        "accept": lambda: commands.accept(award, by=by or who.focal),
        "decline": lambda: commands.decline(award, by=by or who.focal, reason="No staff."),
        "lapse": lambda: commands.lapse(award, by=by or who.approver, reason="No answer."),
        "revise_plan": lambda: commands.revise_plan(award, by=by or who.focal),
        "approve_plan": lambda: commands.approve_plan(award, by=by or who.officer),
        "return_plan": lambda: commands.return_plan(award, by=by or who.officer, reason="The travel."),
        "meet_condition": lambda: commands.meet_condition(
            award, by=by or who.officer, condition_id=condition, evidence="Decree"
        ),
        "sign": lambda: commands.sign(
            award, by=by or who.officer, side="party", name="Dr Who", signed_on=clock.today()
        ),
        "activate": lambda: commands.activate(award, by=by or who.officer),
        "suspend": lambda: commands.suspend(award, by=by or who.head, reason="An audit.", cure_by=soon()),
        "resume": lambda: commands.resume(award, by=by or who.head, reason="Done."),
        "complete": lambda: commands.complete(award, by=by or who.officer),
        "terminate": lambda: money.confirm(commands.terminate(award, by=by or who.head, reason="Why.")),
        "close": lambda: money.confirm(commands.close(award, by=by or who.finance, assets_note="Stays.")),
    }
    moves[verb]()


def prepared(verb: str, award: Any, who: awards.Team) -> None:
    """Bring about what a move asks for beside the state."""
    if verb in ("approve_plan", "return_plan"):
        calls.put(award, plan_submitted_at=clock.now())
    if verb == "revise_plan":
        calls.put(award, plan_submitted_at=None)
    if verb == "lapse":
        calls.put(award, answer_by=clock.today() - timedelta(1))
    if verb == "complete" and award.state == "active":
        awards.meet_dues(award)
    if verb == "close" and award.state in ("completed", "terminated"):
        awards.cancel_rest(award, who)


@pytest.mark.parametrize("verb", MOVES)
@pytest.mark.parametrize("state", list(AWARD.states))
def test_every_move_is_possible_from_its_states_only(db: Session, verb: str, state: str) -> None:
    who = awards.team()
    award = awards.award_in(state, who, conditions="A decree")
    if state == "accepted" and verb in ("sign", "activate"):
        award = awards.ready(who, party="ZM")
    if verb == "meet_condition":
        calls.put(award.conditions[0], met_at=None)
    prepared(verb, award, who)
    targets = {source: row.target or source for row in AWARD.rows(verb) for source in row.sources}
    if state in targets and verb != "revise_plan":
        attempt(verb, award, who)
    elif verb == "revise_plan" and state in targets:
        with pytest.raises(Invalid):  # the empty plan is refused, not the move
            attempt(verb, award, who)
    else:
        with pytest.raises(Conflict):
            attempt(verb, award, who)
    assert (award.state, told()) == (targets.get(state, state), [])


MAY = {
    "accept": {R.FOCAL_POINT, R.ALTERNATE},
    "decline": {R.FOCAL_POINT, R.ALTERNATE},
    "lapse": {R.APPROVING_OFFICER},
    "return_plan": {R.PROGRAMME_OFFICER},
    "activate": {R.PROGRAMME_OFFICER},
    "suspend": {R.HEAD},
    "resume": {R.HEAD},
    "complete": {R.PROGRAMME_OFFICER},
    "terminate": {R.HEAD},
    "close": {R.FINANCE_OFFICER},
}
FROM = {
    "accept": "offered", "decline": "offered", "lapse": "offered", "return_plan": "accepted", "activate": "accepted",
    "suspend": "active", "resume": "suspended", "complete": "active", "terminate": "active", "close": "completed",
}  # fmt: skip
PARTY_ROLES = {
    R.FOCAL_POINT, R.ALTERNATE, R.DRAFTER, R.READER, R.PROJECT_MANAGER, R.BOARD_MEMBER, R.CO_CHAIR
}  # fmt: skip


@pytest.mark.parametrize("verb", sorted(MAY))
def test_every_move_is_made_by_its_roles_only(db: Session, verb: str) -> None:
    who = awards.team()
    award = awards.ready(who) if verb == "activate" else awards.award_in(FROM[verb], who)
    prepared(verb, award, who)
    for role in R:
        by = money.acting(role, party="ZM" if role in PARTY_ROLES else None)
        if role not in MAY[verb]:
            with pytest.raises(Forbidden):
                attempt(verb, award, who, by)
    with pytest.raises(Forbidden):
        attempt(verb, award, who, money.acting(R.FOCAL_POINT, party="GH"))
    role = min(MAY[verb])
    attempt(verb, award, who, money.acting(role, party="ZM" if role in PARTY_ROLES else None))


def test_an_offer_sets_the_money_aside_tells_the_party_and_issues_the_letter(both: Session) -> None:
    money.received(500_000)
    who = awards.team()
    award = awards.offered(who, conditions="- A decree\n\n2 Staff\n")
    assert (award.state, award.number, award.amount) == ("offered", "A5-ZM-1", Money.usd(180_000))
    assert [one.text for one in award.conditions] == ["A decree", "2 Staff"]
    assert (committed(), fund.available()) == (18_000_000, Money.usd(500_000 - 203_400))
    letter = both.query(IssuedDocument).one()
    assert (letter.kind, letter.number, letter.party_id) == ("letter.offer", "A5-ZM-1/OFFER-1", "ZM")
    assert told() == []


def test_nothing_is_offered_without_a_confirmed_decision(db: Session) -> None:
    officer, application = money.acting(R.PROGRAMME_OFFICER), awards.approved()
    decision = queries.standing_decision(application.id)
    calls.put(decision, state="taken")
    with pytest.raises(Conflict, match="no confirmed decision"):
        commands.offer(application, by=officer, answer_by=clock.today())


def test_nothing_is_offered_twice_and_after_a_correction_once_more(db: Session) -> None:
    who = awards.team()
    award = awards.offered(who)
    offer = partial(commands.offer, award.application, by=who.officer, answer_by=clock.today())
    with pytest.raises(Conflict, match="offered already"):
        offer()
    commands.decline(award, by=who.focal, reason="No staff.")
    with pytest.raises(Conflict, match="offered already"):
        offer()
    old = queries.standing_decision(award.application_id)
    values = {
        name: getattr(old, name) for name in ("meeting_id", "application_id", "outcome", "amount_minor")
    }
    calls.put(old, state="superseded")
    awards._keep(type(old)(state="confirmed", confirmed_at=clock.now(), **values))
    assert [one.id for one in queries.to_be_offered()] == [award.application_id]
    assert offer().number == "A5-ZM-2"


def test_an_offer_lapses_only_after_its_day(db: Session) -> None:
    who = awards.team()
    award = awards.offered(who)
    with pytest.raises(Conflict, match="may still answer"):
        commands.lapse(award, by=who.approver, reason="No answer.")
    with clock.set_to(clock.now() + timedelta(31)):
        commands.lapse(award, by=who.approver, reason="No answer.")
    assert (award.state, committed()) == ("lapsed", 0)


def test_the_instalments_add_up_to_the_award(db: Session) -> None:
    who = awards.team()
    award = awards.accepted(who)
    with pytest.raises(Invalid, match=r"add up to USD 180,000\.01; the award is USD 180,000\.00"):
        commands.plan_instalments(award, by=who.officer, parts=awards.parts(18_000_001))
    commands.plan_instalments(award, by=who.officer, parts=awards.parts())
    commands.plan_instalments(award, by=who.officer, parts=[commands.Part(1, 18_000_000)])
    assert [(one.number, one.minor) for one in award.instalments] == [(1, 18_000_000)]


def test_everything_that_keeps_an_award_from_being_activated_is_told_at_once(db: Session) -> None:
    who = awards.team()
    award = awards.accepted(who, conditions="A decree")
    with pytest.raises(Invalid) as refused:
        commands.activate(award, by=who.officer)
    fields = [problem.field for problem in refused.value.problems]
    assert fields == ["conditions", "plan", "terms", "signature", "signature", "signature", "instalments"]
    assert award.state == "accepted"


def test_what_is_signed_does_not_change_until_the_signatures_are_struck(db: Session) -> None:
    who = awards.team()
    award = awards.ready(who)
    with pytest.raises(Conflict, match="strike the signatures"):
        commands.edit(award, by=who.officer, terms=awards.terms())
    with pytest.raises(Conflict, match="its annexes cannot change"):
        commands.return_plan(award, by=who.officer, reason="The travel.")
    commands.clear_signatures(award, by=who.officer, reason="A wrong number.")
    commands.edit(award, by=who.officer, terms=awards.terms(months=12))
    assert (award.is_signed, award.signed_copy_id) == (False, None)


def test_nobody_signs_before_plan_terms_and_instalments_stand(db: Session) -> None:
    who = awards.team()
    award = awards.accepted(who)
    with pytest.raises(Invalid) as refused:
        commands.sign(award, by=who.officer, side="party", name=" ", signed_on=clock.today() + timedelta(1))
    assert [one.field for one in refused.value.problems] == [
        "name",
        "signed_on",
        "plan",
        "terms",
        "instalments",
    ]


def test_an_active_award_owes_its_reports(both: Session) -> None:
    award = awards.active()
    found = queries.dues(award.id)
    assert {one.kind for one in found} == {"progress", "expenditure", "inventory", "final", "statement"}
    assert found[-1].due_on == award.ends_on + timedelta(60)
    with pytest.raises(Conflict, match="not accepted yet"):
        commands.complete(award, by=money.acting(R.PROGRAMME_OFFICER))


def test_a_termination_ends_what_is_due_and_frees_what_is_cancelled(both: Session) -> None:
    who = awards.team()
    award = awards.active(who)
    awards.pay(award, 1, who)
    proposal = commands.terminate(award, by=who.head, reason="The ministry was dissolved.", payable=[3])
    assert award.state == "active"
    money.confirm(proposal, who.approver)
    assert (award.state, award.notice) == ("terminated", "The ministry was dissolved.")
    assert [one.payable_after_end for one in award.instalments] == [False, False, True]
    assert {one.kind for one in queries.dues(award.id)} == {"inventory", "final", "statement"}
    assert (committed(), told()) == (18_000_000, [])
    awards.cancel_rest(award, who)
    assert (committed(), told()) == (9_000_000, [])


def test_an_award_is_closed_when_its_balance_is_settled(both: Session) -> None:
    who = awards.team()
    award = awards.active(who)
    awards.pay(award, 1, who)
    _spend(award, 8_000_000, who)
    awards.meet_dues(award)
    commands.complete(award, by=who.officer)
    with pytest.raises(Invalid) as refused:
        commands.close(award, by=who.finance, assets_note="")
    assert [one.field for one in refused.value.problems] == ["assets_note", "closure", "instalments"]
    assert told() == []


@calls.command
def _spend(award: Any, minor: int, who: awards.Team) -> None:
    commands.book_spending(award, minor, by=who.finance, about=award)


def test_no_more_spending_is_accepted_than_awarded(db: Session) -> None:
    who = awards.team()
    award = awards.active(who)
    _spend(award, 18_000_000, who)
    with pytest.raises(Invalid, match=r"more than the USD 0\.00 left"):
        _spend(award, 1, who)
