"""What a change does to the terms: report dates, past ones too, instalments that wait for it, versions, signed copies."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.awards import due as rules
from sipgrants.awards import queries as awards
from sipgrants.awards.models import Due
from sipgrants.changes import commands, queries
from sipgrants.changes import terms_queries as terms
from sipgrants.changes.commands.deciding import Days
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.money import Money
from sipgrants.core.outbox import Mail
from sipgrants.disbursements import queries as payments
from sipgrants.lifecycle import reminding, rights
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.plans import queries as plans
from sipgrants.reports.commands import reviewing
from tests.builders import changes, people
from tests.builders import reports as made

FIRST = "expenditure:2026-01-01"
LATE = datetime(2026, 9, 10, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today():
    with clock.set_to(made.NOW):
        yield


def day_of(award_id, key: str) -> date:
    session().rollback()
    rows = session().scalars(select(Due).where(Due.award_id == award_id))
    [found] = [one.due_on for one in rows if awards.pure_due(one).key == key]
    return found


def told(what: str) -> list[str]:
    mails = session().scalars(select(Mail).where(Mail.kind == "change_moved"))
    return sorted(str(one.person_id) for one in mails if one.params["what"] == what)


# --- report dates ---


def test_a_report_that_is_late_already_gets_another_day_by_an_extension(both: Session) -> None:
    award = made.award()
    report = made.opened(of=award)
    with clock.set_to(LATE):
        change = changes.in_force("extension", award, due_days={FIRST: date(2026, 10, 31)})
        assert (change.state, day_of(award.id, FIRST), report.due_on) == (
            "in_force", date(2026, 10, 31), date(2026, 10, 31),
        )  # fmt: skip
        again = changes.proposed(award=award, new_ends_on=date(2028, 9, 30))
        commands.approve(again, by=made.officer(), reason="Yes.")
        changes.sign(again)
    assert day_of(award.id, FIRST) == date(2026, 10, 31)


@pytest.mark.parametrize("state", ["submitted", "accepted", "waived"])
def test_a_report_that_is_handed_in_keeps_its_day(db: Session, state: str) -> None:
    report = made.in_state(state)
    with pytest.raises(Invalid):
        changes.proposed(award=report.award, due_days={FIRST: date(2026, 10, 31)})


@pytest.mark.parametrize("day", [date(2026, 6, 30), date(2026, 8, 2)], ids=["in its period", "past"])
def test_another_day_lies_after_the_period_and_not_in_the_past(db: Session, day: date) -> None:
    with pytest.raises(Invalid):
        changes.proposed(due_days={FIRST: day})


def test_a_report_handed_in_between_asking_and_signing_keeps_its_day(both: Session) -> None:
    award = made.award()
    change = changes.approved("extension", award, due_days={FIRST: date(2026, 10, 31)})
    made.submitted(of=award)
    rights.forget()
    changes.sign(change)
    assert (change.state, day_of(award.id, FIRST)) == ("in_force", date(2026, 7, 31))


def test_before_asking_every_report_that_the_new_end_moves_is_named() -> None:
    present = rules.schedule(date(2026, 1, 1), date(2026, 12, 31))
    shift = rules.shifted(present, date(2026, 1, 1), date(2027, 6, 30))
    lines = terms.due_lines.lines(shift, (), {})
    assert {(one.key, one.was, one.becomes) for one in lines if one.moves} == {
        ("final", date(2027, 3, 1), date(2027, 8, 29)),
        ("statement", date(2027, 3, 1), date(2027, 8, 29)),
        ("progress:2026-07-01", None, date(2027, 1, 31)),
        ("expenditure:2026-07-01", None, date(2027, 1, 31)),
        ("inventory:2027-01-01", None, date(2027, 8, 29)),
    }


# --- instalments ---


def test_an_instalment_whose_days_move_waits_until_both_have_signed(both: Session) -> None:
    award = made.award()
    change = changes.approved(award=award, days={2: Days(date(2028, 1, 31), None)})
    rights.forget()
    second = award.instalments[1]
    waits = [str(one.wait) for one in payments.unmet(second) if str(one.wait) == "change"]
    changes.sign(change)
    rights.forget()
    assert (waits, [one for one in payments.unmet(second) if str(one.wait) == "change"]) == (["change"], [])


# --- signatures, files, versions ---


def test_the_party_brings_its_own_signed_copy_and_no_other(both: Session) -> None:
    change, focal = changes.approved(), made.acting(R.FOCAL_POINT, party="ZM")
    sign = {"by": focal, "name": "Minister", "signed_on": clock.today()}
    with pytest.raises(Forbidden):
        commands.sign(change, side="secretariat", copy=changes.signed_copy("x"), **sign)
    with pytest.raises(Invalid):
        commands.sign(change, side="party", **sign)
    changes.sign(change, "secretariat")
    commands.sign(change, side="party", copy=changes.signed_copy("party"), **sign)
    assert (change.state, [one.about for one in change.files]) == ("in_force", ["secretariat", "party"])


def test_a_manager_is_replaced_where_the_partys_signature_is_the_last(both: Session) -> None:
    change, focal = changes.approved("manager"), made.acting(R.FOCAL_POINT, party="ZM")
    changes.sign(change, "secretariat")
    copy = changes.signed_copy("party")
    commands.sign(change, by=focal, side="party", name="Minister", signed_on=clock.today(), copy=copy)
    assert (change.state, "manager2@zm.example" in [one.email for one in queries.managers_of("ZM")]) == (
        "in_force",
        True,
    )


def test_nothing_is_in_force_without_a_signed_copy_or_signed_before_it_was_approved(db: Session) -> None:
    change, officer = changes.approved(), made.officer()
    with pytest.raises(Invalid):
        commands.sign(change, by=officer, side="party", name="M", signed_on=date(2026, 8, 2))
    commands.sign(change, by=officer, side="party", name="M", signed_on=clock.today())
    with pytest.raises(Invalid, match="none is on file"):
        commands.sign(change, by=officer, side="secretariat", name="O", signed_on=clock.today())


def test_versions_count_on_and_the_first_plan_stays_readable(both: Session) -> None:
    award = made.award()
    plan = award.plan_id
    first = changes.in_force("budget", award)
    second = changes.in_force("extension", award)
    assert [one.becomes_version for one in (first, second)] == [2, 3]
    assert (terms.first_plan(award, [second, first]), first.old_plan_id) == (first, plan)


# --- who is told ---


def test_everybody_concerned_is_told_of_each_move_but_whoever_made_it(db: Session) -> None:
    focal, manager = (people.person(role, party="ZM") for role in (R.FOCAL_POINT, R.PROJECT_MANAGER))
    officer = people.person(R.PROGRAMME_OFFICER)
    change = commands.propose(made.award(), by=people.actor_of(manager), asked=changes.asked("extension"))
    assert told("propose") == sorted(str(one.id) for one in (focal, officer))
    commands.approve(change, by=people.actor_of(officer), reason="Yes.")
    assert told("approve") == sorted(str(one.id) for one in (focal, manager))
    copy = changes.signed_copy("party")
    commands.sign(
        change, by=people.actor_of(focal), side="party", name="M", signed_on=clock.today(), copy=copy
    )
    assert told("sign") == sorted(str(one.id) for one in (manager, officer))


@pytest.mark.parametrize(
    ("state", "waited"),
    [
        ("proposed", {"change.decide"}),
        ("returned", {"change.revise"}),
        ("approved", {"change.sign_party", "change.sign_secretariat"}),
        ("in_force", set()),
        ("refused", set()),
        ("withdrawn", set()),
    ],
)
def test_the_ladder_climbs_for_whoever_is_waited_for(db: Session, state: str, waited: set[str]) -> None:
    people.person(R.FOCAL_POINT, party="ZM")
    people.person(R.PROGRAMME_OFFICER)
    change = changes.in_state(state)
    assert {one.what[0] for one in reminding.SOURCES["change"].load(change)} == waited


def test_what_comes_a_second_time_is_reminded_of_anew(db: Session) -> None:
    change, who = changes.proposed(), made.manager()
    for day in (0, 60):
        with clock.set_to(made.NOW + timedelta(day)):
            commands.return_(change, by=made.officer(), reason="Say more.")
        with clock.set_to(made.NOW + timedelta(day + 40)):
            reminding.climb()
            commands.revise(change, by=who, asked=changes.asked("extension"))
    mails = session().scalars(select(Mail).where(Mail.kind == "change_reminder"))
    assert [one.params["what"] for one in mails if one.person_id == who.person_id] == ["revise", "revise"]


# --- in parallel ---


def test_a_report_with_the_secretariat_keeps_the_old_budget_until_it_is_returned(both: Session) -> None:
    report = made.submitted()
    change = changes.in_force("budget", report.award)
    kept = report.plan_id
    reviewing.return_(report, by=made.officer(), reason="Say more.")
    assert (kept, report.plan_id) == (change.old_plan_id, change.new_plan_id)


def test_a_workplan_counts_with_an_extension_that_is_asked_for_and_comes_into_force_after_it(
    both: Session,
) -> None:
    award, who = made.award(), made.manager()
    longer = changes.approved("extension", award)
    assert queries.planned_end(award) == changes.LATER
    draft = changes.rewritten(award, "framework", by=who)
    rows = plans.content(plans.whole(draft.plan_id), "workplan")
    rows[0]["quarters"] = [*rows[0]["quarters"], 10]
    commands.save_part(draft, "workplan", rows, by=who)
    change = commands.propose(award, by=who, asked=changes.asked("framework"))
    commands.approve(change, by=made.officer(), reason="Yes.")
    changes.sign(change, "party")
    with pytest.raises(Conflict, match="the extension comes into force first"):
        changes.sign(change, "secretariat")
    changes.sign(longer)
    changes.sign(change, "secretariat")
    assert (longer.state, change.state) == ("in_force", "in_force")


def test_while_money_is_typed_the_page_says_how_far_each_class_moves(db: Session) -> None:
    agreed = queries.agreed_classes(made.award())
    assert agreed is not None
    assert [agreed.is_free("travel", Money.usd(one)) for one in (15_000, 16_500, 13_500, 16_501, 13_499, 0)] == [
        True, True, True, False, False, False,
    ]  # fmt: skip
    assert [agreed.is_free("equipment", Money.usd(one)) for one in (0, 1)] == [True, False]
