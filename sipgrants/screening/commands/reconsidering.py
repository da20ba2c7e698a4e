"""Looking again at a finding: asked by the Party in time, decided by somebody other than those who found it."""

from sipgrants.accounts import queries as people
from sipgrants.applications.models import Application, Reconsideration
from sipgrants.core import clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import APPROVER, Actor, RoleName
from sipgrants.screening import queries
from sipgrants.screening.commands.deciding import split
from sipgrants.screening.days import local_day
from sipgrants.screening.letters import commands as letters
from sipgrants.screening.letters.wording import Reconsidered

_ENDED = ("completed", "cancelled")


@command
def ask_reconsideration(application: Application, *, by: Actor, text: str) -> Reconsideration:
    """Ask, as focal point and in time, that the finding be looked at again."""
    machine.move(application, "application.ask_reconsideration", by=by)
    refusal = queries.standing_refusal(application)
    if refusal is None or refusal.reconsider_until is None:
        raise Conflict(msg("Reconsideration can be asked for once the letter with the reasons is out."))
    if clock.now() > refusal.reconsider_until:
        raise Conflict(msg("The time to ask for reconsideration is over."))
    if any(one.created_at >= refusal.created_at for one in queries.reconsiderations(application)):
        raise Conflict(msg("Reconsideration of this finding was asked for already."))
    require(
        [] if text.strip() else [Problem("text", msg("Give the reasons why it should be looked at again."))]
    )
    if by.person_id is None:
        raise Conflict(msg("A focal point asks for reconsideration."))
    made = Reconsideration(
        application_id=application.id,
        asked_by=by.person_id,
        text=text.strip(),
        until=local_day(refusal.reconsider_until, application.round.zone),
    )
    session().add(made)
    _tell_those_who_decide(application)
    return made


@command
def uphold(application: Application, *, by: Actor, reasons: str) -> None:
    """Look again and let the finding stand, with reasons; the Party gets a letter."""
    machine.move(application, "application.uphold", by=by, reason=reasons)
    asked = queries.open_reconsideration(application)
    if asked is None:
        raise Conflict(msg("Nobody has asked for reconsideration."))
    require(_reasons(reasons))
    _answer(asked, "upheld", reasons, by)
    _send_letter(application, asked, reasons, by)


@command
def reinstate(application: Application, *, by: Actor, reasons: str, mistake: bool = False) -> None:
    """Find it eligible after all, with reasons: reconsideration was asked for in time, or the finding was a mistake.

    The Party gets a letter, unless it was never told of the finding: then the letter that is held is dropped.
    """
    machine.move(application, "application.reinstate", by=by, reason=reasons, mistake=mistake)
    if application.round.state in _ENDED:
        raise Conflict(msg("The round has ended: nothing can be reinstated in it any more."))
    asked = queries.open_reconsideration(application)
    if asked is None and not mistake:
        raise Conflict(msg("Nobody has asked for reconsideration: say that the finding was a mistake."))
    require(_reasons(reasons))
    was_told = not letters.drop_held(application, by=by)
    refusal = queries.standing_refusal(application)
    if refusal is not None:
        refusal.overturned_at = clock.now()
    if asked is not None:
        _answer(asked, "reinstated", reasons, by)
    if was_told:
        _send_letter(application, asked, reasons, by, reinstated=True)


def _answer(asked: Reconsideration, outcome: str, reasons: str, by: Actor) -> None:
    asked.outcome, asked.reasons = outcome, reasons.strip()
    asked.decided_by, asked.decided_at = by.person_id, clock.now()


def _send_letter(
    application: Application, asked: Reconsideration | None, reasons: str, by: Actor, reinstated: bool = False
) -> None:
    asked_on = local_day(asked.created_at, application.round.zone) if asked else None
    wording = Reconsidered(asked_on=asked_on, reinstated=reinstated, reasons=tuple(split(reasons)))
    letters.release_one(letters.prepare(application, wording, by=by), by=by)


def _tell_those_who_decide(application: Application) -> None:
    for person_id in people.recipients([*APPROVER, RoleName.HEAD]):
        outbox.mail(
            "reconsideration_asked",
            person_id=person_id,
            about=application,
            application_id=application.id,
            reference=application.reference,
            title=application.title,
        )


def _reasons(reasons: str) -> list[Problem]:
    return [] if reasons.strip() else [Problem("reasons", msg("Give the reasons: the letter says them."))]
