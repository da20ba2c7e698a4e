"""What an award owes and when: made at activation, moved by amendments, met by accepted or waived reports."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sipgrants.awards import due as rules
from sipgrants.awards import queries
from sipgrants.awards.models import Award, Due
from sipgrants.core import audit, clock
from sipgrants.core.audit import Acting
from sipgrants.core.db import command, session
from sipgrants.fund import queries as fund

Follower = Callable[..., Any]
_FOLLOWERS: list[Follower] = []


def followed_by(function: Follower) -> Follower:
    """Register what follows whenever dues move: a later stage's `function(award, by=...)`, inside the same command."""
    _FOLLOWERS.append(function)
    return function


def make_dues(award: Award, *, by: Acting) -> None:
    """Write down what the agreement asks for, inside a command."""
    if award.starts_on is None or award.ends_on is None:
        raise ValueError("an agreement has a start and an end")
    owed = rules.schedule(award.starts_on, award.ends_on, fund.setting("final_days"))
    session().add_all(_row(award, one) for one in owed)
    session().flush()
    audit.record("award.make_dues", award, by, dues=[one.key for one in owed])


def move_dues(award: Award, shift: rules.Shift, *, by: Acting) -> None:
    """Bring the dues in line with a change of the agreement's dates, inside a command; what is met stays."""
    rows = {queries.pure_due(row): row for row in queries.dues(award.id)}
    for before, after in shift.moved:
        rows[before].period_from, rows[before].period_to = after.period_from, after.period_to
        rows[before].due_on = after.due_on
    for one in shift.dropped:
        rows[one].void = True
    session().flush()
    session().add_all(_row(award, one) for one in shift.added)
    session().flush()
    audit.record(
        "award.move_dues",
        award,
        by,
        moved=[after.key for _before, after in shift.moved],
        added=[one.key for one in shift.added],
        dropped=[one.key for one in shift.dropped],
    )
    for follow in _FOLLOWERS:
        follow(award, by=by)


def put_off(award: Award, days: Mapping[str, date], *, by: Acting) -> None:
    """Give reports that are not accepted yet other days, inside a command. `days`: the day by the due's key; what is met
    or with the Secretariat stays, whatever `days` says.
    """
    settled = queries.settled_keys(award)
    rows = {queries.pure_due(row).key: row for row in queries.dues(award.id)}
    moved = [
        key for key, day in days.items() if key in rows and key not in settled and rows[key].due_on != day
    ]
    for key in moved:
        rows[key].due_on = days[key]
    session().flush()
    if moved:
        audit.record("award.move_dues", award, by, moved=moved, added=[], dropped=[])


def _row(award: Award, one: rules.Due) -> Due:
    found = Due(
        award_id=award.id,
        kind=str(one.kind),
        period_from=one.period_from,
        period_to=one.period_to,
        due_on=one.due_on,
    )
    return found


@command
def meet(due: Due, *, by: Acting, on: date | None = None) -> None:
    """Note that what was due is there: the report was accepted, or waived."""
    due.met_at = due.met_at or clock.now()
    audit.record("due.meet", due, by, kind=due.kind, period_from=due.period_from, on=on)


@command
def unmeet(due: Due, *, by: Acting) -> None:
    """Note that it is due again: the report was reopened. What is paid stays paid; the next instalment waits."""
    due.met_at = None
    audit.record("due.unmeet", due, by, kind=due.kind, period_from=due.period_from)
