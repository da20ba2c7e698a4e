"""Questions to the applicant and their answers: asked by a day, answered once, kept."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.applications.models import Application
from sipgrants.appraisal import commands, queries
from sipgrants.appraisal.models import ApplicantQuestion
from sipgrants.core import clock
from sipgrants.core.errors import Conflict, Forbidden, Invalid, NotFound
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle.actor import WRITERS
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import calls
from tests.builders import screening as made


@pytest.fixture(autouse=True)
def _in_june() -> Any:
    with clock.set_to(made.SCREENING):
        yield


def ask(application: Application, text: str = "Who pays the staff?") -> ApplicantQuestion:
    return commands.ask(application, by=calls.officer(), text=text, due_on=made.day(10))


def told(db: Session, kind: str) -> set[Any]:
    return set(db.scalars(select(Mail.person_id).where(Mail.kind == kind)))


def test_the_team_is_asked_and_the_officers_get_the_answer(both: Session) -> None:
    application, drafter = made.eligible(made.screened_round()), calls.drafter()
    reader = calls.somebody(R.READER, of="ZM")
    question = ask(application)
    asked = told(both, "question_asked")
    assert (drafter.person_id in asked, reader.person_id in asked) == (True, False)
    commands.answer(question, by=drafter, text=" The Ministry. ")
    assert (question.answer, question.answered_by) == ("The Ministry.", drafter.person_id)
    assert len(told(both, "question_answered")) >= 1
    with pytest.raises(Conflict):
        commands.answer(question, by=drafter, text="Somebody else.")
    assert question.answer == "The Ministry."


def test_a_late_answer_counts_until_the_board_has_decided(db: Session) -> None:
    application, drafter = made.eligible(made.screened_round()), calls.drafter()
    first, second = ask(application), ask(application, "And the travel?")
    with clock.set_to(made.SCREENING + timedelta(days=30)):
        commands.answer(first, by=drafter, text="The Ministry.")
        assert first.answered_at is not None
        assert (first.answered_at.date() > first.due_on, first.is_late, second.is_late) == (True, True, True)
        assert queries.waited_for(application.round) == {application.id: (1, 1)}
    assert (second.is_late, queries.waited_for(application.round)) == (False, {application.id: (1, 0)})
    calls.put(application, state="ineligible")
    with pytest.raises(Conflict):
        commands.answer(second, by=drafter, text="The Ministry, too.")
    with pytest.raises(Conflict):
        ask(application)


def test_a_question_has_words_and_a_later_day(db: Session) -> None:
    application, officer = made.eligible(made.screened_round()), calls.officer()
    with pytest.raises(Invalid) as refused:
        commands.ask(application, by=officer, text=" ", due_on=clock.today())
    assert [one.field for one in refused.value.problems] == ["text", "due_on"]
    question = ask(application)
    with pytest.raises(Invalid):
        commands.answer(question, by=calls.drafter(), text="")


@pytest.mark.parametrize("role", [role for role in R if role not in WRITERS])
def test_only_the_writers_of_the_party_answer(db: Session, role: R) -> None:
    question = ask(made.eligible(made.screened_round()))
    with pytest.raises(Forbidden):
        commands.answer(question, by=calls.somebody(role, of="ZM"), text="x")


def test_another_party_neither_reads_nor_answers(db: Session) -> None:
    question, other = ask(made.eligible(made.screened_round())), calls.focal_point("GH")
    with pytest.raises(NotFound):
        queries.question(other, question.id)
    with pytest.raises(Forbidden):
        commands.answer(question, by=other, text="x")


def test_what_waits_stands_on_the_home_page_with_its_day(db: Session) -> None:
    application, drafter = made.eligible(made.screened_round()), calls.drafter()
    question = ask(application)
    waiting = queries.waiting_for(drafter)
    assert [(str(one.what), one.due and one.due.date()) for one in waiting] == [
        (f"{application.reference}: the Secretariat asks you something", question.due_on)
    ]
    assert queries.waiting_for(calls.drafter("GH")) == []
    commands.answer(question, by=drafter, text="The Ministry.")
    assert queries.waiting_for(drafter) == []
