"""Both sign; with the second signature the change is in force, everything in one step."""

from datetime import date, datetime, timedelta
from typing import Any

from sipgrants.accounts.commands.roles import appoint, end
from sipgrants.awards.commands import SIDES, Part, amend
from sipgrants.changes import kinds, queries
from sipgrants.changes import terms_queries as terms
from sipgrants.changes.commands.proposing import put_file
from sipgrants.changes.commands.telling import tell
from sipgrants.changes.models import Change
from sipgrants.core import clock
from sipgrants.core.db import command, lock
from sipgrants.core.errors import Conflict, Forbidden, Problem, require
from sipgrants.core.files import Upload
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import FINANCE, MANAGERS, OFFICER, SYSTEM, Actor, RoleName
from sipgrants.plans import queries as plan_queries
from sipgrants.reports.commands import follow_award


@command
def sign(
    change: Change, *, by: Actor, side: str, name: str, signed_on: date, copy: Upload | None = None
) -> None:
    """Record one side's signature of the amendment; with the second one the change enters into force.

    An officer records either side's; a focal point that of the Party, with the signed copy. The other side is told.
    """
    lock(change.award)
    machine.move(change, "change.sign", by=by, side=side, signed_on=signed_on)
    is_office = by.has(OFFICER)
    if not is_office and side != "party":
        raise Forbidden(msg("The Party records its own signature only."))
    require(_problems(change, side, name, signed_on, with_copy=is_office or copy is not None))
    setattr(change, f"signed_by_{side}", name.strip())
    setattr(change, f"signed_by_{side}_on", signed_on)
    put_file(change, copy, side, by)
    if change.signed_by_party_on and change.signed_by_secretariat_on:
        enter_into_force(change, by=by if is_office else SYSTEM)
    else:
        tell(change, "sign", MANAGERS | OFFICER, besides=by, side=side)


@command
def enter_into_force(change: Change, *, by: Actor) -> None:
    """Move dates, dues, instalments, plan and annex in one step; what was stays readable."""
    if not (change.signed_by_party_on and change.signed_by_secretariat_on):
        raise Conflict(msg("Both sign before a change is in force."))
    if not any(one.about != "evidence" for one in change.files):
        require([Problem("copy", msg("Choose the signed copy: none is on file yet."))])
    award = change.award
    machine.move(change, "change.enter_into_force", by=by, kind=change.kind)
    change.in_force_at = clock.now()
    if change.kind in kinds.PARTS and change.old_plan_id != award.plan_id:
        raise Conflict(msg("The plan has changed since this was approved: withdraw it and ask anew."))
    _check_in_time(change)
    amend(
        award,
        by=by,
        ends_on=change.new_ends_on,
        plan_id=change.new_plan_id,
        parts=_parts(change),
        due_days=terms.days_of(change),
        change=change.number,
    )
    if change.kind == kinds.MANAGER:
        # Where the Party's signature is the last, the officer who approved hands the role over.
        _hand_over(change, rights.known("actor_of", change.decided_by) if by.is_system else by)
    follow_award(award, by=by)
    tell(change, "enter_into_force", MANAGERS | OFFICER | FINANCE)


def _check_in_time(change: Change) -> None:
    """A plan that counts with an extension waits until that is in force."""
    if change.new_plan_id is None:
        return
    award = change.award
    wrong = queries.plan_problems(award, plan_queries.whole(change.new_plan_id), award.ends_on)
    if any(wrong[part] for part in kinds.PARTS[change.kind]):
        text = msg(
            "The plan does not fit the end of the project, %(day)s: the extension comes into force first.",
            day=award.ends_on,
        )
        raise Conflict(text)


def _problems(change: Change, side: str, name: str, signed_on: date, *, with_copy: bool) -> list[Problem]:
    if side not in SIDES:
        return [Problem("side", msg("Choose who signed."))]
    found = [] if name.strip() else [Problem("name", msg("Enter who signed."))]
    if not with_copy:
        found.append(Problem("copy", msg("Choose the signed copy.")))
    if change.decided_at is not None and signed_on < min(_days(change, side, change.decided_at)):
        found.append(Problem("signed_on", msg("The amendment was approved only later.")))
    if signed_on > max(_days(change, side, clock.now())):
        found.append(Problem("signed_on", msg("The day lies in the future.")))
    if getattr(change, f"signed_by_{side}_on") is not None:
        found.append(Problem("side", msg("This signature is recorded already.")))
    return found


def _days(change: Change, side: str, moment: datetime) -> set[date]:
    """The days that a moment may be called: the Party signs by its own calendar."""
    own = {queries.day_of_party(change.award, moment)} if side == "party" else set()
    return {moment.date(), *own}


def _parts(change: Change) -> list[Part] | None:
    """The instalments not under way, with their new days; None where none moves."""
    moved = {one["number"]: one for one in change.instalments}
    if not moved:
        return None
    return [
        Part(
            one.number,
            one.minor,
            one.waits_for_report,
            _day(moved.get(one.number, {}), "waits_for_day", one.waits_for_day),
            one.waits_for_spending,
            _day(moved.get(one.number, {}), "due_on", one.due_on),
        )
        for one in queries.movable(change.award)
    ]


def _day(moved: dict[str, Any], name: str, otherwise: date | None) -> date | None:
    if name not in moved:
        return otherwise
    return date.fromisoformat(moved[name]) if moved[name] else None


def _hand_over(change: Change, by: Actor) -> None:
    """The new project manager is invited; the one who leaves has the role until yesterday."""
    appoint(
        change.new_manager_email,
        RoleName.PROJECT_MANAGER,
        by=by,
        name=change.new_manager_name,
        party_id=change.party_id,
    )
    if change.old_manager_id is not None:
        for role in queries.manager_roles(change.old_manager_id, change.party_id):
            end(role, until_day=clock.today() - timedelta(days=1), reason=change.reference, by=by)
