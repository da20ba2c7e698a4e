"""Without a connection: the report as a workbook, sent back and taken over."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from sipgrants.applications.forms import SendBack
from sipgrants.applications.workbook_waiting_queries import Waiting
from sipgrants.core.errors import Conflict, Invalid, NotFound
from sipgrants.core.media import office
from sipgrants.fund import queries as fund
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import TEAM
from sipgrants.questionnaires.workbook_opening import LARGEST
from sipgrants.questionnaires.workbook_writing import write
from sipgrants.reports import commands, content_queries, workbook_queries
from sipgrants.reports import workbook_preview_queries as previews
from sipgrants.reports import workbook_waiting_queries as waiting_files
from sipgrants.reports.content_queries import Content
from sipgrants.reports.routes.pages import bp, find
from sipgrants.reports.routes.writing import Page, open_for_writing
from sipgrants.web import gate, locale, saving
from sipgrants.web.downloads import attachment
from sipgrants.web.limits import limiter

# A workbook takes a tenth of a second to read: more often than a person, nobody sends any.
_often_enough = limiter.limit("30 per minute", methods=["POST"])


def _of_team(id: UUID) -> Content:
    """Return the report to its own team: to nobody else."""
    report = find(id)
    if report.party_id not in gate.actor().parties(TEAM):
        raise NotFound()
    return content_queries.content(report)


@bp.get("/<uuid:id>/workbook")
@gate.requires("report.read")
def workbook(id: UUID) -> Page:
    """Download the report as a workbook, or send one back."""
    return _page(_of_team(id), SendBack())


def _page(content: Content, form: SendBack) -> str:
    return render_template(
        "reports/workbook.html",
        report=content.report,
        form=form,
        may_send=machine.possible(content.report, "report.edit", gate.actor()),
        days=fund.setting("unused_file_days"),
    )


@bp.get("/<uuid:id>/workbook.xlsx")
@gate.requires("report.read")
def workbook_file(id: UUID) -> Page:
    """The workbook, in the reader's language."""
    content, language = _of_team(id), locale.choose()
    book = workbook_queries.book(content, gate.actor(), language, locale.into(language))
    return attachment(write(book), f"{content.report.reference.replace('/', '-')}.xlsx", office.XLSX)


@bp.post("/<uuid:id>/workbook")
@gate.requires("report.edit")
@_often_enough
def send_workbook(id: UUID) -> Page:
    """Take in a workbook that came back; nothing is changed yet."""
    content = content_queries.content(open_for_writing(id))
    form: Any = SendBack()
    if form.validate_on_submit():
        try:
            sha256 = waiting_files.keep_workbook(content, form.file.data.stream.read(LARGEST + 1))
            return redirect(url_for("reports.take_over", id=id, sha256=sha256), 303)
        except Invalid as refused:
            form.take(refused)
    return _page(content, form), 422


@bp.route("/<uuid:id>/workbook/<sha256>", methods=["GET", "POST"])
@gate.requires("report.edit")
def take_over(id: UUID, sha256: str) -> Page:
    """What would change, what did not fit, what clashes; then, at the press of a button, the change."""
    content = content_queries.content(open_for_writing(id))
    waiting = waiting_files.waiting(content, sha256)
    if request.method == "GET":
        return _changes(content, waiting)
    try:
        changed = commands.take_over(
            content.report,
            by=gate.actor(),
            waiting=waiting,
            say=locale.into(waiting.language),
            marks=request.form.get("marks", ""),
            mine=request.form.getlist("mine"),
        )
    except Conflict as refused:
        flash(locale.translate(refused.message), "attention")
        return _changes(content_queries.content(content.report), waiting), 409
    flash(saving.taken_over(len(changed)), "good")
    return redirect(url_for("reports.show", id=id), 303)


def _changes(content: Content, waiting: Waiting) -> str:
    say = locale.into(waiting.language)
    return render_template(
        "reports/take_over.html",
        report=content.report,
        mine=request.form.getlist("mine"),
        found=previews.preview(content, gate.actor(), waiting, say),
        days=fund.setting("unused_file_days"),
    )
