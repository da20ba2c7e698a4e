"""Whoever is missing is reminded by the ladder, once a rung; and what waits stands on their home page."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.awards import commands, queries, waiting_queries
from sipgrants.core import clock
from sipgrants.core.errors import Conflict
from sipgrants.core.i18n import Message
from sipgrants.core.outbox import CLOCKWORK, Mail
from sipgrants.disbursements import commands as payments
from sipgrants.disbursements import waiting_queries as payments_waiting
from sipgrants.fund import commands as fund
from sipgrants.fund import settings
from sipgrants.lifecycle import reminding
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.web.mails import render
from tests.builders import awards, calls, money, people


def mails(db: Session, kind: str) -> list[Mail]:
    return db.query(Mail).filter(Mail.kind == kind).order_by(Mail.created_at).all()


def climb(days: int) -> int:
    with clock.set_to(clock.now() + timedelta(days)):
        return reminding.climb()


def test_an_offer_is_remembered_on_each_rung_once(db: Session) -> None:
    awards.offered(awards.team())  # to be answered in thirty days
    assert [climb(day) for day in (0, 0, 5, 16, 16, 27, 29, 31, 44, 60, 90)] == [
        *(1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 0),
    ]
    assert {mail.params["what"] for mail in mails(db, "award_reminder")} == {"answer"}


def test_the_rungs_are_two_settings_of_the_programme(client: FlaskClient, db: Session) -> None:
    administrator, head = money.acting(R.ADMINISTRATOR), money.acting(R.HEAD)
    for key, value in (("remind_before", "20, 10"), ("remind_after", "5")):
        proposal = fund.change_setting(by=administrator, key=key, value=value, reason="Fewer mails.")
        money.confirm(proposal, head)
    who = awards.team()
    award = awards.active(who)
    awards.offered(who)
    assert [climb(day) for day in (0, 10, 16, 20, 27, 31, 35, 40)] == [0, 1, 0, 1, 0, 0, 1, 0]
    people.sign_in(client, db.get_one(Person, who.officer.person_id))
    assert "go out 20, 10 days before and 5 days after" in client.get(f"/awards/{award.id}").text


@pytest.mark.parametrize("text", ["", "soon", "0", "-3", "3, 3", "400", "1 2 3 4 5 6 7 8 9 10 11", "3;4"])
def test_rungs_are_some_different_numbers_of_days(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        settings.read("remind_before", text)


def test_after_days_without_a_worker_one_mail_goes_out(db: Session) -> None:
    awards.offered(awards.team())
    assert (climb(29), climb(29)) == (1, 0)


def test_conditions_plan_and_signature_have_the_same_ladder(db: Session) -> None:
    award = awards.accepted(awards.team(), conditions="A decree\nStaff")
    assert [one.what for one in waiting_queries.waited([award])] == ["condition", "condition", "plan"]
    calls.put(award, plan_submitted_at=clock.now(), plan_approved_at=clock.now())
    assert [one.what for one in waiting_queries.waited([award])] == ["condition", "condition", "signature"]
    assert climb(57) == 3


def test_reports_are_asked_for_as_long_as_they_are_due(db: Session) -> None:
    award = awards.active(awards.team())
    first = queries.dues(award.id)[0]
    with clock.set_to(clock.now() + (first.due_on - clock.today())):
        assert reminding.climb() >= 1
    kinds = {mail.params["what"] for mail in mails(db, "award_reminder")}
    assert {"progress", "expenditure"} <= kinds
    awards.meet_dues(award)
    with pytest.raises(Conflict, match="Nobody is missing"):
        reminding.send(award, by=awards.team().officer, name="award")


def test_a_day_that_moves_has_a_ladder_of_its_own(db: Session) -> None:
    who = awards.team()
    award = awards.active(who)
    late = queries.dues(award.id)[0]
    away = (late.due_on - clock.today()).days
    assert climb(away + 31) >= 1
    with clock.set_to(clock.now() + timedelta(away + 31)):
        calls.put(late, due_on=clock.today() + timedelta(60))
    before = len(asked_for(db, late.kind))
    assert [climb(away + 31 + day) >= 1 for day in (57, 61)] == [True, True]
    assert len(asked_for(db, late.kind)) == before + 2


def test_a_second_suspension_has_a_ladder_of_its_own(db: Session) -> None:
    who = awards.team()
    award = awards.active(who)
    for day in (0, 60):
        with clock.set_to(clock.now() + timedelta(day)):
            commands.suspend(award, by=who.head, reason="Why.", cure_by=clock.today() + timedelta(20))
            reminding.climb()
        climb(day + 17)
        with clock.set_to(clock.now() + timedelta(day + 18)):
            commands.resume(award, by=who.head, reason="Done.")
    assert len(asked_for(db, "cure")) == 2


def asked_for(db: Session, what: str) -> list[Mail]:
    return [one for one in mails(db, "award_reminder") if one.params["what"] == what]


def test_the_clock_knows_of_the_reminders(db: Session) -> None:
    awards.offered(awards.team())
    CLOCKWORK["reminders"]()
    assert len(mails(db, "award_reminder")) == 1


def test_every_mail_can_be_read(app: Flask, db: Session) -> None:
    who = awards.team()
    for state in ("declined", "lapsed", "suspended", "terminated", "closed"):
        awards.award_in(state, who, conditions="A decree")
    one = awards.instalment_in("acknowledged", who)
    payments.bounce(one, by=who.finance, day=clock.today(), reason="Account closed.")
    payments.send_back(one, by=who.finance, reason="A new account.")
    payments.hold(one, by=who.officer, reason="A question.")
    payments.release(one, by=who.officer)
    commands.return_plan(_submitted(who), by=who.officer, reason="The travel.")
    climb(29)
    with app.test_request_context():
        for mail in db.query(Mail):
            subject, body = render(mail, db.get(Person, mail.person_id))
            assert (bool(subject), "http://localhost/" in body) == (True, True)
    moves = {mail.params["what"] for mail in mails(db, "award_moved")}
    assert moves == {
        *("offer", "accept", "decline", "lapse", "activate", "suspend", "complete", "terminate", "close"),
        "return_plan",
    }


def _submitted(who: awards.Team) -> Any:
    award = awards.accepted(who)
    return calls.put(award, plan_submitted_at=clock.now())


def words(actor: Actor) -> list[str]:
    found = [*waiting_queries.waiting_for(actor), *payments_waiting.waiting_for(actor)]
    return [str(one.what) if isinstance(one.what, Message) else one.what for one in found]


def test_each_role_sees_what_waits_for_it(db: Session) -> None:
    who = awards.team()
    application = awards.approved()
    assert words(who.officer) == [f"{application.reference} was approved: offer the award"]
    award = commands.offer(application, by=who.officer, answer_by=clock.today() + timedelta(30))
    assert words(who.focal) == [f"{award.number}, {award.title}: Answer the offer"]
    assert (words(who.officer), words(awards.team("GH").focal)) == ([], [])


def test_an_instalment_waits_for_whoever_makes_the_next_move(db: Session) -> None:
    who = awards.team()
    award = awards.active(who)
    one, number = award.instalments[0], award.number
    for move, person, text in (
        ("requested", who.focal, f"Request instalment 1 of {number}"),
        ("certified", who.finance, f"Certify instalment 1 of {number}"),
        ("approved", who.approver, f"Approve instalment 1 of {number}"),
        ("paid", who.payer, f"Record the payment of instalment 1 of {number}"),
        ("acknowledged", who.focal, f"Acknowledge instalment 1 of {number}"),
    ):
        assert words(person) == [text]
        awards.walk(one, move, who)
    assert [words(person) for person in (who.focal, who.finance, who.approver)] == [[], [], []]


def test_an_overdue_refund_is_chased(db: Session) -> None:
    who = awards.team()
    award = awards.active(who)
    awards.pay(award, 1, who)
    payments.record_refund(
        award, by=who.finance, kind="due", minor=5_000, day=clock.today(), reason="Unspent"
    )
    assert words(who.finance) == []
    with clock.set_to(clock.now() + timedelta(31)):
        assert [text[:40] for text in words(who.finance)] == [
            f"{award.number}: a refund of USD 50.00 is overdue"[:40]
        ]
