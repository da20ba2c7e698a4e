"""Lists of reports, the record of one, its versions and files."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from sipgrants.awards import panels
from sipgrants.core import db
from sipgrants.core.errors import NotFound
from sipgrants.core.files import StoredFile
from sipgrants.core.i18n import msg
from sipgrants.documents.models import IssuedDocument
from sipgrants.reports import commands, content_queries, kinds, page_queries, queries, version_queries
from sipgrants.reports.forms import Filters
from sipgrants.reports.models import Report, ReportFile
from sipgrants.web import downloads, gate, locale

bp = Blueprint("reports", __name__, url_prefix="/reports")


def page_number() -> int:
    """Return the page of a list that the address asks for."""
    value = request.args.get("page", "1")
    return max(1, int(value)) if value.isdecimal() and len(value) < 7 else 1


def find(id: UUID) -> Report:
    """Return a report that this person may know of."""
    return queries.find(gate.actor(), id)


def readable(id: UUID) -> Report:
    """Return a report whose content this person may read: a draft that was never submitted is the Party's own."""
    report = find(id)
    if not page_queries.may_read_content(report, gate.actor()):
        raise NotFound()
    return report


@bp.get("/")
@gate.requires("report.list")
def index() -> str:
    """List the reports, filtered by the address."""
    form = Filters(request.args)
    wanted = queries.Wanted(state=form.state.data or "", kind=form.kind.data or "", overdue=form.overdue.data)
    page = queries.listed(gate.actor(), wanted, page_number())
    return render_template(
        "reports/list.html", page=page, form=form, labels=kinds.LABELS, deadline=queries.deadline
    )


@bp.get("/coming")
@gate.requires("report.list")
def coming() -> str:
    """List what is owed and not opened yet."""
    rows = queries.coming(gate.actor())
    return render_template("reports/coming.html", rows=rows, labels=kinds.LABELS, deadline=queries.deadline)


@bp.post("/open/<uuid:due_id>")
@gate.requires("report.create")
def create(due_id: UUID) -> Response:
    """Open the report of a due before its time."""
    due = queries.find_due(due_id)
    made = commands.create(queries.award_of(due), by=gate.actor(), due=due)
    flash(locale.translate(msg("The report is open: the Party was told.")), "good")
    return redirect(url_for("reports.show", id=made.id), 303)


@bp.get("/<uuid:id>")
@gate.requires("report.read")
def show(id: UUID) -> str:
    """Show a report: the task list to those who write it, the report to those who read it."""
    report = find(id)
    shown = page_queries.record(report, gate.actor())
    return render_template("reports/show.html", **shown, **(_dossier(shown) if shown["may_read"] else {}))


def _dossier(shown: dict[str, Any]) -> dict[str, Any]:
    pages, rows = page_queries.dossier(shown["content"], locale.choose())
    return {"pages": pages, "rows": rows}


@bp.get("/<uuid:id>/versions/<int:number>")
@gate.requires("report.read")
def version(id: UUID, number: int) -> str:
    """Show a submitted version: its fingerprint, and what changed since another one, the one before unless chosen."""
    report = readable(id)
    every = queries.versions(report)
    found = next((one for one in every if one.number == number), None)
    if found is None:
        raise NotFound()
    chosen = request.args.get("before", "")
    others = [one for one in every if one.number != number]
    wanted = int(chosen) if chosen.isdecimal() and len(chosen) < 7 else number - 1
    before = next((one for one in others if one.number == wanted), None)
    form = content_queries.content(report).answers.form
    return render_template(
        "reports/version.html",
        report=report,
        label=kinds.label(report.kind),
        version=found,
        others=others,
        since=version_queries.compared(before, found, form, locale.choose()) if before else None,
    )


@bp.get("/<uuid:id>/versions/<int:number>.pdf")
@gate.requires("report.read")
def pdf(id: UUID, number: int) -> Response | str:
    """Give the PDF of a version; where the worker still makes it, say so."""
    found = queries.version(readable(id), number)
    if found.document_id is None:
        raise NotFound()
    document = db.find(IssuedDocument, found.document_id)
    if document.file_id is None:
        return render_template("documents/waiting.html", document=document)
    return send(db.find(StoredFile, document.file_id))


@bp.get("/<uuid:id>/files/<uuid:file_id>")
@gate.requires("report.read")
def file(id: UUID, file_id: UUID) -> Response:
    """Give a file of a report."""
    report = readable(id)
    found = db.find(ReportFile, file_id)
    if found.report_id != report.id:
        raise NotFound()
    return send(found.file)


def send(stored: StoredFile) -> Response:
    """Give a stored file as a download."""
    return downloads.stored(stored)


panels.add(
    panels.Panel(
        name="reports",
        title=msg("Reports"),
        template="reports/panel.html",
        load=lambda award, _actor: {"rows": queries.of_award(award.id), "labels": kinds.LABELS},
        action="report.list",
        place=30,
    )
)
