"""Decisions: one at a time beside its numbers, or all on one page; the Co-Chairs' word; answers by correspondence."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from sipgrants.core import db, media
from sipgrants.core.errors import Invalid, NotFound, Problem
from sipgrants.core.i18n import msg, nmsg
from sipgrants.lifecycle import rights
from sipgrants.meetings import forms, page_queries, paper_queries, queries
from sipgrants.meetings.commands import confirming, decisions
from sipgrants.meetings.models import Decision, Meeting
from sipgrants.meetings.portfolio_lines import portfolio_lines
from sipgrants.meetings.reading import read_several
from sipgrants.meetings.routes.blueprint import Page, bp, step
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires


@bp.route("/<uuid:meeting_id>/applications/<uuid:application_id>", methods=["GET", "POST"])
@requires("meeting.read")
def item(meeting_id: UUID, application_id: UUID) -> Page:
    """One application in a meeting: the decision beside its numbers. A barred member is refused with the reason."""
    meeting = queries.find(meeting_id)
    entry, application = page_queries.item_of(meeting, application_id)
    found = page_queries.page(meeting, gate.actor())
    row = found.rows.get(application_id)
    if row is None or found.table is None:
        raise NotFound()
    if row.bar or application_id in found.table.picture.hidden:
        rights.demand(gate.actor(), "decision.read", application)
    standing = found.table.confirmed.get(application_id)
    form = forms.DecisionForm()
    if request.method == "GET":
        form.show(row.decision or row.left)
    if form.validate_on_submit():
        try:
            _save(meeting, row, standing, form)
            return redirect(
                url_for("meetings.item", meeting_id=meeting_id, application_id=application_id), 303
            )
        except Invalid as refused:
            form.take(refused)
    papers = paper_queries.papers_of(meeting, gate.actor()).get(entry.id, [])
    page = render_template(
        "meetings/item.html",
        meeting=meeting,
        entry=entry,
        application=application,
        row=row,
        form=form,
        standing=standing,
        portfolio=portfolio_lines(found.table.balance()),
        answer=forms.AnswerForm(),
        electable=page_queries.electable(found, row),
        names={seat.person_id: seat.person.name for seat in found.table.picture.all_seats.values()},
        papers=papers,
        short=media.SHORT,
        history=page_queries.history(row.decision) if row.decision else [],
    )
    return page, 422 if request.method == "POST" else 200


def _save(meeting: Meeting, row: queries.Row, standing: Decision | None, form: forms.DecisionForm) -> None:
    actor, decision = gate.actor(), row.decision
    if decision is not None and decision.state == "drafted":
        decisions.edit(decision, by=actor, words=form.words(), seen=gate.seen())
    elif standing is not None and row.application.state != "reserve":
        decisions.supersede(standing, by=actor, meeting=meeting, words=form.words())
    else:
        decisions.draft(row.application, by=actor, meeting=meeting, words=form.words())


@bp.route("/<uuid:meeting_id>/decisions", methods=["GET", "POST"])
@requires("decision.draft")
def several(meeting_id: UUID) -> Page:
    """All applications of the meeting on one page: drafted, then taken, in one go."""
    meeting = queries.find(meeting_id)
    found = page_queries.page(meeting, gate.actor())
    if found.table is None:
        raise NotFound()
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            return _save_several(meeting, found)
        except Invalid as refused:
            problems = refused.problems
    page = render_template(
        "meetings/decisions.html",
        meeting=meeting,
        page=found,
        problems=problems,
        typed=request.form,
        portfolio=portfolio_lines(found.table.balance(("drafted", "taken", "confirmed"))),
    )
    return page, 422 if problems else 200


def _save_several(meeting: Meeting, found: page_queries.Page) -> Page:
    open_ones = [one for one in found.rows.values() if one.is_open]
    words = read_several(request.form, [one.application.id for one in open_ones])
    number = decisions.draft_several(meeting, by=gate.actor(), words=words, seen=gate.seen())
    changed = nmsg("%(num)s decision drafted or changed.", "%(num)s decisions drafted or changed.", number)
    if number or request.form.get("go") != "take":
        flash(locale.translate(changed), "good")
    if request.form.get("go") == "take":
        _take(meeting)
    return redirect(url_for("meetings.several", meeting_id=meeting.id), 303)


def _take(meeting: Meeting) -> None:
    drafted = page_queries.page(meeting, gate.actor()).mine("drafted")
    refused = decisions.take_several([one.decision for one in drafted if one.decision], by=gate.actor())
    references = {one.decision.id: one.application.reference for one in drafted if one.decision}
    taken = nmsg("%(num)s decision taken.", "%(num)s decisions taken.", len(drafted) - len(refused))
    flash(locale.translate(taken), "good")
    for reason in dict.fromkeys(refused.values()):  # one line for each reason: twenty may lack the same thing
        those = ", ".join(references[identifier] for identifier, why in refused.items() if why == reason)
        told = msg("%(reference)s is not taken: %(reason)s", reference=those, reason=reason)
        flash(locale.translate(told), "attention")


@bp.post("/decisions/<uuid:decision_id>/take")
@requires("decision.take")
def take(decision_id: UUID) -> Page:
    """Record a decision as taken."""
    return _press(decision_id, lambda one: decisions.take(one, by=gate.actor(), seen=gate.seen()))


@bp.post("/decisions/<uuid:decision_id>/agree")
@requires("decision.agree")
def agree(decision_id: UUID) -> Page:
    """A member's answer by correspondence; what cannot be taken is shown again on a page of its own."""
    one, form = db.find(Decision, decision_id), forms.AnswerForm()
    answer, reason = form.answer.data or "", form.reason.data or ""
    return step(
        "decision.agree",
        form,
        lambda: decisions.agree(one, by=gate.actor(), answer=answer, reason=reason),
        meeting=one.meeting,
        lede=msg("The last answer before the deadline counts."),
        back=_address(one),
    )


