"""The end of an award: notices with their dates, what is still missing, the fate of equipment."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.awards import commands as awards
from sipgrants.awards import queries, waiting_queries
from sipgrants.awards.commands.life import closing_problems
from sipgrants.changes import closing_queries, commands
from sipgrants.changes.commands import Fate
from sipgrants.changes.commands.deciding import Days
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.outbox import Mail
from sipgrants.disbursements import commands as payments
from sipgrants.documents.models import IssuedDocument
from sipgrants.fund import commands as fund
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.lifecycle.waiting import Waiting
from tests.builders import awards as running
from tests.builders import changes, money, people
from tests.builders import reports as made

PARTY_ROLES = {
    R.FOCAL_POINT, R.ALTERNATE, R.DRAFTER, R.READER, R.PROJECT_MANAGER, R.BOARD_MEMBER, R.CO_CHAIR
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today():
    with clock.set_to(made.NOW):
        yield


def mailed(what: str) -> list[Mail]:
    found = session().scalars(select(Mail).where(Mail.kind == "award_moved"))
    return [one for one in found if one.params["what"] == what]


# --- suspension ---


@pytest.mark.parametrize(
    ("from_day", "cure_by", "field"),
    [
        (made.NOW.date(), made.NOW.date(), "cure_by"),
        (made.NOW.date() + timedelta(9), made.NOW.date() + timedelta(9), "cure_by"),
        (made.STARTS - timedelta(1), made.NOW.date() + timedelta(9), "from_day"),
    ],
)
def test_a_suspension_gives_the_party_time(db: Session, from_day: date, cure_by: date, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        awards.suspend(
            made.award(), by=made.acting(R.HEAD), reason="An audit.", from_day=from_day, cure_by=cure_by
        )
    assert [one.field for one in refused.value.problems] == [field]


def test_a_suspension_is_told_with_its_dates_waited_for_and_gone_when_it_is_resumed(both: Session) -> None:
    people.person(R.PROJECT_MANAGER, party="ZM")
    award, head, day = made.award(), made.acting(R.HEAD), made.NOW.date() + timedelta(60)
    awards.suspend(award, by=head, reason="An audit.", cure_by=day, to_cure="Send the accounts.")
    [mail] = mailed("suspend")
    assert (mail.params["cure_by"], mail.params["from_day"]) == (day.isoformat(), made.NOW.date().isoformat())
    waited = [(one.what, one.due_on) for one in waiting_queries.waited([award]) if one.what == "cure"]
    assert waited == [("cure", day)]
    asked: list[Waiting] = waiting_queries.waiting_for(head)
    assert [(one.action, one.due) for one in asked] == [("award.resume", queries.end_of(day))]
    awards.resume(award, by=head, reason="Done.")
    assert (award.notice, award.to_cure, award.notice_from, award.cure_by) == ("", "", None, None)


# --- termination ---


def test_a_termination_with_notice_moves_the_reports_to_its_last_day(both: Session) -> None:
    award, last = made.award(), date(2026, 9, 30)
    money.confirm(awards.terminate(award, by=made.acting(R.HEAD), reason="Why.", until_day=last))
    ends = {one.period_to for one in queries.dues(award.id) if one.kind in ("final", "statement")}
    assert (award.state, award.notice_from, ends) == ("terminated", last, {last})


def test_the_last_reports_of_a_terminated_award_have_the_days_of_the_setting(db: Session) -> None:
    asked = fund.change_setting(
        by=made.acting(R.ADMINISTRATOR), key="final_days", value="90", reason="Decided."
    )
    money.confirm(asked)
    award, last = made.award(), date(2026, 9, 30)
    money.confirm(awards.terminate(award, by=made.acting(R.HEAD), reason="Why.", until_day=last))
    due = {one.due_on for one in queries.dues(award.id) if one.kind in ("final", "statement")}
    assert due == {last + timedelta(90)}


def test_reports_that_are_being_written_follow_a_termination(both: Session) -> None:
    award, last = made.award(), date(2026, 5, 31)
    dropped, final = made.opened("progress", award), made.opened("final", award)
    money.confirm(awards.terminate(award, by=made.acting(R.HEAD), reason="Why.", until_day=last))
    assert (dropped.state, final.state) == ("waived", "draft")
    assert (final.period_to, final.due_on) == (last, last + timedelta(60))


@pytest.mark.parametrize("day", [made.STARTS - timedelta(1), made.ENDS + timedelta(1)])
def test_a_project_is_not_ended_outside_its_time(db: Session, day: date) -> None:
    with pytest.raises(Invalid):
        awards.terminate(made.award(), by=made.acting(R.HEAD), reason="Why.", until_day=day)


# --- refund ---


def test_an_unspent_balance_is_asked_for_by_letter_and_mail(both: Session) -> None:
    people.person(R.FOCAL_POINT, party="ZM")
    award = made.award(state="completed")
    payments.record_refund(
        award, by=made.finance(), kind="due", minor=1_000_000, day=clock.today(), reason="Unspent."
    )
    [mail], letters = mailed("ask_refund"), session().scalars(select(IssuedDocument.kind)).all()
    assert (mail.params["due_minor"], letters) == (1_000_000, ["letter.refund"])


# --- equipment ---


def with_equipment() -> Any:
    return made.accepted("inventory").award


@pytest.mark.parametrize("fate", [Fate("kept"), Fate("sold", " "), Fate("given away", "Somebody")])
def test_a_fate_names_who_keeps_or_receives_it(db: Session, fate: Fate) -> None:
    with pytest.raises(Invalid):
        commands.settle_assets(with_equipment(), by=made.officer(), fates=[fate])


def test_equipment_is_agreed_item_by_item_before_the_closure(both: Session) -> None:
    award = with_equipment()
    made.put(award, state="completed")
    left = [one.field for one in closing(award) if one.field == "assets"]
    commands.settle_assets(award, by=made.officer(), fates=[Fate("transferred", "Customs", "By protocol")])
    [agreed] = rights.known("award.equipment", award.id).agreed
    assert (left, [one for one in closing(award) if one.field == "assets"]) == (["assets"], [])
    assert (agreed.name, agreed.minor, agreed.fate, agreed.holder) == (
        "Mercury analyser", 1_420_000, "transferred", "Customs",
    )  # fmt: skip


def closing(award: Any) -> list[Any]:
    rights.forget()
    return closing_problems(award)


@pytest.mark.parametrize("role", list(R), ids=str)
def test_officers_agree_and_nobody_else(db: Session, role: R) -> None:
    award = made.award()
    who = made.acting(role, party="ZM" if role in PARTY_ROLES else None)
    with pytest.raises(Conflict if role in (R.PROGRAMME_OFFICER, R.FINANCE_OFFICER) else Forbidden):
        commands.settle_assets(award, by=who, fates=[])


# --- the list ---


def missing(award: Any) -> list[str]:
    rights.forget()
    found = closing_queries.checklist(award)
    return sorted(
        {str(one.what.text) for one in (*found.complete, *found.close) if one.holds and not one.done}
    )


def test_the_list_names_everything_that_is_missing_and_nothing_once_it_is_there(db: Session) -> None:
    who = running.team()
    award = running.active(who)
    running.pay(award, 1, who)
    running.meet_dues(award)
    awards.complete(award, by=who.officer)
    assert missing(award) == [
        "Instalment %(number)s, %(amount)s: paid or cancelled",
        "Unspent balance of %(amount)s: asked back",
    ]
    running.cancel_rest(award, who)
    record = {"by": who.finance, "minor": 9_000_000, "day": clock.today(), "reason": "Unspent."}
    payments.record_refund(award, kind="due", **record)
    assert missing(award) == ["Refund of %(amount)s: received and confirmed"]
    payments.record_refund(award, kind="received", reference="D-1", **record)
    assert missing(award) == []
    money.confirm(awards.close(award, by=who.finance, assets_note="None was bought."), who.approver)
    assert award.state == "closed"


def test_an_open_change_holds_the_closure(db: Session) -> None:
    change = changes.proposed()
    made.put(change.award, state="completed")
    assert [one.field for one in closing(change.award) if one.field == "changes"] == ["changes"]
    commands.refuse(change, by=made.officer(), reason="It is over.")
    assert [one for one in closing(change.award) if one.field == "changes"] == []


@pytest.mark.parametrize(("state", "holds"), [("completed", True), ("terminated", False)])
def test_a_final_report_that_was_reopened_holds_the_closure_of_what_was_completed(
    db: Session, state: str, holds: bool
) -> None:
    who = running.team()
    award = running.active(who)
    running.meet_dues(award)
    awards.complete(award, by=who.officer)
    running.cancel_rest(award, who)
    assert (closing(award), missing(award)) == ([], [])
    made.put(award, state=state)
    made.put(next(one for one in queries.dues(award.id) if one.kind == "final"), met_at=None)
    assert ["reports" in {one.field for one in closing(award)}, bool(missing(award))] == [holds, holds]


@pytest.mark.parametrize("state", ["returned", "approved"])
@pytest.mark.parametrize(
    ("standing", "refused"), [("active", False), ("completed", True), ("terminated", True)]
)
def test_what_cannot_come_into_force_any_more_is_refused_without_the_party(
    db: Session, state: str, standing: str, refused: bool
) -> None:
    change = changes.in_state(state)
    made.put(change.award, state=standing)
    if refused:
        commands.refuse(change, by=made.officer(), reason="The project is over.")
    else:
        with pytest.raises(Conflict):
            commands.refuse(change, by=made.officer(), reason="The project is over.")
    assert (change.state == "refused") is refused


def test_a_change_that_cannot_come_into_force_holds_no_payment(both: Session) -> None:
    award, day = made.award(), date(2026, 12, 1)
    changes.approved(award=award, days={2: Days(day, day)})
    held = set(rights.known("instalments.moved"))
    made.put(award, state="terminated")
    rights.forget()
    assert (held, set(rights.known("instalments.moved"))) == ({award.instalments[1].id}, set())
