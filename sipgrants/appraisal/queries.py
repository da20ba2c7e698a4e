"""What the appraisal reads: the note, experts, the exchange, what helps to judge, and what waits for whom."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from sipgrants.applications import queries as applications
from sipgrants.applications.models import Application
from sipgrants.appraisal.countries import country_bar
from sipgrants.appraisal.models import ApplicantQuestion, Appraisal, ExpertInvitation
from sipgrants.core import db
from sipgrants.core.db import session
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import msg, nmsg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import OFFICER, WRITERS, Actor, RoleName
from sipgrants.lifecycle.waiting import Waiting
from sipgrants.rounds.models import Round
from sipgrants.screening.days import end_of

UNDER_WAY = ("submitted", "returned", "eligible", "with_board")


def find(actor: Actor, application_id: UUID) -> Application:
    """Return an application whose appraisal this person may read; NotFound otherwise, Forbidden with the reason for a
    member of the Board who is barred, or has not declared yet.
    """
    return applications.find(actor, application_id, "appraisal.read")


def appraisal(application: Application) -> Appraisal | None:
    """Return the officer's note, where somebody has begun one."""
    return session().scalar(select(Appraisal).where(Appraisal.application_id == application.id))


def of_round(round_: Round) -> list[tuple[Application, Appraisal | None]]:
    """Return the applications of a round that are appraised or with the Board, each with its note."""
    query = (
        select(Application, Appraisal)
        .outerjoin(Appraisal, Appraisal.application_id == Application.id)
        .options(joinedload(Appraisal.application))
        .where(Application.round_id == round_.id, Application.state.in_(("eligible", "with_board")))
        .order_by(Application.reference)
    )
    return [(application, note) for application, note in session().execute(query).unique()]


def ready_to_forward(round_: Round) -> list[Application]:
    """Return the eligible applications of a round whose appraisal is finished."""
    return [
        application
        for application, note in of_round(round_)
        if application.state == "eligible" and note is not None and note.finished_at is not None
    ]


def invitations(application: Application) -> list[ExpertInvitation]:
    """Return the experts who were asked about an application."""
    query = select(ExpertInvitation).where(ExpertInvitation.application_id == application.id)
    return list(session().scalars(query.order_by(ExpertInvitation.created_at)).unique())


def invitation_of(application: Application, person: Any) -> ExpertInvitation | None:
    """Return the invitation of one expert."""
    return session().scalar(
        select(ExpertInvitation).where(
            ExpertInvitation.application_id == application.id, ExpertInvitation.person_id == person.id
        )
    )


def invitations_to(actor: Actor) -> list[ExpertInvitation]:
    """Return what an expert was asked about, what is open first; withdrawn ones are gone."""
    query = select(ExpertInvitation).where(
        ExpertInvitation.person_id == actor.person_id, ExpertInvitation.withdrawn_at.is_(None)
    )
    found = session().scalars(query.order_by(ExpertInvitation.due_on)).unique()
    return sorted(found, key=lambda one: not one.is_open)


def invitation(actor: Actor, invitation_id: UUID) -> ExpertInvitation:
    """Return an expert's own invitation; NotFound otherwise."""
    found = db.find(ExpertInvitation, invitation_id)
    if found.person_id != actor.person_id or found.withdrawn_at is not None:
        raise NotFound()
    return found


def questions(application: Application) -> list[ApplicantQuestion]:
    """Return the exchange with the applicant, oldest first."""
    query = select(ApplicantQuestion).where(ApplicantQuestion.application_id == application.id)
    return list(
        session().scalars(query.order_by(ApplicantQuestion.created_at, ApplicantQuestion.id)).unique()
    )


def question(actor: Actor, question_id: UUID) -> ApplicantQuestion:
    """Return a question that this person may read; NotFound otherwise."""
    found = db.find(ApplicantQuestion, question_id)
    if not rights.can(actor, "question.read", found):
        raise NotFound()
    return found


