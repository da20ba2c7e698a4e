"""Money that comes back from a Party: due, received, written off; spending that is disallowed; bank charges."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from sipgrants.awards.commands import check_later_entries, commit, tell
from sipgrants.awards.commands.letters import put_out
from sipgrants.awards.models import Award
from sipgrants.core import audit, clock
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.disbursements.commands.telling import tell_refund
from sipgrants.disbursements.models import Refund
from sipgrants.disbursements.opening import KINDS
from sipgrants.fund import award_entries, entries
from sipgrants.fund import commands as fund
from sipgrants.fund import queries as ledger
from sipgrants.fund.accounts import Entry
from sipgrants.lifecycle import countersign, rights
from sipgrants.lifecycle.actor import MANAGERS, Actor
from sipgrants.lifecycle.countersign import Proposal, countersigned

_OPEN = ("active", "suspended", "completed", "terminated", "closed")


@command
def record_refund(
    award: Award, *, by: Actor, kind: str, minor: int, day: date, reason: str, reference: str = ""
) -> Refund:
    """Record money that a Party owes or gives back, or spending that is refused afterwards (US$ minor units).

    What is due is asked for at once, by letter and mail. A refund that came settles what was due first. Disallowed
    after the closure it is due back at once; before, it is an advance again that the Party may still account for.
    """
    rights.demand(by, "refund.record", award)
    if award.state not in _OPEN:
        raise Conflict(msg("Nothing was paid under this award."))
    require(_problems(award, kind, minor, day, reason, reference))
    kept = _keep(award, kind, _entry(award, kind, minor), minor, by, day, reason, reference)
    if kind == "due" or (kind == "disallowed" and award.state == "closed"):
        put_out(award, "letter.refund")
    if kind == "due":
        _ask(award)
    else:
        tell_refund(award, kind, minor, reason)
    return kept


def _ask(award: Award) -> None:
    """Ask the Party for what is due: the letter names the amount and the day, the ladder of reminders follows."""
    due_on = clock.today() + timedelta(ledger.setting("refund_days"))
    due_minor = ledger.award_figures(award.id).refunds_due
    tell(award, "ask_refund", MANAGERS, due_minor=due_minor, due_on=due_on)


def _entry(award: Award, kind: str, minor: int) -> Entry:
    figures = ledger.award_figures(award.id)
    if kind == "due":
        return award_entries.refund_due(award.id, minor)
    if kind == "received":
        return award_entries.refund_received(award.id, minor, of_due=min(minor, figures.refunds_due))
    at_once = minor if award.state == "closed" else 0
    return award_entries.spending_disallowed(award.id, minor, refund_due=at_once)


def _problems(award: Award, kind: str, minor: int, day: date, reason: str, reference: str) -> list[Problem]:
    found = [] if kind in KINDS else [Problem("kind", msg("Choose what happened."))]
    if minor <= 0:
        found.append(Problem("amount", msg("Enter an amount of more than nothing.")))
    if not reason.strip():
        found.append(Problem("reason", msg("Give the reason.")))
    if kind == "received" and not reference.strip():
        found.append(Problem("reference", msg("Enter the reference of the deposit.")))
    found += fund.day_problems(day)
    return found + (_limit(award, kind, minor) if not found else [])


def _limit(award: Award, kind: str, minor: int) -> list[Problem]:
    """No more comes back than is with the Party, and no more is refused than was accepted."""
    figures = ledger.award_figures(award.id)
    most = {
        "due": figures.unaccounted,
        "received": figures.unaccounted + figures.refunds_due,
        "disallowed": figures.accepted - figures.disallowed,
    }[kind]
    if award.state == "closed" and kind == "received":
        most = figures.refunds_due
    if award.state == "closed" and kind == "due":
        most = 0
    if minor <= most:
        return []
    return [Problem("amount", msg("At most %(amount)s is possible here.", amount=Money(max(most, 0))))]


def _keep(
    award: Award, kind: str, entry: Entry, minor: int, by: Actor, day: date, reason: str, reference: str = ""
) -> Refund:
    posted = fund.post(
        entry, by=by, about=award, day=day, memo=reason, reference=reference, round_id=award.round_id
    )
    refund = Refund(
        award_id=award.id,
        minor=minor,
        kind=kind,
        day=day,
        reference=reference.strip(),
        reason=reason.strip(),
        recorded_by=by.person_id,
        transaction_id=posted.id,
    )
    session().add(refund)
    session().flush()
    audit.record("refund.record", award, by, kind=kind, minor=minor, reason=reason)
    commit(award, by=by)
    return refund


@command
def write_off_refund(award: Award, *, by: Actor, minor: int, reason: str) -> Proposal:
    """Ask the approving officer to give up a refund that does not come."""
    rights.demand(by, "refund.write_off", award)
    require([*([] if reason.strip() else [Problem("reason", msg("Give the reason."))]), *_due(award, minor)])
    return countersign.ask(
        award, "refund.write_off", by=by, reason=reason.strip(), minor=minor, notice=reason.strip()
    )


@countersigned("refund.write_off")
def refund_written_off(award: Award, *, by: Actor, second: Actor, minor: int, notice: str) -> None:
    """Give up what is due; the ledger says so, and the award may be closed."""
    require(_due(award, minor))
    entry = award_entries.refund_written_off(award.id, minor)
    refund = _keep(award, "written_off", entry, minor, by, clock.today(), notice)
    refund.seconded_by = second.person_id
    tell_refund(award, "written_off", minor, notice)


@command
def take_back_refund(award: Award, *, by: Actor, refund: Refund, reason: str) -> None:
    """Take a wrong entry of a refund or a disallowance back by its reversal; refused where later entries rest on it. The
    Party, which was told of it or asked for the money, is told.
    """
    rights.demand(by, "refund.take_back", award)
    require([] if reason.strip() else [Problem("reason", msg("Give the reason."))])
    fund.take_back(ledger.transaction(refund.transaction_id), by=by, reason=reason.strip())
    commit(award, by=by)
    check_later_entries(award)
    audit.record("refund.take_back", award, by, kind=refund.kind, minor=refund.minor, reason=reason)
    tell_refund(award, "taken_back", refund.minor, reason.strip())


def _due(award: Award, minor: int) -> list[Problem]:
    due = Money(ledger.award_figures(award.id).refunds_due)
    if 0 < minor <= due.minor:
        return []
    return [Problem("amount", msg("%(amount)s is due back under this award.", amount=due))]


@command
def record_charge(award: Award, *, by: Actor, minor: int, day: date, reference: str) -> None:
    """Book a bank charge of a transfer; the Party's instalment is not cut by it."""
    _book(award, by, entries.bank_charge_paid, minor, day, reference)


@command
def record_interest(award: Award, *, by: Actor, minor: int, day: date, reference: str) -> None:
    """Book the interest that a Party earned on an advance and paid to the fund; it settles nothing that is due."""
    _book(award, by, entries.interest_received, minor, day, reference)


def _book(
    award: Award, by: Actor, make: Callable[[int, UUID], Entry], minor: int, day: date, reference: str
) -> None:
    rights.demand(by, "ledger.post", award)
    if award.state not in _OPEN:
        raise Conflict(msg("Nothing was paid under this award."))
    wrong = [] if minor > 0 else [Problem("amount", msg("Enter an amount of more than nothing."))]
    require([*wrong, *fund.day_problems(day)])
    fund.post(
        make(minor, award.id), by=by, about=award, day=day, reference=reference, round_id=award.round_id
    )
