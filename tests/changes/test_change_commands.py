"""Changes of an award: asked for in time, decided, signed by both, in force in one step."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from sqlalchemy.orm import Session

from sipgrants.awards import queries as awards
from sipgrants.awards.models import Award
from sipgrants.changes import commands, queries
from sipgrants.changes.commands.deciding import Days
from sipgrants.changes.kinds import over_limit
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.lifecycle.process import CHANGE
from sipgrants.lifecycle.states import ChangeState
from sipgrants.plans import queries as plans
from sipgrants.reports import content_queries
from tests.builders import changes
from tests.builders import reports as made

VERBS = ("attach", "return", "revise", "approve", "sign", "enter_into_force", "refuse", "withdraw")
MANAGING = {R.FOCAL_POINT, R.ALTERNATE, R.PROJECT_MANAGER}
MAY = {verb: {R.PROGRAMME_OFFICER} for verb in VERBS} | {
    "attach": MANAGING,
    "revise": MANAGING,
    "withdraw": MANAGING,
    "sign": {R.PROGRAMME_OFFICER, R.FOCAL_POINT, R.ALTERNATE},
}
FROM = {
    "attach": {"proposed", "returned"},
    "return": {"proposed"},
    "revise": {"returned"},
    "approve": {"proposed"},
    "sign": {"approved"},
    "enter_into_force": {"approved"},
    "refuse": {"proposed", "returned", "approved"},
    "withdraw": {"proposed", "returned", "approved"},
}


@pytest.fixture(autouse=True)
def _today():
    with clock.set_to(made.NOW):
        yield


def again(award: Award) -> Award:
    session().rollback()
    session().expire_all()
    return session().get_one(Award, award.id)


# --- who, when ---


@pytest.mark.parametrize("state", list(ChangeState), ids=str)
def test_a_move_is_possible_for_the_right_role_from_the_right_state(db: Session, state: str) -> None:
    change = changes.in_state(state)
    for role in R:
        who = made.acting(role, party="ZM" if role in MANAGING | {R.DRAFTER, R.READER} else None)
        possible = {verb for verb in VERBS if machine.possible(change, f"change.{verb}", who)}
        assert possible == {verb for verb in VERBS if role in MAY[verb] and state in FROM[verb]}, role


def test_every_move_of_the_table_is_tried_here() -> None:
    assert {move.verb for move in CHANGE.moves} == {*VERBS, "propose"}


@pytest.mark.parametrize("role", [R.DRAFTER, R.READER, R.PROGRAMME_OFFICER, R.HEAD], ids=str)
def test_others_than_manager_and_focal_point_do_not_ask(db: Session, role: R) -> None:
    who = made.acting(role, party="ZM" if role in (R.DRAFTER, R.READER) else None)
    with pytest.raises(Forbidden):
        commands.propose(made.award(), by=who, asked=changes.asked("extension"))


def test_another_party_does_not_ask(db: Session) -> None:
    with pytest.raises(Forbidden):
        commands.propose(made.award("ZM"), by=made.manager("GH"), asked=changes.asked("extension"))


@pytest.mark.parametrize("state", ["accepted", "completed", "terminated", "closed"])
def test_only_an_award_that_runs_is_changed(db: Session, state: str) -> None:
    with pytest.raises(Conflict):
        commands.propose(made.award(state=state), by=made.manager(), asked=changes.asked("extension"))


# --- more time ---


def test_more_time_is_asked_for_before_the_end(both: Session) -> None:
    award = made.award()
    with clock.set_to(datetime(2028, 1, 1, 9, tzinfo=UTC)), pytest.raises(Invalid) as refused:
        commands.propose(award, by=made.manager(), asked=changes.asked("extension"))
    assert [one.field for one in refused.value.problems] == ["new_ends_on"]
    with clock.set_to(datetime(2027, 12, 31, 9, tzinfo=UTC)):
        assert changes.proposed(award=award).state == "proposed"


@pytest.mark.parametrize(
    ("zone", "at", "in_time"),
    [
        ("America/Lima", datetime(2028, 1, 1, 3, tzinfo=UTC), True),
        ("America/Lima", datetime(2028, 1, 1, 6, tzinfo=UTC), False),
        ("Pacific/Tongatapu", datetime(2027, 12, 31, 12, tzinfo=UTC), False),
    ],
)
def test_the_last_day_to_ask_for_more_time_is_the_partys_own(
    db: Session, zone: str, at: datetime, in_time: bool
) -> None:
    award = made.award()
    made.put(award.party, zone=zone)
    with clock.set_to(at):
        if in_time:
            assert changes.proposed(award=award).state == "proposed"
        else:
            with pytest.raises(Invalid):
                changes.proposed(award=award)


@pytest.mark.parametrize(
    ("zone", "at", "signed_on"),
    [
        ("America/Lima", datetime(2026, 8, 4, 2, tzinfo=UTC), date(2026, 8, 3)),
        ("Pacific/Tongatapu", datetime(2026, 8, 3, 13, tzinfo=UTC), date(2026, 8, 4)),
    ],
)
def test_the_party_signs_on_its_own_day(both: Session, zone: str, at: datetime, signed_on: date) -> None:
    award = made.award()
    made.put(award.party, zone=zone)
    with clock.set_to(at):
        change = changes.approved(award=award)
        commands.sign(
            change, by=made.officer(), side="party", name="Ministry", signed_on=signed_on,
            copy=changes.signed_copy("party"),
        )  # fmt: skip
    assert change.signed_by_party_on == signed_on


def test_a_new_end_lies_after_the_present_one(db: Session) -> None:
    with pytest.raises(Invalid):
        changes.proposed(new_ends_on=made.ENDS)


def test_what_is_asked_in_time_may_be_mended_and_decided_after_the_end(both: Session) -> None:
    with clock.set_to(datetime(2027, 12, 30, 9, tzinfo=UTC)):
        change = changes.proposed()
        commands.return_(change, by=made.officer(), reason="Say more.")
    with clock.set_to(datetime(2028, 1, 5, 9, tzinfo=UTC)):
        commands.revise(change, by=made.manager(), asked=changes.asked("extension"))
        commands.approve(change, by=made.officer(), reason="Yes.")
        changes.sign(change)
    assert (change.state, again(change.award).ends_on) == ("in_force", changes.LATER)


def test_an_extension_moves_end_dues_and_instalments_in_one_step(both: Session) -> None:
    award = made.award()
    final = made.opened("final", award)
    days = {2: Days(date(2028, 1, 31), date(2028, 1, 15))}
    change = changes.approved(award=award, days=days)
    changes.sign(change, "party")
    assert (change.state, award.ends_on) == ("approved", made.ENDS)
    changes.sign(change, "secretariat")
    award = again(award)
    assert (change.state, award.ends_on, change.old_ends_on) == ("in_force", changes.LATER, made.ENDS)
    last = [one.due_on for one in awards.dues(award.id) if one.kind == "final"]
    assert last == [date(2028, 8, 29)]
    assert [one.due_on for one in awards.dues(award.id) if one.kind == "progress"][-1] == date(2028, 1, 31)
    assert (final.due_on, final.period_to) == (date(2028, 8, 29), changes.LATER)
    assert [(one.due_on, one.waits_for_day) for one in award.instalments] == [
        (None, None),
        (date(2028, 1, 31), date(2028, 1, 15)),
    ]


def test_an_instalment_under_way_does_not_move(both: Session) -> None:
    award = made.award()
    made.put(award.instalments[0], state="requested")
    with pytest.raises(Invalid):
        changes.approved(award=award, days={1: Days(date(2028, 1, 31), None)})


# --- the plan ---


def test_a_budget_is_rewritten_on_a_copy_until_the_change_is_in_force(both: Session) -> None:
    award = made.award()
    old = award.plan_id
    report = made.opened(of=award)
    made.spend(report, 5_000, 0, 1_000, by=made.manager())
    change = changes.approved("budget", award)
    assert again(award).plan_id == old
    changes.sign(change)
    award = again(award)
    assert award.plan_id == change.new_plan_id != old
    assert [line.minor for line in plans.whole(old).lines] == [3_000_000, 1_500_000, 1_500_000]
    lines = content_queries.content(report).figures.lines
    assert [(line.approved.minor, line.spent.minor) for line in lines] == [
        (2_500_000, 500_000),
        (1_500_000, 0),
        (2_000_000, 100_000),
    ]


def test_the_rule_names_the_classes_that_move_by_more_than_a_tenth(db: Session) -> None:
    award = made.award()
    who = made.manager()
    draft = changes.rewritten(award, travel=16_500, by=who)
    comparison = queries.compare(award.plan_id, draft.plan_id)
    assert comparison is not None
    assert (over_limit(comparison.classes, Fraction(10, 100)), comparison.over) == ([], [])
    changes.move_money(draft, 16_501, who)
    comparison = queries.compare(award.plan_id, draft.plan_id)
    assert comparison is not None
    assert [str(one.label) for one in comparison.over] == ["Travel"]


def test_a_budget_that_is_not_the_award_or_as_it_was_is_refused(both: Session) -> None:
    award, who = made.award(), made.manager()
    draft = commands.start(award, by=who, kind="budget")
    with pytest.raises(Invalid, match="as it was"):
        commands.propose(award, by=who, asked=changes.asked("budget"))
    rows = plans.content(plans.whole(draft.plan_id), "budget")
    rows[1]["year1"] = "20000"
    commands.save_part(draft, "budget", rows, by=who)
    with pytest.raises(Invalid, match="adds up to"):
        commands.propose(award, by=who, asked=changes.asked("budget"))


def test_nothing_is_asked_for_without_a_rewritten_plan(db: Session) -> None:
    with pytest.raises(Invalid, match="Rewrite the plan first"):
        commands.propose(made.award(), by=made.manager(), asked=changes.asked("budget"))


def test_one_change_of_the_plan_at_a_time(both: Session) -> None:
    award = made.award()
    changes.proposed("budget", award)
    with pytest.raises(Conflict):
        commands.start(award, by=made.manager(), kind="framework")
    assert changes.proposed("extension", award).number == 2


def test_a_returned_plan_is_rewritten_on_a_copy_of_what_was_asked(both: Session) -> None:
    award = made.award()
    change = changes.proposed("budget", award)
    first = change.new_plan_id
    commands.return_(change, by=made.officer(), reason="Less travel.")
    draft = changes.draft_of(award)
    assert draft.change_id == change.id
    who = made.manager()
    changes.move_money(draft, 18_000, who)
    commands.revise(change, by=who, asked=changes.asked("budget"))
    assert (change.state, change.new_plan_id != first, queries.draft_of(award.id)) == ("proposed", True, None)
    assert plans.whole(change.new_plan_id).frozen_at is not None


def test_a_plan_that_has_changed_meanwhile_is_not_overwritten(both: Session) -> None:
    change = changes.approved("budget")
    made.put(change.award, plan_id=made.award("GH").plan_id)
    with pytest.raises(Conflict):
        changes.sign(change)
    assert again(change.award).plan_id != change.new_plan_id


def test_a_draft_may_be_given_up(db: Session) -> None:
    award = made.award()
    commands.discard(changes.rewritten(award), by=made.manager())
    assert queries.draft_of(award.id) is None
