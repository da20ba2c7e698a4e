"""From the Board's confirmed decision to the Party's answer: offer, accept, decline, lapse."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select

from sipgrants.applications.models import Application, ApplicationVersion
from sipgrants.awards import queries
from sipgrants.awards.commands.letters import put_out
from sipgrants.awards.commands.money import commit
from sipgrants.awards.commands.telling import tell
from sipgrants.awards.models import Award, Condition
from sipgrants.core import clock
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.fund import queries as fund
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import FOCAL, OFFICER, Actor, RoleName
from sipgrants.meetings.models import Decision
from sipgrants.plans import commands as plans
from sipgrants.plans import queries as plan_queries
from sipgrants.screening.letters import commands as letters

MANAGERS = FOCAL | {RoleName.PROJECT_MANAGER}


def split_conditions(text: str) -> list[str]:
    """Return the conditions of a decision, one a line, without bullets or numbers in front."""
    lines = (line.strip().lstrip("-*•").strip() for line in text.splitlines())
    return [line for line in lines if line]


@command
def offer(
    application: Application,
    *,
    by: Actor,
    answer_by: date,
    conditions: Sequence[str] | None = None,
    summary: str = "",
) -> Award:
    """Offer the award that the Board decided: its focal points are told, and the money is set aside from now on.

    `conditions`: one by one; those of the decision, line by line, where none are given.
    """
    rights.demand(by, "award.offer", application)
    decision = queries.standing_decision(application.id)
    if application.state != "approved" or decision is None or decision.outcome != "approved":
        raise Conflict(msg("There is no confirmed decision of the Board that approves this application."))
    if queries.was_offered(decision):
        raise Conflict(msg("The award was offered already."))
    if answer_by < clock.today():
        require([Problem("answer_by", msg("The day to answer by has passed."))])
    award = _award(application, decision, answer_by, summary)
    put(award, "award.offer", by=by, minor=award.amount_minor, answer_by=answer_by)
    texts = split_conditions(decision.conditions) if conditions is None else list(conditions)
    put_conditions(award, texts)
    commit(award, by=by)
    tell(award, "offer", FOCAL)
    put_out(award, "letter.offer")
    letters.drop_held(application, by=by)  # the offer says it, and more
    return award


def _award(application: Application, decision: Decision, answer_by: date, summary: str) -> Award:
    amount = decision.amount_minor or 0
    return Award(
        number=_number(application.round.number, application.party_id),
        application_id=application.id,
        decision_id=decision.id,
        round_id=application.round_id,
        party_id=application.party_id,
        title=application.title,
        summary=summary.strip(),
        amount_minor=amount,
        offered_on=clock.today(),
        answer_by=answer_by,
        agreement_type=proposed_type(Money(amount)),
        spent_share=int(fund.setting("spent_share") * 100),
        plan_id=_submitted_plan(application),
    )


def put(award: Award, action: str, *, by: Actor, **data: object) -> None:
    """Bring a new award into being, inside a command."""
    machine.begin(award, action, by=by, **data)
    session().add(award)
    session().flush()
    session().refresh(award)


def put_conditions(award: Award, texts: Iterable[str]) -> None:
    """Write the conditions of a new award, inside a command."""
    kept = [text.strip() for text in texts if text.strip()]
    for position, text in enumerate(kept, start=1):
        session().add(Condition(award_id=award.id, position=position, text=text))
    session().flush()
    session().refresh(award, ["conditions"])


def proposed_type(amount: Money) -> str:
    """Return the usual type of agreement for an amount: SSFA up to the border of the settings, PCA above."""
    border: Money = fund.setting("agreement_border")
    return "PCA" if amount > border else "SSFA"


def _number(round_number: int, party_id: str) -> str:
    return next_number(f"A{round_number}-{party_id}-")


def next_number(prefix: str) -> str:
    """Return the next number with that prefix; numbers are public and never used twice."""
    count = session().scalar(select(func.count()).select_from(Award).where(Award.number.startswith(prefix)))
    return f"{prefix}{(count or 0) + 1}"


def _submitted_plan(application: Application) -> UUID | None:
    return session().scalar(
        select(ApplicationVersion.plan_id)
        .where(ApplicationVersion.application_id == application.id)
        .order_by(ApplicationVersion.number.desc())
        .limit(1)
    )


@command
def accept(award: Award, *, by: Actor) -> None:
    """Accept the award: next the conditions, the plan at the amount awarded, the agreement. The plan opens as a copy."""
    machine.move(award, "award.accept", by=by)
    award.accepted_at = clock.now()
    until = clock.today() + timedelta(fund.setting("condition_days"))
    for condition in award.conditions:
        condition.due_on = condition.due_on or until
    if award.plan_id:
        award.plan_id = plans.copy(plan_queries.whole(award.plan_id), by=by).id
    commit(award, by=by)
    tell(award, "accept", OFFICER)


@command
def decline(award: Award, *, by: Actor, reason: str) -> None:
    """Decline the award: the money is free again. It cannot be accepted afterwards."""
    machine.move(award, "award.decline", by=by, reason=reason)
    require([] if reason.strip() else [Problem("reason", msg("Give the reason."))])
    _check_unsigned(award)
    commit(award, by=by)
    tell(award, "decline", OFFICER, reason=reason)


@command
def lapse(award: Award, *, by: Actor, reason: str) -> None:
    """Let an offer lapse that was not answered in time, or whose conditions were not met: the money is free again."""
    machine.move(award, "award.lapse", by=by, reason=reason)
    require([] if reason.strip() else [Problem("reason", msg("Give the reason."))])
    if award.accepted_at is None and not queries.is_answer_late(award):
        raise Conflict(msg("The Party may still answer: the day to answer by has not passed."))
    _check_unsigned(award)
    commit(award, by=by)
    tell(award, "lapse", MANAGERS, reason=reason)


def _check_unsigned(award: Award) -> None:
    if award.is_signed:
        raise Conflict(msg("The agreement is signed by both: it can be terminated only."))
