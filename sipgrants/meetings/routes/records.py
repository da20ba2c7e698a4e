"""Planning a meeting, its agenda, and running it."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for

from sipgrants.board import queries as board
from sipgrants.core import db, media
from sipgrants.core.errors import Invalid, NotFound
from sipgrants.meetings import forms, live_queries, page_queries, paper_queries, point_queries, queries
from sipgrants.meetings.commands import sessions
from sipgrants.meetings.models import Meeting
from sipgrants.meetings.portfolio_lines import portfolio_lines
from sipgrants.meetings.routes.blueprint import Page, bp
from sipgrants.rounds.models import Round
from sipgrants.rounds.settings import MAJORITIES
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires


@bp.get("/")
@requires("meeting.list")
def index() -> Page:
    """All meetings, latest first."""
    return render_template("meetings/list.html", page=queries.listed(request.args.get("page", 1, int)))


@bp.route("/new", methods=["GET", "POST"])
@requires("meeting.plan")
def plan() -> Page:
    """Plan a meeting."""
    rounds = page_queries.board_rounds()
    form = forms.PlanForm(
        data={"number": queries.next_number(), "round_id": str(rounds[0].id) if rounds else ""}
    )
    form.offer(rounds)
    if form.validate_on_submit():
        try:
            chosen = db.find(Round, UUID(form.round_id.data)) if form.round_id.data else None
            made = sessions.plan(chosen, by=gate.actor(), plan=form.plan())
            return redirect(url_for("meetings.show", meeting_id=made.id), 303)
        except Invalid as refused:
            form.take(refused)
    page = render_template("meetings/edit.html", form=form, meeting=None)
    return page, 422 if request.method == "POST" else 200


@bp.get("/<uuid:meeting_id>")
@requires("meeting.read")
def show(meeting_id: UUID) -> Page:
    """The meeting as this reader may know it; members see the item under discussion, the barred are asked to leave."""
    meeting = queries.find(meeting_id)
    mark = live_queries.mark(meeting, gate.actor(), locale.current())
    return render_template("meetings/show.html", mark=mark, **shown(meeting))


def shown(meeting: Meeting) -> dict[str, Any]:
    """Return what the live part of the page shows to this reader."""
    found = page_queries.page(meeting, gate.actor())
    papers = paper_queries.known_to(meeting, gate.actor())
    points = point_queries.points_of(meeting, gate.actor())
    return {
        "meeting": meeting,
        "page": found,
        "attendance": page_queries.attendance(found),
        "how": {seat.person_id: page_queries.how(meeting, seat.person_id) for seat in found.seats},
        "papers": paper_queries.by_item(papers),
        "short": media.SHORT,
        "points": points,
        "owing": point_queries.names(points),
        "there": queries.present(meeting),
        "portfolio": portfolio_lines(found.table.balance()) if found.table else [],
        "majorities": MAJORITIES,
        "report": queries.report_of(meeting.id) if meeting.state == "ended" else None,
        "history": page_queries.history(meeting, *papers),
    }


@bp.route("/<uuid:meeting_id>/edit", methods=["GET", "POST"])
@requires("meeting.edit")
def edit(meeting_id: UUID) -> Page:
    """Where and when."""
    meeting = queries.find(meeting_id)
    form = forms.PlanForm(data=forms.typed(meeting))
    form.offer([meeting.round] if meeting.round else [])
    if form.validate_on_submit():
        try:
            sessions.edit(meeting, by=gate.actor(), plan=form.plan(), seen=gate.seen())
            return _back(meeting)
        except Invalid as refused:
            form.take(refused)
    page = render_template("meetings/edit.html", form=form, meeting=meeting)
    return page, 422 if request.method == "POST" else 200


@bp.post("/<uuid:meeting_id>/items")
@requires("meeting.edit")
def items(meeting_id: UUID) -> Page:
    """Add an item, take one off, or move one."""
    meeting, actor, typed = queries.find(meeting_id), gate.actor(), request.form
    chosen = request.form.get("item", type=UUID)
    if "add" in typed:
        sessions.add_item(meeting, by=actor, title=typed.get("title", ""), seen=gate.seen())
    elif "applications" in typed:
        sessions.add_applications(meeting, by=actor, seen=gate.seen())
    elif "remove" in typed and chosen:
        sessions.remove_item(meeting, by=actor, item_id=chosen, seen=gate.seen())
    elif chosen:
        steps = -len(meeting.items) if "top" in typed else -1 if "up" in typed else 1
        sessions.move_item(meeting, by=actor, item_id=chosen, steps=steps, seen=gate.seen())
    return _back(meeting, "agenda")


@bp.post("/<uuid:meeting_id>/start")
@requires("meeting.start")
def start(meeting_id: UUID) -> Page:
    """Open the meeting."""
    meeting = queries.find(meeting_id)
    sessions.start(meeting, by=gate.actor(), seen=gate.seen())
    return _back(meeting)


@bp.post("/<uuid:meeting_id>/end")
@requires("meeting.end")
def end(meeting_id: UUID) -> Page:
    """End the meeting."""
    meeting = queries.find(meeting_id)
    sessions.end(meeting, by=gate.actor(), seen=gate.seen())
    return _back(meeting)


@bp.post("/<uuid:meeting_id>/attend")
@requires("meeting.edit")
def attend(meeting_id: UUID) -> Page:
    """Note who is there."""
    meeting = queries.find(meeting_id)
    presence = {
        seat.person_id: request.form[f"presence.{seat.person_id}"]
        for seat in board.sitting()
        if request.form.get(f"presence.{seat.person_id}")
    }
    sessions.attend(meeting, by=gate.actor(), presence=presence, seen=gate.seen())
    return _back(meeting, "attendance")


@bp.post("/<uuid:meeting_id>/go_to")
@requires("meeting.edit")
def go_to(meeting_id: UUID) -> Page:
    """Put an item under discussion."""
    meeting = queries.find(meeting_id)
    sessions.go_to(meeting, by=gate.actor(), item_id=request.form.get("item", type=UUID), seen=gate.seen())
    return _back(meeting)


@bp.post("/<uuid:meeting_id>/note")
@requires("meeting.edit")
def note(meeting_id: UUID) -> Page:
    """Write down what was said on an item."""
    meeting, item_id = queries.find(meeting_id), request.form.get("item", type=UUID)
    if item_id is None:
        raise NotFound()
    sessions.note(meeting, by=gate.actor(), item_id=item_id, text=request.form.get("text", ""))
    return _back(meeting, "agenda")


def _back(meeting: Meeting, anchor: str | None = None) -> Page:
    return redirect(url_for("meetings.show", meeting_id=meeting.id, _anchor=anchor), 303)
