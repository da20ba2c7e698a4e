"""Questions to the applicant, and their answers: the exchange is kept."""

from datetime import date
from typing import Any

from sipgrants.accounts import queries as people
from sipgrants.applications.models import Application
from sipgrants.appraisal import queries
from sipgrants.appraisal.models import ApplicantQuestion
from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import OFFICER, WRITERS, Actor


@command
def ask(application: Application, *, by: Actor, text: str, due_on: date | None) -> ApplicantQuestion:
    """Ask the applicant something, to be answered by a day; the Party's team is told."""
    rights.demand(by, "question.ask", application)
    if application.state not in queries.UNDER_WAY:
        raise Conflict(msg("Questions are asked before the Board has decided."))
    require(_wrong(text, due_on))
    if due_on is None or by.person_id is None:
        raise Conflict(msg("An officer asks the applicant, with a day."))
    question = ApplicantQuestion(
        application=application, text=text.strip(), asked_by=by.person_id, due_on=due_on
    )
    session().add(question)
    session().flush()
    audit.record("question.ask", application, by, due_on=due_on)
    for person_id in people.recipients(WRITERS, application.party_id):
        outbox.mail("question_asked", person_id=person_id, about=application, **told(question))
    return question


@command
def answer(question: ApplicantQuestion, *, by: Actor, text: str) -> None:
    """Answer the Secretariat; the answer stands, and the officers are told. A late one counts, and shows as late."""
    rights.demand(by, "question.answer", question)
    if question.answered_at is not None:
        raise Conflict(msg("This question is answered already."))
    if question.application.state not in queries.UNDER_WAY:
        raise Conflict(msg("The application is decided: the question is closed."))
    require([] if text.strip() else [Problem("answer", msg("Write the answer."))])
    question.answer, question.answered_by, question.answered_at = text.strip(), by.person_id, clock.now()
    audit.record("question.answer", question.application, by)
    for person_id in people.recipients(OFFICER):
        outbox.mail("question_answered", person_id=person_id, about=question.application, **told(question))


def told(question: ApplicantQuestion) -> dict[str, Any]:
    """Return what mails about a question are told."""
    application = question.application
    return {
        "question_id": question.id,
        "application_id": application.id,
        "reference": application.reference,
        "title": application.title,
        "text": question.text,
        "due_on": question.due_on,
    }


def _wrong(text: str, due_on: date | None) -> list[Problem]:
    found = [] if text.strip() else [Problem("text", msg("Write the question."))]
    if due_on is None or due_on <= clock.today():
        found.append(Problem("due_on", msg("Choose a day after today.")))
    return found
