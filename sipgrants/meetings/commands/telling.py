"""What a confirmed decision tells the applicant: a letter that is held until the letters of the round are released.

The offer of an award, with conditions and date, is a paper of its own, by the room of awards.
"""

from datetime import date, datetime

from sipgrants.core import clock
from sipgrants.lifecycle.actor import SYSTEM, Actor
from sipgrants.meetings import report_queries
from sipgrants.meetings.models import Decision
from sipgrants.meetings.portfolio import Outcome
from sipgrants.screening.days import local_day
from sipgrants.screening.letters import commands as letters
from sipgrants.screening.letters.wording import Approved, InReserve, NotApproved


def tell(decision: Decision, *, by: Actor) -> None:
    """Hold the letter that says what was decided; one that is held for an earlier decision says no more."""
    says = _says(decision)
    if says is None:
        letters.drop_held(decision.application, by=by)
    else:
        letters.prepare(decision.application, says, by=by)


def tell_end_of_reserve(decision: Decision | None, until: date) -> None:
    """Issue the letter that the reserve has ended, at once."""
    if decision is None:
        return
    says = NotApproved(report_queries.number_of(decision), until, _advice(decision), from_reserve=True)
    letters.release_one(letters.prepare(decision.application, says, by=SYSTEM), by=SYSTEM)


def _says(decision: Decision) -> NotApproved | InReserve | Approved | None:
    number, day = report_queries.number_of(decision), local_day(_taken(decision), decision.meeting.zone)
    until = decision.application.round.reserve_until
    if decision.outcome == Outcome.RESERVE and until is not None:
        return InReserve(number, day, until, _advice(decision))
    if decision.outcome == Outcome.NOT_APPROVED:
        return NotApproved(number, day, _advice(decision))
    if decision.outcome == Outcome.APPROVED:
        return Approved(number, day, decision.amount.minor, _advice(decision))
    return None


def _advice(decision: Decision) -> tuple[str, ...]:
    return tuple(line.strip() for line in decision.recommendations.splitlines() if line.strip())


def _taken(decision: Decision) -> datetime:
    return decision.taken_at or decision.confirmed_at or clock.now()
