"""The portfolio as tables: the same rows for the workbook and for the paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.core.money import Money
from sipgrants.desk import risking
from sipgrants.desk.watched_queries import Watch
from sipgrants.documents.tables import Table
from sipgrants.lifecycle import labels
from sipgrants.plans.measuring import MEASURES, UNITS
from sipgrants.reports import kinds

Pick: TypeAlias = Callable[[Mapping[str, str]], str]
Say: TypeAlias = Callable[[Message], str]
AT_RISK, ADDED = msg("Projects at risk"), msg("Indicators added up")
# Names for machines never change with the language.
HEAD = ("award", "title", "party", "region", "state", "starts", "ends", "awarded_usd", "planned_usd", "paid_usd",
        "accepted_usd", "waiting", "late_reports", "at_risk")  # fmt: skip


def over_time(watch: Watch) -> Table:
    """Return the points of the curve."""
    rows = [
        (one.day, Money(one.planned), _money(one.paid), _money(one.reported)) for one in watch.points
    ]  # fmt: skip
    heads = (msg("Until"), msg("Planned"), msg("Paid"), msg("Spending reported"))
    return Table(msg("Over time"), heads, rows, (1.4, 1, 1, 1))


def waiting(watch: Watch, pick: Pick, say: Say) -> Table:
    """Return the instalments that wait."""
    rows = [
        (one.instalment.award.number, one.instalment.number, pick(one.instalment.award.party.names), one.instalment.amount,
         labels.state("instalment", one.instalment.state), one.since, one.days, " ".join(map(say, one.why)))
        for one in watch.waiting
    ]  # fmt: skip
    heads = (
        msg("Award"),
        msg("No."),
        msg("Party"),
        msg("Amount"),
        msg("State"),
        msg("Since"),
        msg("Days"),
        msg("Why"),
    )
    return Table(msg("Instalments waiting"), heads, rows, (1.3, 0.5, 1.1, 1, 1, 1.2, 0.7, 2.6))


def owed(watch: Watch, pick: Pick) -> Table:
    """Return the reports due and late."""
    rows = [
        (one.award.number, pick(one.award.party.names), kinds.label(one.due.kind), one.due.period_to, one.due.due_on,
         standing(one.days, one.with_us))
        for one in watch.owed
    ]  # fmt: skip
    heads = (msg("Award"), msg("Party"), msg("Report"), msg("Period until"), msg("Due on"), msg("Standing"))
    return Table(msg("Reports due and late"), heads, rows, (1.3, 1.1, 1.6, 1.3, 1.3, 1.4))


def standing(days: int, with_us: bool) -> Message:
    """Return how a report that is owed stands, in words."""
    if with_us:
        return msg("with the Secretariat")
    if days > 0:
        return nmsg("%(num)s day late", "%(num)s days late", days)
    return nmsg("due in %(num)s day", "due in %(num)s days", -days) if days else msg("due today")


def at_risk(watch: Watch, pick: Pick, say: Say) -> Table:
    """Return the projects at risk, a row for each rule."""
    rows = [
        (one.award.number, one.award.title, pick(one.award.party.names), risking.LABELS[hit.rule], say(hit.why))
        for one in watch.risky
        for hit in one.hits
    ]  # fmt: skip
    heads = (msg("Award"), msg("Project"), msg("Party"), msg("Rule"), msg("Figures"))
    return Table(AT_RISK, heads, rows, (1.3, 2, 1.1, 1.3, 2.6))


def added(watch: Watch) -> Table:
    """Return the indicators added up."""
    rows = [
        (MEASURES[one.measure], UNITS[one.measure], one.amount, one.projects, one.reporting, one.silent, one.unread)
        for one in watch.totals
    ]  # fmt: skip
    heads = (
        msg("Measure"),
        msg("Unit"),
        msg("Sum"),
        msg("Projects with such an indicator"),
        msg("Of them reporting"),
        msg("Not reporting yet"),
        msg("Values not read"),
    )
    return Table(ADDED, heads, rows, (2.2, 0.9, 0.9, 1, 1, 1, 1))


def tables(watch: Watch, pick: Pick, say: Say, *, named: bool) -> list[Table]:
    """Return all tables; `named`: also those that name single awards."""
    single = [waiting(watch, pick, say), owed(watch, pick), at_risk(watch, pick, say)] if named else []
    return [over_time(watch), *single, added(watch)]


def plain(watch: Watch) -> Iterator[Sequence[object]]:
    """Yield one row for each award under `HEAD`."""
    waits = Counter(one.instalment.award_id for one in watch.waiting)
    late = Counter(one.award.id for one in watch.late)
    for one in watch.lines:
        award = one.award
        yield [
            award.number,
            award.title,
            award.party_id,
            award.party.region,
            award.state,
            award.starts_on,
            award.ends_on,
            *(Money(minor).decimal() for minor in (award.amount_minor, one.planned, one.paid, one.accepted)),
            waits[award.id],
            late[award.id],
            " ".join(dict.fromkeys(str(hit.rule) for hit in one.hits)),
        ]


def _money(minor: int | None) -> Money | None:
    return None if minor is None else Money(minor)
