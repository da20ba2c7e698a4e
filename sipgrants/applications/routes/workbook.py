"""Offline: the application as a workbook, sent back and taken over; a part of the plan alone, or pasted."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from sipgrants.applications import check_queries, commands, queries, workbook_queries
from sipgrants.applications import workbook_preview_queries as previews
from sipgrants.applications import workbook_waiting_queries as waiting_files
from sipgrants.applications.check_queries import Draft
from sipgrants.applications.forms import Paste, SendBack
from sipgrants.applications.routes.blueprint import Page, bp
from sipgrants.applications.workbook_queries import WHOLE
from sipgrants.applications.workbook_waiting_queries import Waiting
from sipgrants.core.errors import Conflict, Invalid, NotFound
from sipgrants.core.media import office
from sipgrants.fund import queries as fund
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import TEAM
from sipgrants.plans.naming import TITLES
from sipgrants.questionnaires.workbook_opening import LARGEST
from sipgrants.questionnaires.workbook_writing import write
from sipgrants.web import gate, locale, saving
from sipgrants.web.downloads import attachment
from sipgrants.web.gate import requires
from sipgrants.web.limits import limiter

# A workbook takes a tenth of a second to read: more often than a person, nobody sends any.
_often_enough = limiter.limit("30 per minute", methods=["POST"])


def _readable(application_id: UUID) -> Draft:
    """Return the draft to its own team: to nobody else, partners included."""
    application = queries.find(gate.actor(), application_id)
    if application.party_id not in gate.actor().parties(TEAM):
        raise NotFound()
    return check_queries.draft(application)


def _writable(application_id: UUID) -> Draft:
    """Return the draft where this person may change it now; refused with the reason otherwise."""
    application = queries.find(gate.actor(), application_id)
    commands.edit(application, by=gate.actor())
    return check_queries.draft(application)


@bp.get("/<uuid:application_id>/workbook")
@requires("application.read")
def workbook(application_id: UUID) -> Page:
    """Download the whole application as a workbook, or send one back."""
    return _workbook_page(_readable(application_id), SendBack())


def _workbook_page(draft: Draft, form: SendBack) -> str:
    application = draft.application
    return render_template(
        "applications/workbook.html",
        application=application,
        form=form,
        too_long=workbook_queries.too_long(draft, locale.choose()),
        may_send=machine.possible(application, "application.take_over", gate.actor()),
        days=fund.setting("unused_file_days"),
    )


@bp.get("/<uuid:application_id>/workbook/<part>.xlsx")
@requires("application.read")
def workbook_file(application_id: UUID, part: str) -> Page:
    """The workbook: of the whole application, or of one part of its plan."""
    draft = _readable(application_id)
    if part not in (WHOLE, *workbook_queries.parts(draft)):
        raise NotFound()
    application = draft.application
    language = application.language
    book = workbook_queries.book(draft, gate.actor(), part, language, locale.into(language))
    words = "" if part == WHOLE else f" {part.replace('_', ' ')}"
    return attachment(write(book), f"{application.reference}{words}.xlsx", office.XLSX)


@bp.post("/<uuid:application_id>/workbook")
@requires("application.edit")
@_often_enough
def send_workbook(application_id: UUID) -> Page:
    """Take in a workbook that came back; nothing is changed yet."""
    draft = _writable(application_id)
    form: Any = SendBack()
    if form.validate_on_submit():
        try:
            sha256 = waiting_files.keep_workbook(draft, form.file.data.stream.read(LARGEST + 1))
            return redirect(
                url_for("applications.take_over", application_id=application_id, sha256=sha256), 303
            )
        except Invalid as refused:
            form.take(refused)
    return _workbook_page(draft, form), 422


@bp.route("/<uuid:application_id>/plan/<part>/sheet", methods=["GET", "POST"])
@requires("application.edit")
@_often_enough
def paste(application_id: UUID, part: str) -> Page:
    """One part of the plan in a spreadsheet: download it, send it back, or paste rows."""
    draft = _writable(application_id)
    section = workbook_queries.parts(draft).get(part)
    if section is None:
        raise NotFound()
    commands.edit(draft.application, by=gate.actor(), section=section.key)
    form: Any = Paste()
    if form.validate_on_submit():
        try:
            sha256 = waiting_files.keep_pasted(draft, part, form.text.data or "", form.how.data == "add")
            return redirect(
                url_for("applications.take_over", application_id=application_id, sha256=sha256), 303
            )
        except Invalid as refused:
            form.take(refused)
    language = draft.application.language
    book = workbook_queries.book(draft, gate.actor(), part, language, locale.into(language))
    page = render_template(
        "applications/sheet.html",
        application=draft.application,
        part=part,
        part_name=TITLES[part],
        form=form,
        upload=SendBack(formdata=None),
        columns=workbook_queries.heads(book, part),
    )
    return page, 422 if request.method == "POST" else 200


@bp.route("/<uuid:application_id>/workbook/<sha256>", methods=["GET", "POST"])
@requires("application.take_over")
def take_over(application_id: UUID, sha256: str) -> Page:
    """What would change, what did not fit, what clashes; then, at the press of a button, the change."""
    draft = _writable(application_id)
    waiting = waiting_files.waiting(draft, sha256)
    if request.method == "GET":
        return _changes_page(draft, waiting)
    try:
        changed = commands.take_over(
            draft.application,
            by=gate.actor(),
            waiting=waiting,
            say=locale.into(waiting.language),
            marks=request.form.get("marks", ""),
            mine=request.form.getlist("mine"),
        )
    except Conflict as refused:
        flash(locale.translate(refused.message), "attention")
        return _changes_page(check_queries.draft(draft.application), waiting), 409
    flash(saving.taken_over(len(changed)), "good")
    return redirect(url_for("applications.tasks", application_id=application_id), 303)


def _changes_page(draft: Draft, waiting: Waiting) -> str:
    say = locale.into(waiting.language)
    return render_template(
        "applications/take_over.html",
        application=draft.application,
        waiting=waiting,
        is_part=waiting.scope != WHOLE,
        mine=request.form.getlist("mine"),
        found=previews.preview(draft, gate.actor(), waiting, say),
        days=fund.setting("unused_file_days"),
    )
