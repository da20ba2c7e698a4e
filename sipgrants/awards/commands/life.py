"""An award that runs: activated, suspended and resumed, completed, terminated, closed."""

from collections.abc import Sequence
from datetime import date

from sipgrants.awards import due as rules
from sipgrants.awards import queries
from sipgrants.awards.commands.dues import make_dues, move_dues
from sipgrants.awards.commands.letters import put_out
from sipgrants.awards.commands.money import commit
from sipgrants.awards.commands.offering import MANAGERS
from sipgrants.awards.commands.telling import tell
from sipgrants.awards.models import Award, Due
from sipgrants.core import clock
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.fund import constraints
from sipgrants.fund import queries as fund
from sipgrants.lifecycle import countersign, machine, process, rights
from sipgrants.lifecycle.actor import FINANCE, OFFICER, Actor
from sipgrants.lifecycle.countersign import Proposal, countersigned


def activation_problems(award: Award) -> list[Problem]:
    """Return everything that keeps an award from being activated."""
    found = [
        Problem("conditions", msg("Condition %(number)s is not met yet.", number=one.position))
        for one in award.conditions
        if one.met_at is None
    ]
    if award.plan_approved_at is None:
        found.append(Problem("plan", msg("The plan is not approved yet.")))
    if not award.agreement_number or award.starts_on is None or award.ends_on is None:
        found.append(Problem("terms", msg("The terms of the agreement are not complete.")))
    if award.signed_by_party_on is None:
        found.append(Problem("signature", msg("The Party has not signed yet.")))
    if award.signed_by_secretariat_on is None:
        found.append(Problem("signature", msg("The Secretariat has not signed yet.")))
    if award.signed_copy_id is None:
        found.append(Problem("signature", msg("The signed copy is not on file.")))
    if sum(one.minor for one in award.instalments) != award.amount_minor:
        found.append(Problem("instalments", msg("The instalments do not add up to the award.")))
    return found


@command
def activate(award: Award, *, by: Actor) -> None:
    """Start the project: from now on instalments can be requested, and what is due is known day by day."""
    machine.move(award, "award.activate", by=by)
    with session().no_autoflush:
        require(activation_problems(award))
    award.activated_on = clock.today()
    make_dues(award, by=by)
    commit(award, by=by)
    tell(award, "activate", MANAGERS | FINANCE)


@command
def suspend(
    award: Award, *, by: Actor, reason: str, cure_by: date, to_cure: str = "", from_day: date | None = None
) -> None:
    """Suspend the project with a notice: nothing is paid until it is resumed.

    `from_day`: from when no new commitment may be entered into (today where none is given); `cure_by`: until when the
    Party removes the reasons, `to_cure`: what it does for that. The ladder of reminders leads to that day.
    """
    machine.move(award, "award.suspend", by=by, reason=reason, cure_by=cure_by)
    first = from_day or clock.today()
    require([*_reason(reason), *_cure_problems(award, first, cure_by)])
    award.notice, award.to_cure = reason.strip(), to_cure.strip()
    award.notice_from, award.cure_by = first, cure_by
    commit(award, by=by)
    put_out(award, "letter.suspension")
    tell(award, "suspend", MANAGERS | OFFICER | FINANCE, reason=reason, cure_by=cure_by, from_day=first)


def _cure_problems(award: Award, first: date, cure_by: date) -> list[Problem]:
    found = []
    if award.starts_on is not None and first < award.starts_on:
        found.append(Problem("from_day", msg("The project began only later.")))
    if cure_by <= max(first, clock.today()):
        found.append(
            Problem("cure_by", msg("Enter a later day: the Party needs time to remove the reasons."))
        )
    return found


@command
def resume(award: Award, *, by: Actor, reason: str) -> None:
    """Resume a suspended project; the notice stays on file as a letter."""
    machine.move(award, "award.resume", by=by, reason=reason)
    require(_reason(reason))
    award.notice = award.to_cure = ""
    award.notice_from = award.cure_by = None
    commit(award, by=by)
    tell(award, "resume", MANAGERS | OFFICER | FINANCE, reason=reason)


@command
def complete(award: Award, *, by: Actor) -> None:
    """Complete the project: its final report and statement are accepted. What is left is paid, then it is closed."""
    machine.move(award, "award.complete", by=by)
    last = _last(award)
    if not last or any(row.met_at is None for row in last):
        raise Conflict(_UNFINISHED)
    award.completed_on = clock.today()
    commit(award, by=by)
    tell(award, "complete", MANAGERS | FINANCE)


_UNFINISHED = msg("The final report and the final statement are not accepted yet.")


