"""What an award owes and when: made at activation, moved by amendments, met by accepted or waived reports."""

from datetime import date

from sipgrants.awards import due as rules
from sipgrants.awards import queries
from sipgrants.awards.models import Award, Due
from sipgrants.core import audit, clock
from sipgrants.core.audit import Acting
from sipgrants.core.db import command, session
from sipgrants.fund import queries as fund
from sipgrants.lifecycle import rights


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


def settled_keys(award: Award) -> frozenset[str]:
    """Return the keys of the dues that are met, or whose report is with the Secretariat: a change touches neither."""
    handed_in = rights.known("dues.handed_in")
    rows = (row for row in queries.dues(award.id) if row.met_at is not None or row.id in handed_in)
    return frozenset(queries.pure_due(row).key for row in rows)


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
