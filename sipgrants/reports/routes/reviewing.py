"""Reviewing a report: the report on one side, what an officer may do on the other."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from sipgrants.core.errors import Invalid
from sipgrants.core.i18n import Message, msg
from sipgrants.reports import commands, content_queries, kinds, page_queries, version_queries
from sipgrants.reports.forms import Note, Reason, Return
from sipgrants.reports.models import Report
from sipgrants.reports.routes.pages import bp, find, readable
from sipgrants.web import gate, locale

Page = str | Response | tuple[str, int]


@bp.get("/<uuid:id>/review")
@gate.requires("report.read")
def review(id: UUID) -> str:
    """Show the report beside the steps of the review."""
    return _review(readable(id))


def _review(report: Report, wrong: Return | Note | None = None) -> str:
    shown = page_queries.record(report, gate.actor())
    pages, rows = page_queries.dossier(shown["content"], locale.choose())
    returning = wrong if isinstance(wrong, Return) else Return(formdata=None)
    returning.offer(shown["content"].answers.form)
    note = wrong if isinstance(wrong, Note) else Note(formdata=None)
    form = shown["content"].answers.form
    return render_template(
        "reports/review.html",
        **shown,
        pages=pages,
        rows=rows,
        returning=returning,
        note=note,
        form=wrong,
        since=version_queries.since_before(shown["versions"], form, locale.choose()),
    )


@bp.post("/<uuid:id>/return")
@gate.requires("report.return")
def return_(id: UUID) -> Page:
    """Return the report with what is to be mended."""
    report, form = readable(id), Return()
    form.offer(content_queries.content(report).answers.form)
    if not form.validate_on_submit():
        return _review(report, form), 422
    try:
        commands.return_(
            report,
            by=gate.actor(),
            reason=form.reason.data,
            sections=form.sections.data or [],
            seen=gate.seen(),
        )
    except Invalid as refusal:
        form.take(refusal)
        return _review(report, form), 422
    flash(locale.translate(msg("Returned: the Party reads what is to be mended.")), "good")
    return redirect(url_for("reports.show", id=id), 303)


@bp.post("/<uuid:id>/accept-figures")
@gate.requires("report.accept_figures")
def accept_figures(id: UUID) -> Page:
    """Accept the figures, as finance officer."""
    return _accept(
        id, commands.accept_figures, msg("The figures are accepted: the programme officer was told.")
    )


@bp.post("/<uuid:id>/accept")
@gate.requires("report.accept")
def accept(id: UUID) -> Page:
    """Accept the report."""
    return _accept(id, commands.accept, msg("Accepted: the Party was told."))


def _accept(id: UUID, command: Any, done: Message) -> Page:
    report, form = readable(id), Note()
    if not form.validate_on_submit():
        return _review(report, form), 422
    try:
        command(report, by=gate.actor(), note=form.note.data or "", seen=gate.seen())
    except Invalid as refusal:
        form.take(refusal)
        return _review(report, form), 422
    flash(locale.translate(done), "good")
    return redirect(url_for("reports.show", id=id), 303)


@bp.route("/<uuid:id>/reopen", methods=["GET", "POST"])
@gate.requires("report.reopen")
def reopen(id: UUID) -> Page:
    """Reopen an accepted report."""
    lede = msg(
        "The report goes back to the Party. What it booked in the ledger is taken back until it is accepted again; "
        "what is paid stays paid, and the next instalment waits."
    )
    return _with_reason(id, "report.reopen", commands.reopen, lede)


@bp.route("/<uuid:id>/waive", methods=["GET", "POST"])
@gate.requires("report.waive")
def waive(id: UUID) -> Page:
    """Waive a report."""
    lede = msg("The report is not asked for any more. Nothing that was written in it counts.")
    return _with_reason(id, "report.waive", commands.waive, lede)


def _with_reason(id: UUID, action: str, command: Any, lede: Message) -> Page:
    report, form = find(id), Reason()
    if form.validate_on_submit():
        try:
            command(report, by=gate.actor(), reason=form.reason.data, seen=gate.seen())
        except Invalid as refusal:
            form.take(refusal)
        else:
            flash(locale.translate(msg("Done: the Party was told.")), "good")
            return redirect(url_for("reports.show", id=id), 303)
    page = render_template(
        "reports/step.html",
        report=report,
        label=kinds.label(report.kind),
        form=form,
        action=action,
        lede=lede,
    )
    return page, 422 if form.errors else 200