def _last(award: Award) -> list[Due]:
    return [row for row in queries.dues(award.id) if row.kind in rules.LAST]


@command
def terminate(
    award: Award, *, by: Actor, reason: str, payable: Sequence[int] = (), until_day: date | None = None
) -> Proposal:
    """Ask the approving officer to end the project early. `payable`: numbers of the instalments still to be paid;
    `until_day`: its last day, today where none is given, later where the notice gives time.
    """
    _check_state(award, "terminate")
    rights.demand(by, "award.terminate", award)
    last = until_day or clock.today()
    require([*_reason(reason), *_end_problems(award, last)])
    why = reason.strip()
    return countersign.ask(
        award,
        "award.terminate",
        by=by,
        reason=why,
        notice=why,
        payable=sorted(payable),
        until_day=last.isoformat(),
    )


def _end_problems(award: Award, last: date) -> list[Problem]:
    if award.state != "accepted" and award.starts_on is not None and last < award.starts_on:
        return [Problem("until_day", msg("The project began only later."))]
    if award.ends_on is not None and last > max(award.ends_on, clock.today()):
        return [Problem("until_day", msg("The project ends before that day by its agreement."))]
    return []


@countersigned("award.terminate")
def terminated(
    award: Award, *, by: Actor, second: Actor, notice: str, payable: Sequence[int], until_day: str = ""
) -> None:
    """End the project: reports are due as if that had been the last day; what is not payable is cancelled later."""
    machine.move(award, "award.terminate", by=by, second=second.person_id, reason=notice)
    last = date.fromisoformat(until_day) if until_day else clock.today()
    award.notice, award.terminated_on, award.notice_from = notice, clock.today(), last
    award.cure_by, award.to_cure = None, ""
    for one in award.instalments:
        one.payable_after_end = one.number in payable
    present = [queries.pure_due(row) for row in queries.dues(award.id)]
    if present:
        ended = max(last, award.starts_on or last)
        settled, days = queries.settled_keys(award), fund.setting("final_days")
        move_dues(award, rules.ended_early(present, ended, settled, days), by=by)
    commit(award, by=by)
    put_out(award, "letter.termination")
    tell(award, "terminate", MANAGERS | OFFICER | FINANCE, reason=notice, from_day=last)


def closing_problems(award: Award) -> list[Problem]:
    """Return what keeps an award from being closed: the balance, refunds due, instalments still payable, changes that are
    open, equipment whose fate is not agreed; a last report that was reopened after the completion.
    """
    changes = rights.known("award.open_changes", award.id)
    equipment = rights.known("award.equipment", award.id)
    return [
        *constraints.closing_problems(queries.money_row(award), fund.award_figures(award.id)),
        *(Problem("changes", msg("A change is open: %(number)s.", number=one)) for one in changes),
        *(
            Problem("assets", msg("It is not agreed what becomes of: %(item)s.", item=one))
            for one in equipment.left
        ),
        *([Problem("reports", _UNFINISHED)] if award.state == "completed" and _is_reopened(award) else []),
    ]


def _is_reopened(award: Award) -> bool:
    return any(row.met_at is None for row in _last(award))


@command
def close(award: Award, *, by: Actor, assets_note: str = "") -> Proposal:
    """Ask the approving officer to close the award: the balance is settled, the assets' fate agreed. Where no inventory
    lists equipment, `assets_note` says so.
    """
    _check_state(award, "close")
    rights.demand(by, "award.close", award)
    told = assets_note.strip() or rights.known("award.equipment", award.id).agreed
    wrong = [] if told else [Problem("assets_note", msg("Say what becomes of the equipment."))]
    require([*wrong, *closing_problems(award)])
    return countersign.ask(award, "award.close", by=by, assets_note=assets_note.strip())


@countersigned("award.close")
def closed(award: Award, *, by: Actor, second: Actor, assets_note: str) -> None:
    """Close the award: its records are locked; refunds and disallowances found later are postings."""
    require(closing_problems(award))
    machine.move(award, "award.close", by=by, second=second.person_id)
    award.assets_note, award.closed_on = assets_note, clock.today()
    commit(award, by=by)
    put_out(award, "letter.closure")
    tell(award, "close", MANAGERS | OFFICER)


def _check_state(award: Award, verb: str) -> None:
    """Whoever asks for a second person hears at once that the move is not possible."""
    if process.target("award", verb, award.state) is None:
        raise Conflict(msg("This is not possible in the present state of the award."))


def _reason(reason: str) -> list[Problem]:
    return [] if reason.strip() else [Problem("reason", msg("Give the reason."))]
