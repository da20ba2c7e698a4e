"""Which reports there are, for whom, and what waits for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select

from sipgrants.awards.models import Award, Due
from sipgrants.core import clock, db
from sipgrants.core.db import session
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import msg
from sipgrants.core.paging import Page, paginate
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import FINANCE, MANAGERS, OFFICE, OFFICER, TEAM, WRITERS, Actor
from sipgrants.lifecycle.states import AwardState, ReportState
from sipgrants.lifecycle.waiting import Waiting
from sipgrants.reports import kinds
from sipgrants.reports.models import Report, ReportVersion

OPEN = (ReportState.DRAFT, ReportState.RETURNED)
STANDING = (ReportState.SUBMITTED, ReportState.ACCEPTED)
SETTLED = (ReportState.ACCEPTED, ReportState.WAIVED)
# Awards whose dues count; one that is closed owes nothing more.
OWING = (AwardState.ACTIVE, AwardState.SUSPENDED, AwardState.COMPLETED, AwardState.TERMINATED)


def find(actor: Actor, report_id: UUID) -> Report:
    """Return a report that `actor` may know of; NotFound otherwise."""
    found = db.find(Report, report_id)
    if not rights.can(actor, "report.read", found):
        raise NotFound()
    return found


def deadline(report: Report | Due, award: Award) -> datetime:
    """Return the last moment of the due day in the Party's zone."""
    return datetime.combine(report.due_on, time(23, 59), ZoneInfo(award.party.zone or "UTC")).astimezone(UTC)


def versions(report: Report) -> list[ReportVersion]:
    """Return what was submitted, newest first."""
    query = select(ReportVersion).where(ReportVersion.report_id == report.id)
    return list(session().scalars(query.order_by(ReportVersion.number.desc())))


def version(report: Report, number: int) -> ReportVersion:
    """Return one submitted version; NotFound where there is none."""
    found = next((one for one in versions(report) if one.number == number), None)
    if found is None:
        raise NotFound()
    return found


@dataclass(frozen=True)
class Wanted:
    """What a list of reports is narrowed to; empty: everything."""

    state: str = ""
    kind: str = ""
    party: str = ""
    award: UUID | None = None
    overdue: bool = False


def listed(actor: Actor, wanted: Wanted, page: int = 1) -> Page[Report]:
    """Return a page of the reports that `actor` may know of, by due day: two statements, however many there are."""
    query = _seen_by(actor, select(Report).join(Report.award)).order_by(Report.due_on.desc(), Report.kind)
    if wanted.state:
        query = query.where(Report.state == wanted.state)
    if wanted.kind:
        query = query.where(Report.kind == wanted.kind)
    if wanted.party:
        query = query.where(Award.party_id == wanted.party)
    if wanted.award:
        query = query.where(Report.award_id == wanted.award)
    if wanted.overdue:
        query = query.where(Report.state.in_(OPEN), Report.due_on < clock.today(), Award.state.in_(OWING))
    return paginate(query, page)


def _seen_by(actor: Actor, query: Select[Any]) -> Select[Any]:
    if actor.has(OFFICE):
        return query
    return query.where(Award.party_id.in_(actor.parties(TEAM)))


def of_award(award_id: UUID) -> list[Report]:
    """Return the reports of an award, by due day."""
    query = select(Report).where(Report.award_id == award_id)
    return list(session().scalars(query.order_by(Report.due_on, Report.kind)))


def find_due(due_id: UUID) -> Due:
    """Return a due; NotFound where there is none."""
    return db.find(Due, due_id)


def award_of(due: Due) -> Award:
    """Return the award that owes a due."""
    return db.find(Award, due.award_id)


def _unopened() -> Any:
    opened = select(Report.id).where(Report.due_id == Due.id)
    return (
        select(Due, Award)
        .join(Award, Award.id == Due.award_id)
        .where(Due.met_at.is_(None), Due.void.is_(False), Award.state.in_(OWING), ~opened.exists())
        .order_by(Due.due_on, Award.number, Due.kind)
    )


def to_open(until: date) -> list[tuple[Due, Award]]:
    """Return the dues until a day for which no report was opened, with their awards."""
    return [(due, award) for due, award in session().execute(_unopened().where(Due.due_on <= until))]


def coming(actor: Actor, limit: int = 100) -> list[tuple[Due, Award]]:
    """Return the dues whose reports are not opened yet, next first: one statement."""
    query = _unopened().limit(limit)
    if not actor.has(OFFICE):
        query = query.where(Award.party_id.in_(actor.parties(TEAM)))
    return [(due, award) for due, award in session().execute(query)]


# --- what waits ---


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return the reports that wait for `actor`: two statements at most."""
    found: list[Waiting] = []
    parties = actor.parties(WRITERS | MANAGERS)
    if parties:
        query = select(Report).join(Report.award).where(Report.state.in_(OPEN), Award.party_id.in_(parties))
        query = query.where(Award.state.in_(OWING))
        found += [_to_write(one) for one in session().scalars(query.order_by(Report.due_on))]
    if actor.has(OFFICER | FINANCE):
        query = select(Report).where(Report.state == ReportState.SUBMITTED).order_by(Report.submitted_at)
        found += _to_review(actor, session().scalars(query))
    return found


def _to_write(report: Report) -> Waiting:
    texts = {
        ReportState.DRAFT: msg("%(report)s of %(award)s: write and submit it", **_named(report)),
        ReportState.RETURNED: msg(
            "%(report)s of %(award)s came back: mend and submit it again", **_named(report)
        ),
    }
    return Waiting(
        what=texts[ReportState(report.state)],
        button=msg("Open report"),
        endpoint="reports.show",
        values={"id": report.id},
        due=deadline(report, report.award),
        action="report.edit",
    )


def _to_review(actor: Actor, reports: Iterable[Report]) -> list[Waiting]:
    found = []
    for report in reports:
        figures_first = report.kind in kinds.WITH_FIGURES and report.figures_accepted_at is None
        action = "report.accept_figures" if figures_first else "report.accept"
        if rights.can(actor, action, report):
            what = msg("Check the figures: %(report)s of %(award)s", **_named(report))
            if not figures_first:
                what = msg("Review: %(report)s of %(award)s", **_named(report))
            found.append(
                Waiting(what, msg("Review report"), "reports.review", {"id": report.id}, None, action)
            )
    return found


def _named(report: Report) -> dict[str, object]:
    return {"report": kinds.label(report.kind), "award": report.award.number}
