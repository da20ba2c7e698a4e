"""Reading the portfolio: a fixed number of statements, however many awards there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.awards.models import Award, Instalment
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.desk import curves, risking
from sipgrants.desk.watched_queries import Chosen, Line, Owed, Waits, Watch
from sipgrants.disbursements import queries as instalments
from sipgrants.disbursements.queries import Facts
from sipgrants.fund import course_queries, settings
from sipgrants.fund import queries as fund
from sipgrants.lifecycle import rights
from sipgrants.parties.models import Party
from sipgrants.plans import measure_queries, measuring
from sipgrants.questionnaires.models import Answer
from sipgrants.reports.kinds import PROGRESS
from sipgrants.reports.models import Report, ReportRow
from sipgrants.reports.queries import OWING
from sipgrants.reports.rows import INDICATORS

# A project is in the portfolio once its agreement is in force.
STATES = ("active", "suspended", "completed", "terminated", "closed")
SOON = timedelta(days=60)
_MOVING: dict[str, Message] = {
    "requested": msg("The finance officer certifies it."),
    "certified": msg("The approving officer approves it."),
    "approved": msg("The finance officer records the payment."),
}
_FREE = msg("Nothing keeps it: the Party may ask for it.")


def awards(chosen: Chosen) -> list[Award]:
    """Return the awards of the portfolio by number, with Party and instalments: three statements."""
    query = select(Award).join(Party).where(Award.state.in_(STATES)).order_by(Award.number)
    if chosen.round_id:
        query = query.where(Award.round_id == chosen.round_id)
    if chosen.region:
        query = query.where(Party.region == chosen.region)
    if chosen.country:
        query = query.where(Award.party_id == chosen.country)
    if chosen.state:
        query = query.where(Award.state == chosen.state)
    return list(session().scalars(query).unique())


def countries() -> list[Party]:
    """Return the Parties that have an award in the portfolio."""
    mine = select(Award.party_id).where(Award.state.in_(STATES))
    return list(session().scalars(select(Party).where(Party.id.in_(mine))))


def watch(chosen: Chosen) -> Watch:
    """Return the portfolio as it stands today."""
    today, found = clock.today(), awards(chosen)
    facts, at = instalments.facts_of(found), limits()
    course = course_queries.course([one.id for one in found])
    planned, undated = _planned(found)
    waiting, owed = _waiting(found, facts, today), _owed(found, facts, today)
    counted, undecided = _counted(found)
    return Watch(
        on=today,
        lines=_lines(found, facts, waiting, owed, at, today),
        points=curves.points(planned, course.paid, course.reported, today),
        undated=undated,
        waiting=waiting,
        owed=owed,
        limits=at,
        totals=measuring.totals(counted),
        undecided=undecided,
    )


def limits() -> risking.Limits:
    """Return the thresholds of the rules, from the settings of the Programme."""
    kept = fund.kept_settings()
    return risking.limits({key: settings.read(key, kept[key]) for key in risking.SETTINGS})


# --- instalments ---


def planned_day(one: Instalment) -> date | None:
    """Return the day an instalment is planned for; else that before which it is not paid, that of its payment, or, of one
    that waits for the signature only, the first day of the agreement.
    """
    if day := one.due_on or one.waits_for_day or one.paid_on:
        return day
    return None if one.waits_for_report or one.waits_for_spending else one.award.starts_on


def _planned(found: Sequence[Award]) -> tuple[list[curves.Movement], int]:
    standing = [one for award in found for one in award.instalments if one.state != "cancelled"]
    dated = [(day, one.minor) for one in standing if (day := planned_day(one)) is not None]
    return dated, sum(one.minor for one in standing) - sum(minor for _day, minor in dated)


def _waiting(found: Sequence[Award], facts: Facts, today: date) -> list[Waits]:
    every = [one for award in found if award.state != "closed" for one in award.instalments]
    waits = [wait for one in every if (wait := _wait(one, facts, today)) is not None]
    return sorted(waits, key=lambda one: (-one.days, one.instalment.award.number, one.instalment.number))


def _wait(one: Instalment, facts: Facts, today: date) -> Waits | None:
    if one.state in _MOVING:
        since = one.requested_at.date() if one.requested_at else today
        return Waits(one, since, (today - since).days, [_MOVING[one.state]])
    if one.state not in ("planned", "held"):
        return None
    if one.award.state == "terminated" and not one.payable_after_end:
        return None
    day = planned_day(one)
    if day is not None and day <= today:
        why = [condition.reason for condition in instalments.unmet(one, facts)]
        return Waits(one, day, (today - day).days, why or [_FREE])
    if one.state == "planned" and instalments.unmet(one, facts):
        return None  # its day is still to come
    why = [_FREE] if one.state == "planned" else [msg("On hold: %(reason)s", reason=one.hold_reason)]
    return Waits(one, None, 0, why)


# --- reports ---


def _owed(found: Sequence[Award], facts: Facts, today: date) -> list[Owed]:
    handed_in = rights.known("dues.handed_in")
    every = [
        Owed(due, award, (today - due.due_on).days, due.id in handed_in)
        for award in found
        if award.state in OWING
        for due in facts.dues[award.id]
        if due.met_at is None
    ]
    near = [one for one in every if one.with_us or one.due.due_on <= today + SOON]
    return sorted(near, key=lambda one: (one.due.due_on, one.award.number, one.due.kind))


def _high_risks(found: Sequence[Award]) -> Mapping[UUID, tuple[str, ...]]:
    """What the last accepted progress report of each award calls likely and grave, in one statement."""
    query = (
        select(Report.award_id, Answer.value)
        .outerjoin(Answer, (Answer.answer_set_id == Report.answers_id) & (Answer.key == "risks"))
        .where(Report.award_id.in_([one.id for one in found]))
        .where(Report.kind == PROGRESS, Report.state == "accepted")
        .order_by(Report.period_to)
    )
    last: dict[UUID, Any] = {}
    last.update((award_id, value) for award_id, value in session().execute(query))
    return {award_id: tuple(_grave(value)) for award_id, value in last.items()}


def _grave(value: Any) -> Iterable[str]:
    for row in value if isinstance(value, list) else ():
        if row.get("likelihood") == "high" and row.get("impact") == "high":
            yield str(row.get("risk") or "")


def _lines(
    found: Sequence[Award],
    facts: Facts,
    waiting: Sequence[Waits],
    owed: Sequence[Owed],
    at: risking.Limits,
    today: date,
) -> list[Line]:
    high, late = _high_risks(found), _latest(owed)
    waits: dict[UUID, list[tuple[int, int]]] = defaultdict(list)
    for one in waiting:
        waits[one.instalment.award_id].append((one.instalment.number, one.days))
    lines = []
    for award in found:
        money = facts.figures[award.id]
        accepted = money.accepted - money.disallowed
        project = risking.Project(
            award.state,
            award.starts_on,
            award.ends_on,
            award.amount_minor,
            accepted,
            late.get(award.id, 0),
            tuple(sorted(waits[award.id])),
            high.get(award.id, ()),
        )
        hits = risking.hits(project, at, today)
        lines.append(Line(award, _planned_until(award, today), money.paid_net, accepted, hits))
    return lines


def _latest(owed: Sequence[Owed]) -> dict[UUID, int]:
    """How many days the report is late that is late longest, by award; what is with the Secretariat is not late."""
    days: dict[UUID, int] = defaultdict(int)
    for one in owed:
        if not one.with_us:
            days[one.award.id] = max(days[one.award.id], one.days)
    return days


def _planned_until(award: Award, today: date) -> int:
    standing = [one for one in award.instalments if one.state != "cancelled"]
    return sum(one.minor for one in standing if (day := planned_day(one)) is not None and day <= today)


# --- indicators ---


def _counted(found: Sequence[Award]) -> tuple[list[measuring.Counted], int]:
    """Return the indicators that count for a measure, and how many nobody has looked at: three statements."""
    by_plan = {one.plan_id: one for one in found if one.plan_id}
    placed, decided = measure_queries.indicators(by_plan), measure_queries.measures()
    said = _said(found)
    counted, undecided = [], 0
    for one in placed:
        row = decided.get(one.root)
        if row is None:
            undecided += 1
        elif row.measure:
            cells = said.get((by_plan[one.plan_id].id, one.root))
            counted.append(
                measuring.Counted(
                    project=by_plan[one.plan_id].number,
                    measure=measuring.Measure(row.measure),
                    how=measuring.How(row.how),
                    unit=one.unit,
                    value=None if cells is None else str(cells.get("value") or ""),
                    is_reached=cells is not None and cells.get("standing") == "reached",
                )
            )
    return counted, undecided


def _said(found: Sequence[Award]) -> dict[tuple[UUID, UUID], dict[str, Any]]:
    """What the last accepted report says of each indicator, by award and first ancestor."""
    query = (
        select(Report.award_id, ReportRow.origin_id, ReportRow.cells)
        .join(Report, Report.id == ReportRow.report_id)
        .where(Report.award_id.in_([one.id for one in found]), Report.state == "accepted")
        .where(ReportRow.question == INDICATORS)
        .order_by(Report.period_to, Report.accepted_at)
    )
    return {(award_id, origin): cells for award_id, origin, cells in session().execute(query)}


def last_values(found: Sequence[Award]) -> dict[UUID, str]:
    """Return the last accepted value of each indicator, by its first ancestor: officers see what would be added."""
    return {root: str(cells.get("value") or "") for (_award, root), cells in _said(found).items()}
