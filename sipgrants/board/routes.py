"""The pages of the Board: its members, and their declarations of interest."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from sipgrants.board import commands, forms, queries
from sipgrants.board.models import Declaration, Seat
from sipgrants.board.reading import read_answers
from sipgrants.board.seating import empty_seats
from sipgrants.core import db
from sipgrants.core.errors import Forbidden, Invalid, Problem
from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.lifecycle import countersign, labels
from sipgrants.web import gate, locale
from sipgrants.web.forms import Form
from sipgrants.web.gate import requires

bp = Blueprint("board", __name__, url_prefix="/board")
Page = str | Response | tuple[str, int]


@bp.get("/")
@requires("board.read")
def index() -> Page:
    """Who sits on the Board, and whose terms are over."""
    terms, sitting = queries.terms(), queries.sitting()
    return render_template(
        "board/index.html",
        terms=terms,
        sitting=sitting,
        empty=empty_seats(queries.places(sitting)),
        rounds=[one for one in queries.rounds() if one.declarations_asked_at],
    )


@bp.route("/terms/new", methods=["GET", "POST"])
@requires("board.add_term")
def add_term() -> Page:
    """A new term."""
    form = forms.TermForm()
    return _step(
        "board.add_term",
        form,
        lambda: commands.add_term(
            by=gate.actor(),
            name=form.name.data,
            from_day=form.from_day.data,
            until_day=form.until_day.data,
        ),
        lede=msg("An earlier term without a last day, and its seats, end the day before."),
    )


@bp.route("/seats/new", methods=["GET", "POST"])
@requires("board.seat")
def seat() -> Page:
    """A member to be seated: a second person confirms."""
    form = forms.SeatForm(replaces=request.args.get("replaces", ""))
    form.offer(queries.countries(), queries.terms(), queries.sitting())
    return _step(
        "board.seat",
        form,
        lambda: _seat(form),
        lede=msg("Two members come from each of the five regions. The role begins and ends with the seat."),
        second=msg("a second officer, the head or the administrator"),
    )


def _seat(form: forms.SeatForm) -> object:
    person = commands.nominate(by=gate.actor(), email=form.email.data, name=form.name.data or "")
    return commands.seat(
        person,
        by=gate.actor(),
        term_id=UUID(form.term.data),
        country_id=form.country.data,
        from_day=form.from_day.data,
        replaces_id=form.replaces_id,
    )


@bp.route("/seats/<uuid:seat_id>/unseat", methods=["GET", "POST"])
@requires("board.unseat")
def unseat(seat_id: UUID) -> Page:
    """The end of a seat."""
    found, form = db.find(Seat, seat_id), forms.EndForm()
    return _step(
        "board.unseat",
        form,
        lambda: commands.unseat(
            found, by=gate.actor(), until_day=form.until_day.data, reason=form.reason.data
        ),
        lede=msg("%(name)s: sheets handed in stand, drafts go.", name=found.person.name),
    )


@bp.route("/seats/<uuid:seat_id>/elect", methods=["GET", "POST"])
@requires("board.elect")
def elect(seat_id: UUID) -> Page:
    """A member elected Co-Chair."""
    found = db.find(Seat, seat_id)
    return _step(
        "board.elect",
        forms.ConfirmForm(),
        lambda: commands.elect(found, by=gate.actor()),
        lede=msg("The Board elected %(name)s a Co-Chair for the term.", name=found.person.name),
        second=msg("a second officer, the head or the administrator"),
    )


@bp.route("/seats/<uuid:seat_id>/step_down", methods=["GET", "POST"])
@requires("board.step_down")
def step_down(seat_id: UUID) -> Page:
    """The end of a Co-Chair's office."""
    found, form = db.find(Seat, seat_id), forms.ReasonForm()
    return _step(
        "board.step_down",
        form,
        lambda: commands.step_down(found, by=gate.actor(), reason=form.reason.data),
        lede=msg("%(name)s stays a member of the Board.", name=found.person.name),
    )


@bp.route("/rounds/<uuid:round_id>/declare", methods=["GET", "POST"])
@requires("declaration.declare_none")
def declare(round_id: UUID) -> Page:
    """A member's declarations on the applications of a round, several at once."""
    round_, own = queries.board_round(round_id), queries.seat_of(gate.actor().person_id)
    if own is None:
        raise Forbidden(msg("Members who sit on the Board today declare their interests."))
    lines = queries.lines(round_id, own)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            return _declared(round_id, lines)
        except Invalid as refused:
            problems = refused.problems
    page = render_template(
        "board/declare.html", round=round_, lines=lines, problems=problems, typed=request.form
    )
    return page, 422 if problems else 200


def _declared(round_id: UUID, lines: list[queries.Line]) -> Page:
    answers = read_answers(
        request.form,
        [line.dossier.id for line in lines if line.bar is None],
        {line.dossier.id for line in lines if line.is_open},
    )
    number = commands.declare(round_id, by=gate.actor(), answers=answers)
    done = nmsg("Recorded: %(num)s declaration.", "Recorded: %(num)s declarations.", number)
    flash(locale.translate(done), "good")
    return redirect(url_for("board.declare", round_id=round_id), 303)


@bp.get("/rounds/<uuid:round_id>/declarations")
@requires("declaration.list")
def declarations(round_id: UUID) -> Page:
    """The register of declarations and bars of a round."""
    return render_template(
        "board/declarations.html",
        round=queries.board_round(round_id),
        entries=queries.register(round_id),
    )


@bp.route("/declarations/<uuid:declaration_id>/lift", methods=["GET", "POST"])
@requires("declaration.lift")
def lift(declaration_id: UUID) -> Page:
    """Lift a wrong declaration."""
    found, form = db.find(Declaration, declaration_id), forms.ReasonForm()
    return _step(
        "declaration.lift",
        form,
        lambda: commands.lift(found, by=gate.actor(), reason=form.reason.data, seen=gate.seen()),
        lede=msg("The member may score this application again, while the seal is closed."),
        subject=found,
        back=url_for("board.declarations", round_id=found.round_id),
    )


def _step(
    action: str,
    form: Form,
    run: Callable[[], object],
    *,
    lede: Message,
    second: Message | None = None,
    subject: Any = None,
    back: str | None = None,
) -> Page:
    """Show the page of a step, or take it and go back."""
    back = back or url_for("board.index")
    if form.validate_on_submit():
        try:
            asked = run()
            flash(locale.translate(_told(asked, action)), "good")
            return redirect(back, 303)
        except Invalid as refused:
            form.take(refused)
    page = render_template(
        "board/step.html", action=action, form=form, lede=lede, second=second, subject=subject, back=back
    )
    return page, 422 if request.method == "POST" else 200


def _told(result: object, action: str) -> Message:
    if isinstance(result, countersign.Proposal):
        return msg("A second person is asked to confirm: %(step)s.", step=labels.action(action))
    return msg("Done: %(step)s.", step=labels.action(action))
