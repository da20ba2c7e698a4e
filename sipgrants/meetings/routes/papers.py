"""Documents on the agenda: attached by officers to an item, replaced, removed; opened by whoever is not barred."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from sipgrants.core import db, media
from sipgrants.core.errors import Invalid, NotFound
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.meetings import paper_queries, queries
from sipgrants.meetings.commands import papers
from sipgrants.meetings.models import AgendaItem, Meeting
from sipgrants.meetings.paper_forms import PaperForm, ReplaceForm
from sipgrants.meetings.paper_models import AgendaPaper
from sipgrants.meetings.routes.blueprint import Page, bp
from sipgrants.web import arriving, downloads, gate, locale, uploads
from sipgrants.web.gate import requires


@arriving.ask_first("meetings.replace_paper")
@arriving.ask_first("meetings.papers_of_item")
def _still_open(about: Any, _by: Any, _upload: Any) -> None:
    """No part of a file is taken for the agenda of a meeting that has ended."""
    item = db.find(AgendaItem, about.item_id) if isinstance(about, AgendaPaper) else about
    papers.demand_open(queries.find(item.meeting_id))


@bp.route("/items/<uuid:item_id>/papers", methods=["GET", "POST"])
@requires("agenda_paper.attach")
def papers_of_item(item_id: UUID) -> Page:
    """The documents of an item, and more of them."""
    item = db.find(AgendaItem, item_id)
    meeting, form = queries.find(item.meeting_id), PaperForm()
    form.offer(_asked_of(meeting, item))
    if form.validate_on_submit():
        try:
            return _attach(meeting, item, form)
        except Invalid as refused:
            form.take(refused)
    found = paper_queries.papers_of(meeting, gate.actor()).get(item_id, [])
    page = render_template(
        "meetings/papers.html",
        meeting=meeting,
        item=item,
        form=form,
        papers=found,
        spoken_of={} if item.application_id else _references(meeting, found),
        short=media.SHORT,
    )
    return page, 422 if request.method == "POST" else 200


def _attach(meeting: Meeting, item: AgendaItem, form: PaperForm) -> Response:
    words = form.words()
    taken = [uploads.taken(one, "files") for one in form.files.data or ()]
    brought = [one for one in taken if one is not None]
    made = papers.attach(meeting, by=gate.actor(), item_id=item.id, words=words, uploads=brought)
    told = msg("%(number)s documents attached.", number=len(made))
    flash(locale.translate(msg("The document is attached.") if len(made) == 1 else told), "good")
    return redirect(url_for("meetings.papers_of_item", item_id=item.id), 303)


@bp.route("/papers/<uuid:paper_id>/replace", methods=["GET", "POST"])
@requires("agenda_paper.replace")
def replace_paper(paper_id: UUID) -> Page:
    """Another file in the place of a document, or another title."""
    paper = _found(paper_id)
    item = db.find(AgendaItem, paper.item_id)
    meeting, form = queries.find(item.meeting_id), ReplaceForm()
    if request.method == "GET":
        form.show(paper)
    form.offer(_asked_of(meeting, item))
    if form.validate_on_submit():
        try:
            brought = uploads.of(form.file)
            papers.replace(paper, by=gate.actor(), words=form.words(), upload=brought, seen=gate.seen())
            return redirect(url_for("meetings.papers_of_item", item_id=item.id), 303)
        except Invalid as refused:
            form.take(refused)
    page = render_template("meetings/paper.html", meeting=meeting, item=item, paper=paper, form=form)
    return page, 422 if request.method == "POST" else 200


@bp.post("/papers/<uuid:paper_id>/remove")
@requires("agenda_paper.remove")
def remove_paper(paper_id: UUID) -> Page:
    """Take a document off the agenda."""
    paper = _found(paper_id)
    papers.remove(paper, by=gate.actor(), seen=gate.seen())
    flash(locale.translate(msg("The document is removed.")), "good")
    return redirect(url_for("meetings.papers_of_item", item_id=paper.item_id), 303)


@bp.get("/papers/<uuid:paper_id>")
@requires("agenda_paper.read")
def paper(paper_id: UUID) -> Page:
    """Where a document lies: on the page of its item for officers, on the agenda for everybody else."""
    found = _found(paper_id)
    rights.demand(gate.actor(), "agenda_paper.read", found)
    item = db.find(AgendaItem, found.item_id)
    if rights.can(gate.actor(), "agenda_paper.attach"):
        return redirect(url_for("meetings.papers_of_item", item_id=item.id), 303)
    return redirect(url_for("meetings.show", meeting_id=item.meeting_id, _anchor="agenda"), 303)


@bp.get("/papers/<uuid:paper_id>/<int:number>")
@requires("agenda_paper.read")
def paper_file(paper_id: UUID, number: int) -> Response:
    """A version of a document, as a download; a barred member is refused with the reason."""
    paper = db.find(AgendaPaper, paper_id)
    rights.demand(gate.actor(), "agenda_paper.read", paper)
    return downloads.stored(paper_queries.version_of(paper, number).file)


def _found(paper_id: UUID) -> AgendaPaper:
    found = db.find(AgendaPaper, paper_id)
    if found.state != "attached":
        raise NotFound()
    return found


def _references(meeting: Meeting, found: list[AgendaPaper]) -> dict[UUID, list[str]]:
    """Return of which applications each document speaks, by their references."""
    known = {one.id: one.reference for one in paper_queries.agenda_applications(meeting)}
    return {one.id: sorted(known.get(each, "") for each in one.applications) for one in found}


def _asked_of(meeting: Meeting, item: AgendaItem) -> Any:
    """Return the applications of which a document may speak; none where the item itself is about one."""
    return [] if item.application_id else paper_queries.agenda_applications(meeting)
