"""The report of a meeting: read, edited, adopted."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from sipgrants.core.errors import Invalid, NotFound, Problem
from sipgrants.core.i18n import msg
from sipgrants.meetings import minutes, page_queries, point_queries, queries, report_queries
from sipgrants.meetings.commands import reports
from sipgrants.meetings.models import MeetingReport
from sipgrants.meetings.routes.blueprint import Page, bp
from sipgrants.meetings.voting import how
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires


@bp.post("/<uuid:meeting_id>/report/draft")
@requires("meeting_report.draft")
def draft_report(meeting_id: UUID) -> Page:
    """Draft the report from the record."""
    reports.draft(queries.find(meeting_id), by=gate.actor())
    return redirect(url_for("meetings.report", meeting_id=meeting_id), 303)


@bp.get("/<uuid:meeting_id>/report")
@requires("meeting.read")
def report(meeting_id: UUID) -> Page:
    """The report; a barred member's view leaves those items out."""
    return _page(_find(meeting_id))


@bp.post("/<uuid:meeting_id>/report")
@requires("meeting_report.edit")
def edit_report(meeting_id: UUID) -> Page:
    """Save what the report says."""
    found = _find(meeting_id)
    typed = {
        key.partition(".")[2]: text for key, text in request.form.items() if key.startswith("paragraphs.")
    }
    try:
        reports.edit(found, by=gate.actor(), paragraphs=typed, seen=gate.seen())
    except Invalid as refused:
        return _page(found, typed, refused.problems), 422
    flash(locale.translate(msg("Saved.")), "good")
    return redirect(url_for("meetings.report", meeting_id=meeting_id), 303)


@bp.post("/<uuid:meeting_id>/report/adopt")
@requires("meeting_report.adopt")
def adopt_report(meeting_id: UUID) -> Page:
    """A Co-Chair adopts the report."""
    adopted = reports.adopt(_find(meeting_id), by=gate.actor(), seen=gate.seen())
    told = (
        msg("The report is adopted and issued.")
        if adopted
        else msg("Noted. The other Co-Chair adopts it too.")
    )
    flash(locale.translate(told), "good")
    return redirect(url_for("meetings.report", meeting_id=meeting_id), 303)


@bp.post("/<uuid:meeting_id>/report/scores")
@requires("meeting.annex_scores")
def annex_scores(meeting_id: UUID) -> Page:
    """A Co-Chair records whether the Board annexes its scores."""
    meeting, choice = queries.find(meeting_id), request.form.get("annexed", "")
    if choice not in ("yes", "no"):
        raise NotFound()
    reports.annex_scores(meeting, by=gate.actor(), annexed=choice == "yes", seen=gate.seen())
    flash(locale.translate(msg("Recorded.")), "good")
    has_report = queries.report_of(meeting.id) is not None
    return redirect(
        url_for(
            "meetings.report" if has_report else "meetings.show", meeting_id=meeting_id, _anchor="scores"
        ),
        303,
    )


def _find(meeting_id: UUID) -> MeetingReport:
    found = queries.report_of(queries.find(meeting_id).id)
    if found is None:
        raise NotFound()
    return found


def _page(
    found: MeetingReport, typed: dict[str, str] | None = None, problems: tuple[Problem, ...] = ()
) -> str:
    meeting = found.meeting
    page = page_queries.page(meeting, gate.actor())
    copy = report_queries.copy_for(found, gate.actor().person_id)
    points = point_queries.points_of(meeting, gate.actor())
    return render_template(
        "meetings/report.html",
        owing=point_queries.names(points),
        of_the_meeting=[one for one in points if one.item_id is None],
        how=how,
        meeting=meeting,
        report=found,
        page=page,
        recorded=report_queries.recorded(meeting),
        decided=minutes.decided,
        paragraphs={**found.paragraphs, **(typed or {})},
        problems=problems,
        hidden=page.table.picture.hidden if page.table else frozenset(),
        document_id=copy.document_id if copy else found.document_id,
        chairs=[one for one in page.seats if one.is_co_chair],
        adopted_by={one.person_id for one in found.adoptions},
    )
