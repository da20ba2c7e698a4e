"""The report of a meeting: drafted from the record, edited, adopted by both Co-Chairs, then issued."""

from collections.abc import Mapping

from sqlalchemy.orm.attributes import flag_modified

from sipgrants.board import queries as board
from sipgrants.core import audit, clock, db
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.documents import issuing_commands as issuing
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.meetings import minutes, queries, report_queries
from sipgrants.meetings.models import Meeting, MeetingReport, ReportAdoption, ReportCopy

LONGEST = 20_000  # characters of one item


@command
def draft(meeting: Meeting, *, by: Actor) -> MeetingReport:
    """Draft the report from the record: attendance, recusals and decisions per item, notes taken."""
    if meeting.state != "ended":
        raise Conflict(msg("The report is drafted once the meeting has ended."))
    if queries.report_of(meeting.id) is not None:
        raise Conflict(msg("The report of this meeting is drafted already."))
    made = MeetingReport(meeting=meeting, paragraphs=report_queries.first_words(meeting))
    machine.begin(made, "meeting_report.draft", by=by, meeting=meeting.number)
    session().add(made)
    session().flush()
    return made


@command
def edit(report: MeetingReport, *, by: Actor, paragraphs: Mapping[str, str]) -> None:
    """Edit what the report says; who had adopted the earlier words is asked again."""
    machine.move(report, "meeting_report.edit", by=by)
    known = {str(one.id) for one in report.meeting.items} | {minutes.OPENING, minutes.CLOSING}
    found = [
        Problem(f"paragraphs.{key}", msg("This is too long for a report."))
        for key, text in paragraphs.items()
        if key not in known or len(text) > LONGEST
    ]
    require(found)
    merged = {**report.paragraphs, **{key: text.strip() for key, text in paragraphs.items()}}
    if merged != report.paragraphs:
        report.paragraphs = merged
        _ask_again(report)
    session().flush()


@command
def adopt(report: MeetingReport, *, by: Actor) -> bool:
    """Adopt the report as Co-Chair; with the last word it is issued. A barred member gets a copy without those items."""
    rights.demand(by, "meeting_report.adopt", report)
    if report.state != "drafted":
        raise Conflict(msg("The report is adopted already."))
    chairs = board.co_chairs(board.sitting())
    if by.person_id not in chairs:
        raise Conflict(msg("The Co-Chairs who sit today adopt the report."))
    if by.person_id not in {one.person_id for one in report.adoptions}:
        session().add(ReportAdoption(report_id=report.id, person_id=by.person_id))
        session().flush()
        session().expire(report, ["adoptions"])
    audit.record("meeting_report.adopt_one", report, by)
    if set(chairs) - {one.person_id for one in report.adoptions}:
        return False
    report.adopted_at = clock.now()
    machine.move(report, "meeting_report.adopt", by=by)
    _issue(report)
    return True


@command
def annex_scores(meeting: Meeting, *, by: Actor, annexed: bool) -> None:
    """Record whether the Board wants both score matrices in the report; who had adopted it without is asked again.

    A Co-Chair speaks for the Board here; the other agrees by adopting the report that has them, or has them not.
    """
    machine.move(meeting, "meeting.annex_scores", by=by, annexed=annexed)
    report = queries.report_of(meeting.id)
    if report is not None:
        db.lock(report)
        if report.state == "adopted":
            raise Conflict(msg("The report is adopted: it stays as it is."))
    if meeting.annexes_scores == annexed:
        return
    meeting.annexes_scores, meeting.annex_decided_at = annexed, clock.now()
    meeting.annex_decided_by = by.person_id
    if report is not None:
        _ask_again(report)
    session().flush()


def _ask_again(report: MeetingReport) -> None:
    """Let the words given count no longer; a page that shows what was adopted before is stale."""
    for one in list(report.adoptions):
        session().delete(one)
    flag_modified(report, "paragraphs")
    session().flush()
    session().expire(report, ["adoptions"])


def _issue(report: MeetingReport) -> None:
    number = f"{report.meeting.symbol}/Report"
    title = f"Report of meeting {report.meeting.number} of the Governing Board"
    whole = issuing.issue(report_queries.KIND, report, number=number, title=title, locale="en")
    report.document_id = whole.id
    for place, person_id in enumerate(report_queries.barred_members(report.meeting), start=1):
        copy = ReportCopy(report_id=report.id, person_id=person_id)
        session().add(copy)
        session().flush()
        made = issuing.issue(
            report_queries.KIND, copy, number=f"{number}/Copy-{place}", title=title, locale="en"
        )
        copy.document_id = made.id
