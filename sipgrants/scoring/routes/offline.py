"""Without a connection: a member's dossiers to take along, and the score sheets as a workbook that comes back."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from sipgrants.applications.forms import SendBack
from sipgrants.applications.workbook_waiting_queries import Waiting
from sipgrants.core import clock
from sipgrants.core.errors import Conflict, Invalid
from sipgrants.core.media import office
from sipgrants.lifecycle import rights
from sipgrants.questionnaires.workbook_opening import LARGEST
from sipgrants.questionnaires.workbook_writing import write
from sipgrants.rounds.models import Round
from sipgrants.scoring import commands, pack_queries, page_queries, print_queries, workbook_queries
from sipgrants.scoring import workbook_preview_queries as previews
from sipgrants.scoring import workbook_waiting_queries as waiting_files
from sipgrants.scoring.pack_queries import Contents
from sipgrants.scoring.routes.blueprint import Page, bp
from sipgrants.web import downloads, gate, locale, saving
from sipgrants.web.downloads import attachment
from sipgrants.web.gate import requires
from sipgrants.web.limits import limiter

# A workbook takes a tenth of a second to read, a dossier more to print: more often than a person, nobody asks for any.
_often_enough = limiter.limit("30 per minute")
SLOW = timedelta(minutes=10)  # after it a pack that is not made may be asked for again


@bp.get("/rounds/<uuid:round_id>/offline")
@requires("dossier.pack")
def offline(round_id: UUID) -> Page:
    """Dossiers to read and score sheets to fill in, for a member without a connection."""
    return _offline_page(page_queries.round_of(round_id), SendBack())


def _offline_page(round_: Round, form: SendBack) -> str:
    pack = pack_queries.pack_of(round_.id, gate.actor().person_id)
    now = _contents(round_)
    file = None
    if pack and pack.file_id and pack.mark == now.mark:
        file = pack_queries.demand_current(pack, now)
    return render_template(
        "scoring/offline.html",
        round=round_,
        form=form,
        pack=pack,
        file=file,
        dossiers=now.applications,
        is_slow=pack is not None and clock.now() - pack.asked_at > SLOW,
        to_score=workbook_queries.to_score(round_, gate.actor()),
    )


def _contents(round_: Round) -> Contents:
    """What the member's dossiers are now, in the language in which they were made."""
    pack = pack_queries.pack_of(round_.id, gate.actor().person_id)
    return pack_queries.contents(round_, gate.actor(), pack.locale if pack else locale.choose())


@bp.post("/rounds/<uuid:round_id>/dossiers")
@requires("dossier.pack")
@_often_enough
def ask_for_pack(round_id: UUID) -> Page:
    """Have the dossiers made by the worker."""
    round_ = page_queries.round_of(round_id)
    commands.ask_for_pack(round_, by=gate.actor(), locale=locale.choose())
    return redirect(url_for("scoring.offline", round_id=round_id), 303)


@bp.get("/rounds/<uuid:round_id>/dossiers.zip")
@requires("dossier.pack")
def pack(round_id: UUID) -> Page:
    """The dossiers that were made, where they say what is there and hold nothing that is closed to this member now."""
    round_ = page_queries.round_of(round_id)
    made = pack_queries.pack_of(round_.id, gate.actor().person_id)
    return downloads.stored(pack_queries.demand_current(made, _contents(round_)))


@bp.get("/applications/<uuid:application_id>/dossier.pdf")
@requires("dossier.read")
@_often_enough
def dossier(application_id: UUID) -> Page:
    """One dossier as PDF, as it is now."""
    found = page_queries.application(application_id)
    rights.demand(gate.actor(), "dossier.read", found)
    return attachment(
        print_queries.dossier(found, locale.choose()), f"{found.reference}.pdf", "application/pdf"
    )


@bp.get("/rounds/<uuid:round_id>/score-sheets.xlsx")
@requires("sheet.edit")
def workbook_file(round_id: UUID) -> Page:
    """The member's own score sheets as a workbook, in their language."""
    round_, language = page_queries.round_of(round_id), locale.choose()
    rows = workbook_queries.to_score(round_, gate.actor())
    book = workbook_queries.book(round_, gate.actor(), rows, language, locale.into(language))
    return attachment(write(book), f"score-sheets-round-{round_.number}.xlsx", office.XLSX)


@bp.post("/rounds/<uuid:round_id>/score-sheets")
@requires("sheet.edit")
@_often_enough
def send_workbook(round_id: UUID) -> Page:
    """Take in a workbook that came back; nothing is changed yet."""
    round_ = page_queries.round_of(round_id)
    form: Any = SendBack()
    if form.validate_on_submit():
        try:
            data = form.file.data.stream.read(LARGEST + 1)
            sha256 = waiting_files.keep_workbook(round_, gate.actor(), data)
            return redirect(url_for("scoring.take_over", round_id=round_id, sha256=sha256), 303)
        except Invalid as refused:
            form.take(refused)
    return _offline_page(round_, form), 422


@bp.route("/rounds/<uuid:round_id>/score-sheets/<sha256>", methods=["GET", "POST"])
@requires("sheet.edit")
def take_over(round_id: UUID, sha256: str) -> Page:
    """What would change, what did not fit, what was changed here meanwhile; then, at the press of a button, the change."""
    round_ = page_queries.round_of(round_id)
    waiting = waiting_files.waiting(round_, gate.actor(), sha256)
    if request.method == "GET":
        return _changes_page(round_, waiting)
    try:
        changed = commands.take_over(
            round_,
            by=gate.actor(),
            waiting=waiting,
            say=locale.into(waiting.language),
            marks=request.form.get("marks", ""),
            mine=request.form.getlist("mine"),
        )
    except Conflict as refused:
        flash(locale.translate(refused.message), "attention")
        return _changes_page(round_, waiting), 409
    flash(saving.taken_over(len(changed)), "good")
    return redirect(url_for("scoring.index", round=round_id), 303)


def _changes_page(round_: Round, waiting: Waiting) -> str:
    return render_template(
        "scoring/take_over.html",
        round=round_,
        mine=request.form.getlist("mine"),
        found=previews.preview(round_, gate.actor(), waiting, locale.into(waiting.language)),
    )
