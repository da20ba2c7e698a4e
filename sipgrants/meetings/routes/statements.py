"""The Co-Chairs' public statement on a round: drafted, edited, adopted."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from sipgrants.board import queries as board
from sipgrants.core.errors import Invalid, NotFound, Problem
from sipgrants.core.i18n import msg
from sipgrants.meetings import statement_queries as queries
from sipgrants.meetings.advice_models import PublicStatement
from sipgrants.meetings.commands import statements
from sipgrants.meetings.routes.blueprint import Page, bp
from sipgrants.parties import queries as parties
from sipgrants.rounds import queries as rounds
from sipgrants.rounds.models import Round
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires


@bp.get("/rounds/<uuid:round_id>/statement")
@requires("public_statement.read")
def statement(round_id: UUID) -> Page:
    """The statement; before it is public, a barred member's view leaves out what would tell."""
    return _page(rounds.find(gate.actor(), round_id))


@bp.post("/rounds/<uuid:round_id>/statement/draft")
@requires("public_statement.draft")
def draft_statement(round_id: UUID) -> Page:
    """Draft the statement from the record."""
    statements.draft(rounds.find(gate.actor(), round_id), by=gate.actor(), seen=gate.seen())
    return redirect(url_for("meetings.statement", round_id=round_id), 303)


@bp.post("/rounds/<uuid:round_id>/statement")
@requires("public_statement.edit")
def edit_statement(round_id: UUID) -> Page:
    """Save what the statement says."""
    round_ = rounds.find(gate.actor(), round_id)
    typed = {key: request.form.get(key, "") for key in ("opening", "closing")}
    try:
        statements.edit(_find(round_), by=gate.actor(), seen=gate.seen(), **typed)
    except Invalid as refused:
        return _page(round_, typed, refused.problems), 422
    flash(locale.translate(msg("Saved.")), "good")
    return redirect(url_for("meetings.statement", round_id=round_id), 303)


@bp.post("/rounds/<uuid:round_id>/statement/adopt")
@requires("public_statement.adopt")
def adopt_statement(round_id: UUID) -> Page:
    """A Co-Chair adopts the statement."""
    found = _find(rounds.find(gate.actor(), round_id))
    is_public = statements.adopt(
        found, by=gate.actor(), seen=gate.seen(), looked_at=request.form.get("looked_at", "")
    )
    noted = msg("Noted. The other Co-Chair adopts it too.")
    flash(locale.translate(msg("The statement is adopted and public.") if is_public else noted), "good")
    return redirect(url_for("meetings.statement", round_id=round_id), 303)


def _find(round_: Round) -> PublicStatement:
    found = queries.of_round(round_.id)
    if found is None:
        raise NotFound()
    return found


def _page(round_: Round, typed: dict[str, str] | None = None, problems: tuple[Problem, ...] = ()) -> str:
    found = queries.of_round(round_.id)
    shown = queries.shown(found, gate.actor()) if found else None
    chosen = locale.choose()
    return render_template(
        "meetings/statement.html",
        round=round_,
        statement=found,
        refused=queries.refuse(round_),
        figures=shown.figures if shown else {},
        left_out=shown is not None and shown.left_out,
        looked_at=queries.mark(found, shown.figures) if found and shown else "",
        words={"opening": found.opening, "closing": found.closing, **(typed or {})} if found else {},
        problems=problems,
        names={one.id: one.name(chosen) for one in parties.everyone()},
        chairs=[one for one in board.sitting() if one.is_co_chair],
        adopted_by={
            one.person_id
            for one in (found.adoptions if found else ())
            if shown is None or one.mark == shown.mark
        },
    )