@bp.route("/decisions/<uuid:decision_id>/reopen", methods=["GET", "POST"])
@requires("decision.reopen")
def reopen(decision_id: UUID) -> Page:
    """Reopen a decision that was taken."""
    one, form = db.find(Decision, decision_id), forms.ReasonForm()
    return step(
        "decision.reopen",
        form,
        lambda: decisions.reopen(one, by=gate.actor(), reason=form.reason.data, seen=gate.seen()),
        meeting=one.meeting,
        subject=one,
        lede=msg("It goes back to the draft; words given to confirm it no longer count."),
        back=_address(one),
    )


@bp.route("/decisions/<uuid:decision_id>/elect", methods=["GET", "POST"])
@requires("decision.elect")
def elect(decision_id: UUID) -> Page:
    """Record the member elected to confirm an item."""
    one, form = db.find(Decision, decision_id), forms.ElectForm()
    found = page_queries.page(one.meeting, gate.actor())
    form.offer(page_queries.electable(found, found.rows[one.application_id]))
    return step(
        "decision.elect",
        form,
        lambda: confirming.elect(one, by=gate.actor(), person_id=form.person_id),
        meeting=one.meeting,
        lede=msg(
            "Both Co-Chairs are barred or absent: the members present elected one of them for this item."
        ),
        back=_address(one),
    )


@bp.route("/<uuid:meeting_id>/confirm", methods=["GET", "POST"])
@requires("decision.confirm")
def confirm(meeting_id: UUID) -> Page:
    """All decisions that wait for this person's word, on one page; with the last word they stand."""
    meeting = queries.find(meeting_id)
    if meeting.round is None:
        raise NotFound()
    if request.method == "POST":
        number = confirming.confirm_all(meeting, by=gate.actor(), seen=gate.seen())
        said = nmsg("You confirmed %(num)s decision.", "You confirmed %(num)s decisions.", number)
        flash(locale.translate(said), "good")
        return redirect(url_for("meetings.show", meeting_id=meeting_id), 303)
    table = queries.table(meeting.round, gate.actor())
    mine = queries.waiting_for_word(table, gate.actor().person_id, meeting.id)
    return render_template("meetings/confirm.html", meeting=meeting, decisions=mine)


def _press(decision_id: UUID, run: Callable[[Decision], object]) -> Page:
    one = db.find(Decision, decision_id)
    try:
        run(one)
    except Invalid as refused:
        for problem in refused.problems:
            flash(locale.translate(problem.message), "attention")
    return redirect(_address(one), 303)


def _address(one: Decision) -> str:
    return url_for("meetings.item", meeting_id=one.meeting_id, application_id=one.application_id)
