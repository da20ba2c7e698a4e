"""What screening reads: lines, returns, findings, the table of a round, and what waits for whom."""

from uuid import UUID

from sqlalchemy import func, or_, select

from sipgrants.applications.models import Application, Partner, Reconsideration
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import msg, nmsg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import APPROVER, OFFICER, Actor, RoleName
from sipgrants.lifecycle.waiting import Waiting
from sipgrants.rounds.models import Round
from sipgrants.screening import checklist
from sipgrants.screening.checklist import Answer
from sipgrants.screening.models import Letter, Refusal, Return, ScreeningLine
from sipgrants.screening.sayings import say

SCREENED_IN = ("screening", "appraisal", "with_board")
LETTERS_GO_OUT = ("appraisal", "with_board", "decided")  # once everything is screened


def find(actor: Actor, application_id: UUID) -> Application:
    """Return an application that the Secretariat may know of; NotFound otherwise."""
    found = session().get(Application, application_id)
    if found is None or not rights.can(actor, "application.read", found):
        raise NotFound()
    return found


def lines(application: Application) -> list[ScreeningLine]:
    """Return the checklist of the version that counts, in order."""
    return lines_of(application, application.submitted_version)


def lines_of(application: Application, version: int) -> list[ScreeningLine]:
    """Return the checklist of one version, in order."""
    query = (
        select(ScreeningLine)
        .where(ScreeningLine.application_id == application.id, ScreeningLine.version == version)
        .order_by(ScreeningLine.position)
    )
    return list(session().scalars(query))


def line(application: Application, key: str) -> ScreeningLine:
    """Return one line of the version that counts; NotFound where it has none of that key."""
    found = next((one for one in lines(application) if one.key == key), None)
    if found is None:
        raise NotFound()
    return found


def open_return(application_id: UUID) -> Return | None:
    """Return what was sent back and is not in again."""
    return session().scalar(
        select(Return).where(Return.application_id == application_id, Return.ended_at.is_(None))
    )


def returns(application: Application) -> list[Return]:
    """Return every time it was sent back, newest first."""
    query = select(Return).where(Return.application_id == application.id)
    return list(session().scalars(query.order_by(Return.created_at.desc())))


def standing_refusal(application: Application) -> Refusal | None:
    """Return the finding of ineligibility that stands."""
    return session().scalar(
        select(Refusal).where(Refusal.application_id == application.id, Refusal.overturned_at.is_(None))
    )


def open_reconsideration(application: Application) -> Reconsideration | None:
    """Return the request to look again that nobody has answered."""
    return session().scalar(
        select(Reconsideration).where(
            Reconsideration.application_id == application.id, Reconsideration.outcome.is_(None)
        )
    )


def reconsiderations(application: Application) -> list[Reconsideration]:
    """Return every request to look again, newest first."""
    query = select(Reconsideration).where(Reconsideration.application_id == application.id)
    return list(session().scalars(query.order_by(Reconsideration.created_at.desc())))


def reasons_of_no(application: Application) -> list[str]:
    """Return the lines that say no as a first draft of the reasons: the officer's word, else the system's, in English."""
    return [
        f"{checklist.label(one.key)}: {one.decision_reason or say(one.reason)}"
        for one in lines(application)
        if checklist.answer(one) is Answer.NO
    ]


def submitted_in(round_: Round) -> list[Application]:
    """Return the applications of a round that wait for a finding."""
    query = select(Application).where(Application.round_id == round_.id, Application.state == "submitted")
    return list(session().scalars(query.order_by(Application.reference)).unique())


def unproposed() -> list[Application]:
    """Return submitted applications whose lines are missing, or older than a partner's answer."""
    proposed_at = (
        select(func.max(ScreeningLine.proposed_at))
        .where(
            ScreeningLine.application_id == Application.id,
            ScreeningLine.version == Application.submitted_version,
        )
        .scalar_subquery()
    )
    answered = select(Partner.id).where(
        Partner.application_id == Application.id, Partner.answered_at > proposed_at
    )
    query = select(Application).where(
        Application.state == "submitted", or_(proposed_at.is_(None), answered.exists())
    )
    return list(session().scalars(query).unique())


def past_cure_date() -> list[Application]:
    """Return what was sent back and did not come in again by its date."""
    query = select(Application).where(Application.state == "returned", Application.cure_until < clock.now())
    return list(session().scalars(query).unique())


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return what waits for `actor` in screening: rounds to screen, letters to release, findings to look at again."""
    found: list[Waiting] = []
    if actor.has(OFFICER):
        found += [*_to_screen(), *_to_release()]
    if actor.has(APPROVER | {RoleName.HEAD}):
        found += _to_look_at_again(actor)
    return found


def _to_screen() -> list[Waiting]:
    rows = session().execute(
        select(Round.id, Round.number, func.count())
        .join(Application, Application.round_id == Round.id)
        .where(Round.state == "screening", Application.state == "submitted")
        .group_by(Round.id, Round.number)
    )
    return [
        Waiting(
            nmsg(
                "Round %(round)s: %(num)s application waits for your screening",
                "Round %(round)s: %(num)s applications wait for your screening",
                number,
                round=round_number,
            ),
            msg("Screen"),
            "screening.round",
            {"id": round_id},
            action="application.find_eligible",
        )
        for round_id, round_number, number in rows
    ]


def _to_release() -> list[Waiting]:
    rows = session().execute(
        select(Round.id, Round.number, func.count())
        .join(Letter, Letter.round_id == Round.id)
        .where(Letter.released_at.is_(None), Letter.dropped_at.is_(None), Round.state.in_(LETTERS_GO_OUT))
        .group_by(Round.id, Round.number)
    )
    return [
        Waiting(
            nmsg(
                "Round %(round)s: %(num)s letter is held",
                "Round %(round)s: %(num)s letters are held",
                number,
                round=round_number,
            ),
            msg("Look through the letters"),
            "screening.letters",
            {"id": round_id},
            action="letter.release",
        )
        for round_id, round_number, number in rows
    ]


def _to_look_at_again(actor: Actor) -> list[Waiting]:
    rows = session().execute(
        select(Application.id, Application.reference)
        .join(Reconsideration, Reconsideration.application_id == Application.id)
        .join(Refusal, Refusal.application_id == Application.id)
        .where(Reconsideration.outcome.is_(None), Refusal.overturned_at.is_(None))
        .where(Refusal.decided_by != actor.person_id, Refusal.seconded_by != actor.person_id)
    )
    return [
        Waiting(
            msg("%(reference)s: reconsideration is asked for", reference=reference),
            msg("Look at it again"),
            "screening.show",
            {"application_id": identifier},
            action="application.uphold",
        )
        for identifier, reference in rows
    ]