def open_invitations() -> Select[Any]:
    """Return every comment that is still waited for, while the application is not decided, as a query to narrow."""
    return (
        select(ExpertInvitation)
        .join(Application, Application.id == ExpertInvitation.application_id)
        .where(ExpertInvitation.commented_at.is_(None), ExpertInvitation.withdrawn_at.is_(None))
        .where(ExpertInvitation.has_interest.is_not(True), Application.state.in_(UNDER_WAY))
    )


def open_questions() -> Select[Any]:
    """Return every answer that is still waited for, while the application is not decided, as a query to narrow."""
    return (
        select(ApplicantQuestion)
        .join(Application, Application.id == ApplicantQuestion.application_id)
        .where(ApplicantQuestion.answered_at.is_(None), Application.state.in_(UNDER_WAY))
    )


def waited_for(round_: Round) -> dict[UUID, tuple[int, int]]:
    """Return by application how many comments of experts and answers of the applicant are waited for, and how many of
    them are overdue: two statements for the whole round.
    """
    found: dict[UUID, tuple[int, int]] = {}
    asked = session().scalars(open_invitations().where(Application.round_id == round_.id)).unique()
    questions_ = session().scalars(open_questions().where(Application.round_id == round_.id)).unique()
    late = [(one.application_id, one.is_overdue) for one in asked]
    late += [(one.application_id, one.is_late) for one in questions_]
    for application_id, is_late in late:
        every, overdue = found.get(application_id, (0, 0))
        found[application_id] = (every + 1, overdue + is_late)
    return found


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return what waits for `actor`: appraisals to write, comments to hand in, questions to answer."""
    found: list[Waiting] = []
    if actor.has(OFFICER):
        found += _to_appraise()
    if actor.has({RoleName.EXPERT}):
        found += [_to_comment(one) for one in invitations_to(actor) if _waits(one, actor)]
    if actor.has(WRITERS):
        found += _to_answer(actor)
    return found


def _waits(one: ExpertInvitation, actor: Actor) -> bool:
    return one.is_open and one.application.state in UNDER_WAY and not country_bar(actor, one.application)


def _to_appraise() -> list[Waiting]:
    rows = session().execute(
        select(Round.id, Round.number, func.count())
        .join(Application, Application.round_id == Round.id)
        .outerjoin(Appraisal, Appraisal.application_id == Application.id)
        .where(Application.state == "eligible", Appraisal.finished_at.is_(None))
        .where(Round.state.in_(("screening", "appraisal", "with_board")))
        .group_by(Round.id, Round.number)
    )
    return [
        Waiting(
            nmsg(
                "Round %(round)s: %(num)s eligible application has no appraisal yet",
                "Round %(round)s: %(num)s eligible applications have no appraisal yet",
                number,
                round=round_number,
            ),
            msg("Appraise"),
            "appraisal.round",
            {"id": round_id},
            action="appraisal.edit",
        )
        for round_id, round_number, number in rows
    ]


def _to_comment(one: ExpertInvitation) -> Waiting:
    return Waiting(
        msg("%(reference)s: your comment is asked for", reference=one.application.reference),
        msg("Comment") if one.has_interest is False else msg("Declare"),
        "appraisal.invitation",
        {"invitation_id": one.id},
        end_of(one.due_on, one.application.round.zone),
        "expert.comment",
    )


def _to_answer(actor: Actor) -> list[Waiting]:
    query = (
        select(ApplicantQuestion)
        .join(Application, Application.id == ApplicantQuestion.application_id)
        .where(Application.party_id.in_(actor.parties(WRITERS)), ApplicantQuestion.answered_at.is_(None))
        .where(Application.state.in_(UNDER_WAY))
    )
    return [
        Waiting(
            msg("%(reference)s: the Secretariat asks you something", reference=one.application.reference),
            msg("Answer"),
            "appraisal.questions",
            {"application_id": one.application_id},
            end_of(one.due_on, one.application.round.zone),
            "question.answer",
        )
        for one in session().scalars(query).unique()
    ]
