"""Those who are missing are reminded by one shape: counted, in their language, once a day, and the history knows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.appraisal import commands as appraisal
from sipgrants.core import clock
from sipgrants.core.audit import AuditEntry
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, NotFound
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle import reminding, rights
from sipgrants.lifecycle.actor import SYSTEM, Actor
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.meetings.commands import confirming, decisions, reports, sessions
from sipgrants.rounds import commands as rounds
from sipgrants.screening import commands as screening
from sipgrants.web.mails import render
from tests.builders import board, calls, people
from tests.builders import screening as made
from tests.builders.web import post


@dataclass
class Case:
    """Somebody is waited for: `page` has the button, `words` are on it, `mails` go out; `end` lets them answer."""

    about: Any
    page: str
    words: str
    mail: str
    mails: int
    end: Callable[[], object]
    officer: Actor


def declarations() -> Case:
    here = board.before_board({"ZM": 2}, countries=("EE", "GH", "NO"))
    rounds.ask_declarations(here.round, by=here.officer)
    board.declare_all(here, without=("GH", "NO"))
    end = lambda: board.declare_all(here)  # noqa: E731
    where = f"/board/rounds/{here.round.id}/declarations"
    return Case(here.round, where, "Remind 2 members", "declarations_missing", 2, end, here.officer)


def scores() -> Case:
    here = board.before_board({"ZM": 2}, countries=("EE", "GH", "NO"))
    board.declare_all(here)
    board.score_all(here, without=("NO",))
    where = f"/scoring/rounds/{here.round.id}/seal"
    end = lambda: board.score_all(here)  # noqa: E731
    return Case(here.round, where, "Remind 1 member", "scores_missing", 1, end, here.officer)


def experts() -> Case:
    round_, officer = made.screened_round(), calls.officer()
    first, second = made.eligible(round_, "ZM"), made.eligible(round_, "GH")
    asked = [
        appraisal.invite(one, by=officer, email=f"{name}@who.example", name=name, due_on=made.day(20))
        for one, name in ((first, "a"), (first, "b"), (second, "a"))
    ]

    def end() -> None:
        for one in asked:
            rights.forget()
            appraisal.withdraw_invitation(one, by=officer)

    where = f"/appraisal/rounds/{round_.id}"
    return Case(round_, where, "Remind 2 experts", "expert_reminder", 3, end, officer)


def questions() -> Case:
    application, officer = made.eligible(made.screened_round()), calls.officer()
    calls.drafter()
    asked = appraisal.ask(application, by=officer, text="Who pays?", due_on=made.day(20))
    end = lambda: appraisal.answer(asked, by=calls.focal_point(), text="We do.")  # noqa: E731
    where = f"/appraisal/applications/{application.id}"
    return Case(application, where, "Remind 1 Party", "question_reminder", 2, end, officer)


def cures() -> Case:
    round_, officer = made.screened_round(), calls.officer()
    application = made.submitted(round_)
    screening.send_back(application, by=officer, sections=["budget"], text="The sums.", until=made.day(9))

    def end() -> None:
        with clock.set_to(clock.now() + timedelta(days=10)):
            screening.lapse(application, by=SYSTEM)

    return Case(round_, f"/screening/rounds/{round_.id}", "Remind 1 Party", "cure_reminder", 1, end, officer)


def partners() -> Case:
    application = made.submitted(made.screened_round(), partners=("GH", "PE"))
    officer, focal = calls.officer(), calls.focal_point("GH")
    calls.focal_point("PE")

    def end() -> None:
        for one in application.partners:
            calls.put(one, state="confirmed")

    assert focal.person_id is not None
    where = f"/screening/rounds/{application.round_id}"
    return Case(application.round, where, "Remind 2 Parties", "partner_reminder", 2, end, officer)


def answers() -> Case:
    here = board.before_board({"GH": 1}, countries=("EE", "GH", "NO"))  # Ghana's member is barred
    meeting = board.meeting(here, mode="correspondence", started=False)
    drafted = decisions.draft(here.application("GH"), by=here.officer, meeting=meeting, words=board.words())
    sessions.start(meeting, by=here.officer)
    calls.put(meeting, ends_at=clock.now() + timedelta(days=9))

    def end() -> None:
        for country in ("EE", "NO"):
            decisions.agree(drafted, by=here.member(country), answer="agree")

    # Each was asked when it began, and is asked again now.
    return Case(
        meeting, f"/meetings/{meeting.id}", "Remind 2 members", "answers_asked", 3 + 2, end, here.officer
    )


def confirmations() -> Case:
    here = board.ready({"ZM": 2}, countries=("EE", "GH", "NO"))
    meeting = board.meeting(here)
    decided = [board.decide(here, meeting, one) for one in here.all()]
    one, other = board.chairs(here)
    confirming.confirm(decided[0], by=here.member(one))

    def end() -> None:
        confirming.confirm(decided[1], by=here.member(one))
        for decision in decided:
            confirming.confirm(decision, by=here.member(other))

    return Case(
        meeting, f"/meetings/{meeting.id}", "Remind 2 members", "confirmation_asked", 2, end, here.officer
    )


def adoptions() -> Case:
    here = board.ready({"ZM": 1}, countries=("EE", "GH", "NO"))
    meeting = board.meeting(here)
    sessions.end(meeting, by=here.officer)
    report = reports.draft(meeting, by=here.officer)
    one, other = board.chairs(here)
    reports.adopt(report, by=here.member(one))
    end = lambda: reports.adopt(report, by=here.member(other))  # noqa: E731
    where = f"/meetings/{meeting.id}/report"
    return Case(meeting, where, "Remind 1 member", "adoption_asked", 1, end, here.officer)


CASES = [declarations, scores, experts, questions, cures, partners, answers, confirmations, adoptions]


@pytest.fixture(autouse=True)
def _in_june() -> Any:
    with clock.set_to(made.SCREENING):
        yield


def told(kind: str) -> list[Mail]:
    return list(session().scalars(select(Mail).where(Mail.kind == kind)))


@pytest.mark.parametrize("case", CASES, ids=lambda one: one.__name__)
def test_the_button_counts_writes_once_a_day_and_goes_with_the_last_answer(
    app: Flask, client: FlaskClient, both: Session, case: Callable[[], Case]
) -> None:
    name, here = case.__name__, case()
    people.sign_in(client, here.officer.person_id)  # type: ignore[arg-type]
    address = f"/reminders/{name}/{here.about.subject_type}/{here.about.id}"
    look_again()
    assert here.words in client.get(here.page).text
    assert [post(client, address, page=here.page).status_code for _ in range(2)] == [303, 409]
    after = client.get(here.page).text
    assert (here.words in after, "Everybody missing was reminded today." in after) == (False, True)
    look_again()
    mails = told(here.mail)
    assert len(mails) == here.mails
    with app.test_request_context():
        for mail in mails:
            subject, body = render(mail, both.get(Person, mail.person_id))
            assert (bool(subject), "http://localhost/" in body) == (True, True)
    entries = both.scalars(select(AuditEntry).where(AuditEntry.action == "reminder.send")).all()
    assert [(one.actor, one.details["kind"]) for one in entries] == [(str(here.officer.person_id), name)]
    with clock.set_to(made.SCREENING + timedelta(days=1)):
        look_again()
        assert reminding.send(here.about, by=here.officer, name=name) >= 1
        here.end()
        rights.forget()
        with pytest.raises(Conflict):
            reminding.send(here.about, by=here.officer, name=name)
        assert reminding.button(name, here.about, here.officer) is None


def look_again() -> None:
    """What a request changed is read anew."""
    session().rollback()
    rights.forget()


@pytest.mark.parametrize("case", CASES, ids=lambda one: one.__name__)
def test_nobody_but_a_programme_officer_reminds(db: Session, case: Callable[[], Case]) -> None:
    here = case()
    for role in [one for one in R if one != R.PROGRAMME_OFFICER]:
        somebody = calls.somebody(role, of="CH" if role in (R.BOARD_MEMBER, R.CO_CHAIR) else "KE")
        assert reminding.button(case.__name__, here.about, somebody) is None
        with pytest.raises(Forbidden):
            reminding.send(here.about, by=somebody, name=case.__name__)


def test_the_lead_reminds_its_own_partners_and_nobody_else(db: Session) -> None:
    application = made.submitted(made.screened_round(), partners=("GH",))
    calls.focal_point("GH")
    lead, other = calls.drafter("ZM"), calls.drafter("PE")
    with pytest.raises(Forbidden):
        reminding.send(application, by=other, name="partners")
    assert reminding.send(application, by=lead, name="partners") == 1
    with pytest.raises(Forbidden):
        reminding.send(application, by=lead, name="questions")


def test_what_was_reminded_by_hand_today_is_not_reminded_by_the_ladder(db: Session) -> None:
    application, officer = made.eligible(made.screened_round()), calls.officer()
    appraisal.ask(application, by=officer, text="Who pays?", due_on=made.day(20))
    with clock.set_to(made.SCREENING + timedelta(days=6)):  # fourteen days before
        assert reminding.send(application, by=officer, name="questions") == 1
        assert reminding.climb() == 0
    with clock.set_to(made.SCREENING + timedelta(days=7)):
        assert reminding.climb() == 0
    with clock.set_to(made.SCREENING + timedelta(days=17)):
        assert (reminding.climb(), reminding.climb()) == (1, 0)
    assert len(told("question_reminder")) == 2


def test_a_new_day_begins_its_ladder_anew(both: Session) -> None:
    application, officer = made.eligible(made.screened_round()), calls.officer()
    expert = {"email": "e@who.example", "name": "E"}
    asked = appraisal.invite(application, by=officer, due_on=made.day(20), **expert)
    with clock.set_to(made.SCREENING + timedelta(days=6)):
        assert reminding.climb() == 1
        appraisal.withdraw_invitation(asked, by=officer)
        appraisal.invite(application, by=officer, due_on=made.day(14), **expert)
        assert reminding.climb() == 0  # written to today
    with clock.set_to(made.SCREENING + timedelta(days=18)):
        assert reminding.climb() == 1


def test_a_mail_is_in_the_language_of_its_reader(app: Flask, db: Session) -> None:
    application, officer = made.eligible(made.screened_round()), calls.officer()
    drafter = db.get_one(Person, calls.drafter().person_id)
    calls.put(drafter, locale="fr")
    appraisal.ask(application, by=officer, text="Who pays?", due_on=made.day(20))
    reminding.send(application, by=officer, name="questions")
    mail = next(one for one in told("question_reminder") if one.person_id == drafter.id)
    with app.test_request_context():
        assert "attend votre réponse" in "".join(render(mail, drafter))


def test_a_name_that_nothing_has_is_not_found(db: Session) -> None:
    with pytest.raises(NotFound):
        reminding.send(made.screened_round(), by=calls.officer(), name="whatever")


def test_nobody_is_sent_elsewhere_after_the_button(client: FlaskClient, db: Session) -> None:
    here = questions()
    people.sign_in(client, here.officer.person_id)  # type: ignore[arg-type]
    look_again()
    token = client.get(here.page).text.split('name="csrf_token" value="')[1].split('"')[0]
    answer = client.post(
        f"/reminders/questions/application/{here.about.id}",
        data={"csrf_token": token},
        headers={"Referer": "https://elsewhere.example/x"},
    )
    assert (answer.status_code, answer.location) == (303, "/home")
