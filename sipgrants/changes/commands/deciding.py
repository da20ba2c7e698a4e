"""Deciding on a change: back with a reason, approved to be signed, refused; and taken back by the Party."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sipgrants.accounts.models import Person
from sipgrants.changes import due_lines, kinds, queries
from sipgrants.changes import terms_queries as terms
from sipgrants.changes.commands.drafting import check_running, copy
from sipgrants.changes.commands.telling import tell
from sipgrants.changes.models import Change
from sipgrants.core import clock
from sipgrants.core.db import command, lock, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import Message, msg
from sipgrants.documents import issuing_commands as issuing
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import MANAGERS, OFFICER, Actor


@dataclass(frozen=True)
class Days:
    """New days of an instalment that is not under way yet."""

    due_on: date | None
    waits_for_day: date | None


@command
def return_(change: Change, *, by: Actor, reason: str) -> None:
    """Return the change with what is to be mended; a rewritten plan opens again as a copy."""
    lock(change.award)
    machine.move(change, "change.return", by=by, reason=reason)
    _decided(change, by, reason, msg("Say what is to be mended."))
    if change.kind in kinds.PARTS:
        if queries.draft_of(change.award_id) is not None:
            raise Conflict(msg("A plan of this award is being rewritten already."))
        copy(change.award, change.kind, change.new_plan_id, by, change)
    tell(change, "return", MANAGERS, reason=reason.strip())


@command
def approve(
    change: Change,
    *,
    by: Actor,
    reason: str,
    days: Mapping[int, Days] | None = None,
    due_days: Mapping[str, date] | None = None,
) -> None:
    """Approve the change: the amendment is printed, to be signed by both. `days`: new days of instalments by number;
    `due_days`: days of reports by the due's key, in place of those that the Party asked for.
    """
    lock(change.award)
    machine.move(change, "change.approve", by=by, reason=reason)
    check_running(change.award)
    if change.kind in kinds.PARTS and change.old_plan_id != change.award.plan_id:
        raise Conflict(msg("The plan has changed since this was asked for: return the change."))
    _decided(change, by, reason, msg("Say why the change is approved."))
    change.instalments = _moved(change, days or {})
    _settle_dues(change, due_days)
    change.becomes_version = terms.next_version(change.award_id)
    person = session().get(Person, change.proposed_by)
    document = issuing.issue(
        "change.annex",
        change,
        number=change.reference,
        title=f"{change.award.number} {change.award.title}"[:200],
        locale=person.locale if person else "en",
        party_id=change.party_id,
    )
    change.document_id = document.id
    tell(change, "approve", MANAGERS, reason=reason.strip())


@command
def refuse(change: Change, *, by: Actor, reason: str) -> None:
    """Refuse the change: the agreement stays as it is. What the Party mends or signs is refused only where the award does
    not run any more: it can come into force no more, and would hold the closure.
    """
    lock(change.award)
    was_proposed = change.state == "proposed"
    machine.move(change, "change.refuse", by=by, reason=reason)
    if not was_proposed and change.award.state in queries.RUNNING:
        raise Conflict(msg("The Party mends or signs this change: while the project runs it is not refused."))
    _decided(change, by, reason, msg("Say why the change is refused."))
    _drop_draft(change)
    tell(change, "refuse", MANAGERS, reason=reason.strip())


@command
def withdraw(change: Change, *, by: Actor, reason: str) -> None:
    """Take the change back, until it is in force."""
    machine.move(change, "change.withdraw", by=by, reason=reason)
    require([] if reason.strip() else [Problem("reason", msg("Say why the change is withdrawn."))])
    change.decision_reason = reason.strip()
    _drop_draft(change)
    tell(change, "withdraw", OFFICER | MANAGERS, besides=by, reason=reason.strip())


def _drop_draft(change: Change) -> None:
    draft = queries.draft_of(change.award_id)
    if draft is not None and draft.change_id == change.id:
        session().delete(draft)


def _decided(change: Change, by: Actor, reason: str, missing: Message) -> None:
    require([] if reason.strip() else [Problem("reason", missing)])
    change.decided_by, change.decided_at, change.decision_reason = by.person_id, clock.now(), reason.strip()


def _moved(change: Change, days: Mapping[int, Days]) -> list[dict[str, str | int | None]]:
    present = {one.number: Days(one.due_on, one.waits_for_day) for one in queries.movable(change.award)}
    wrong = sorted(days.keys() - present.keys())
    if wrong:
        text = msg("Instalment %(number)s is under way: its days do not move.", number=wrong[0])
        require([Problem("instalments", text)])
    return [
        {
            "number": number,
            "due_on": _iso(one.due_on),
            "waits_for_day": _iso(one.waits_for_day),
            "was_due_on": _iso(present[number].due_on),
            "was_waits_for_day": _iso(present[number].waits_for_day),
        }
        for number, one in sorted(days.items())
        if one != present[number]
    ]


def _settle_dues(change: Change, due_days: Mapping[str, date] | None) -> None:
    """The days of reports as they are from the entry into force on, held against what is owed today."""
    if change.kind != kinds.EXTENSION:
        return
    wanted = terms.days_of(change) if due_days is None else due_days
    if due_days is not None:
        lines = terms.dues(change.award, change.new_ends_on)
        require(due_lines.day_problems(lines, due_days, clock.today()))
    found = terms.dues(change.award, change.new_ends_on, wanted)
    change.dues = [one.kept() for one in found if one.moves]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
