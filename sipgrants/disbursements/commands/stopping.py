"""What stops an instalment or brings it back: sent back, bounced, held, released, cancelled, the gate overridden."""

from datetime import date

from sipgrants.awards.commands import check_later_entries, commit
from sipgrants.awards.models import Instalment
from sipgrants.core import audit
from sipgrants.core.db import command, lock, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.disbursements import queries
from sipgrants.disbursements.commands.paying import MANAGERS
from sipgrants.disbursements.commands.telling import tell
from sipgrants.fund import commands as fund
from sipgrants.fund import queries as ledger
from sipgrants.fund.accounts import Event
from sipgrants.lifecycle import countersign, machine, process, rights
from sipgrants.lifecycle.actor import APPROVER, FINANCE, OFFICER, Actor
from sipgrants.lifecycle.countersign import Proposal, countersigned

_OPEN = ("planned", "requested", "certified", "approved", "held")


def _need(reason: str) -> str:
    require([] if reason.strip() else [Problem("reason", msg("Give the reason."))])
    return reason.strip()


@command
def send_back(instalment: Instalment, *, by: Actor, reason: str) -> None:
    """Send the request back to the Party with the reason; a new request starts anew, with three people again."""
    machine.move(instalment, "instalment.send_back", by=by, reason=reason)
    why = _need(reason)
    for name in ("requested", "certified", "approved"):
        setattr(instalment, f"{name}_by", None)
        setattr(instalment, f"{name}_at", None)
    instalment.paper_request = instalment.override_reason = instalment.override_waits = ""
    instalment.overridden_by = instalment.override_seconded_by = None
    tell(instalment, "send_back", MANAGERS, reason=why)


@command
def bounce(instalment: Instalment, *, by: Actor, day: date, reason: str) -> None:
    """Record that the payment came back: its entry is reversed, the approval stands, it can be paid again."""
    payment = queries.standing_payment(instalment.id)
    with session().no_autoflush:
        machine.move(instalment, "instalment.bounce", by=by, reason=reason, day=day)
        why = _need(reason)
        wrong = fund.day_problems(day)
        if not wrong and instalment.paid_on is not None and day < instalment.paid_on:
            wrong.append(Problem("day", msg("It was paid only on %(day)s.", day=instalment.paid_on)))
        require(wrong)
        if payment is None:
            raise Conflict(msg("There is no payment that could have come back."))
        lock(instalment.award)
    instalment.paid_by = instalment.paid_on = None
    instalment.acknowledged_by = instalment.acknowledged_on = None
    instalment.payment_reference = ""
    payment.bounced_on = day
    posted = ledger.transaction(payment.transaction_id)
    fund.take_back(posted, by=by, reason=why, day=day, event=Event.INSTALMENT_BOUNCED)
    commit(instalment.award, by=by)
    session().flush()
    check_later_entries(instalment.award)
    tell(instalment, "bounce", MANAGERS | OFFICER, reason=why)


@command
def hold(instalment: Instalment, *, by: Actor, reason: str) -> None:
    """Hold an instalment until it is released; the Party sees why."""
    with session().no_autoflush:
        machine.move(instalment, "instalment.hold", by=by, reason=reason)
        instalment.hold_reason = _need(reason)
    tell(instalment, "hold", MANAGERS | FINANCE, reason=reason)


@command
def release(instalment: Instalment, *, by: Actor) -> None:
    """Release a held instalment: it can be requested again once what it waits for is there."""
    machine.move(instalment, "instalment.release", by=by)
    instalment.hold_reason = ""
    tell(instalment, "release", MANAGERS | FINANCE)


@command
def cancel(instalment: Instalment, *, by: Actor, reason: str) -> Proposal:
    """Ask the approving officer to cancel an instalment of an award that is completed or terminated."""
    why = _need(reason)
    rights.demand(by, "instalment.cancel", instalment)
    _check_cancellable(instalment)
    return countersign.ask(instalment, "instalment.cancel", by=by, reason=why, notice=why)


@countersigned("instalment.cancel")
def cancelled(instalment: Instalment, *, by: Actor, second: Actor, notice: str) -> None:
    """Cancel the instalment: its money is no longer payable; after a termination it is free again."""
    lock(instalment.award)
    _check_cancellable(instalment)
    _cancel(instalment, by, second=second.person_id, reason=notice)


def cancel_by_change(instalment: Instalment, *, by: Actor, change: int) -> None:
    """Cancel an instalment by a change in force, inside its command; `amend` brings the sum in order in the same step."""
    machine.move(instalment, "instalment.cancel", by=by, change=change)
    instalment.hold_reason = ""
    session().flush()


def _cancel(instalment: Instalment, by: Actor, **data: object) -> None:
    machine.move(instalment, "instalment.cancel", by=by, **data)
    instalment.hold_reason = ""
    session().flush()
    session().refresh(instalment.award, ["instalments"])
    commit(instalment.award, by=by)
    tell(instalment, "cancel", MANAGERS)


def _check_cancellable(instalment: Instalment) -> None:
    if process.target("instalment", "cancel", instalment.state) is None:
        raise Conflict(msg("Only an instalment that is planned or held can be cancelled."))
    if instalment.award.state not in ("completed", "terminated"):
        raise Conflict(
            msg("While the project runs an instalment is cancelled by a change of the agreement only.")
        )
    _check_not_owed(instalment)


def _check_not_owed(instalment: Instalment) -> None:
    """What is above paid is pre-financed by the Party and payable up to the award (section 4): without an instalment to
    pay it the award could never be closed.
    """
    award = instalment.award
    if award.state == "terminated" and not instalment.payable_after_end:
        return
    spent = -ledger.award_figures(award.id).unaccounted
    others = sum(one.minor for one in award.instalments if one is not instalment and one.state in _OPEN)
    if spent > others:
        raise Conflict(
            msg(
                "The Party spent %(amount)s beforehand that only this instalment pays. "
                "Pay it, or disallow the spending first.",
                amount=Money(spent - others),
            )
        )


@command
def override(instalment: Instalment, *, by: Actor, reason: str) -> Proposal:
    """Ask the head to let an instalment go although a report, a date or the spending it waits for is not there."""
    why = _need(reason)
    rights.demand(by, "instalment.override", instalment)
    _check_overridable(instalment)
    return countersign.ask(instalment, "instalment.override", by=by, reason=why, notice=why)


@countersigned("instalment.override")
def overridden(instalment: Instalment, *, by: Actor, second: Actor, notice: str) -> None:
    """Let the instalment go: what it waits for now counts as met until it is sent back; what comes up later does not."""
    lock(instalment.award)
    _check_overridable(instalment)
    waits = sorted({str(one.wait) for one in queries.unmet(instalment) if one.wait in queries.OVERRIDABLE})
    before = instalment.override_waits.split() if instalment.override_seconded_by is not None else []
    instalment.override_waits = " ".join(sorted({*before, *waits}))
    instalment.override_reason = notice
    instalment.overridden_by, instalment.override_seconded_by = by.person_id, second.person_id
    audit.record("instalment.override", instalment, by, second=second.person_id, reason=notice, waits=waits)
    tell(instalment, "override", MANAGERS | FINANCE | APPROVER | OFFICER, reason=notice)


def _check_overridable(instalment: Instalment) -> None:
    if instalment.state not in ("planned", "requested", "certified", "approved"):
        raise Conflict(msg("This instalment waits for nothing that could be overridden."))
    if not any(one.wait in queries.OVERRIDABLE for one in queries.unmet(instalment)):
        raise Conflict(msg("This instalment waits for nothing that could be overridden."))
