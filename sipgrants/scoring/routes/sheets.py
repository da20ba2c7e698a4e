"""What a member sees and does: the list of applications, and the sheet beside the dossier."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from sipgrants.applications.models import Application
from sipgrants.board import queries as board
from sipgrants.core.errors import Invalid, NotFound, Problem
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import BOARD
from sipgrants.scoring import commands, page_queries, queries
from sipgrants.scoring.filled import Filled
from sipgrants.scoring.models import Sheet
from sipgrants.scoring.reading import read_sheet
from sipgrants.scoring.routes.blueprint import Page, bp
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires


@bp.get("/")
@requires("scoring.list")
def index() -> Page:
    """A member's applications to score; for the Secretariat where each round stands."""
    actor, chosen = gate.actor(), page_queries.chosen(request.args.get("round"))
    shown: dict[str, Any] = {"rounds": board.rounds(), "chosen": chosen, "items": []}
    if chosen is not None and actor.has(BOARD):
        picture = queries.picture(page_queries.round_of(chosen.id), actor)
        shown |= {"items": page_queries.items(picture, actor), "picture": picture}
    return render_template("scoring/index.html", **shown)


@bp.route("/applications/<uuid:application_id>", methods=["GET", "POST"])
@requires("sheet.edit")
def sheet(application_id: UUID) -> Page:
    """One's own sheet beside the dossier: saved as it stands, or handed in."""
    found = page_queries.application(application_id)
    rights.demand(gate.actor(), "application.read", found)
    own = queries.sheet_of(found.id, gate.actor().person_id)
    if request.method == "GET":
        return _sheet_page(found, own, _filled(found, own))
    typed = read_sheet(request.form, [one.key for one in found.round.criteria])
    try:
        return _saved(found, own, typed)
    except Invalid as refused:
        own = queries.sheet_of(found.id, gate.actor().person_id)
        return _sheet_page(found, own, typed, refused.problems), 422


def _saved(found: Application, own: Sheet | None, typed: Filled) -> Page:
    if own is None:
        own = commands.start(found, by=gate.actor(), filled=typed)
    elif own.state == "draft":
        commands.edit(own, by=gate.actor(), filled=typed, seen=gate.seen())
    if request.form.get("go") != "hand_in":
        return redirect(url_for("scoring.sheet", application_id=found.id), 303)
    commands.hand_in(own, by=gate.actor())
    flash(locale.translate(msg("Handed in. Nobody else sees it until the seal is open.")), "good")
    return redirect(url_for("scoring.index", round=found.round_id), 303)


def _filled(found: Application, own: Sheet | None) -> Filled:
    if own is None:
        return Filled()
    keys = {one.id: one.key for one in found.round.criteria}
    return Filled(queries.values(own, keys), queries.comments(own, keys), own.comment, own.notes)


def _sheet_page(
    found: Application, own: Sheet | None, typed: Filled, problems: tuple[Problem, ...] = ()
) -> str:
    picture = queries.picture(found.round, gate.actor())
    others = [
        one
        for one in page_queries.given(picture, gate.actor(), found)
        if one.seat.person_id != gate.actor().person_id
    ]
    return render_template(
        "scoring/sheet.html",
        application=found,
        sheet=own,
        typed=typed,
        problems=problems,
        picture=picture,
        others=others,
        reading=page_queries.reading(found, locale.choose()),
        writable=(own is None or own.state == "draft")
        and found.state == "with_board"
        and not picture.is_open,
        is_expected=(found.id, gate.actor().person_id) in picture.expected,
    )


@bp.route("/applications/<uuid:application_id>/revise", methods=["GET", "POST"])
@requires("sheet.revise")
def revise(application_id: UUID) -> Page:
    """Scores changed after the opening, with a reason."""
    found = page_queries.application(application_id)
    own = queries.sheet_of(found.id, gate.actor().person_id)
    if own is None:
        raise NotFound()
    typed = _filled(found, own)
    problems: tuple[Problem, ...] = ()
    rights.demand(gate.actor(), "sheet.revise", own)
    if request.method == "POST":
        typed = read_sheet(request.form, [one.key for one in found.round.criteria])
        try:
            commands.revise(
                own,
                by=gate.actor(),
                scores=typed.scores,
                comments=typed.comments,
                reason=request.form.get("reason", ""),
                seen=gate.seen(),
            )
            return redirect(url_for("scoring.scores", application_id=found.id), 303)
        except Invalid as refused:
            problems = refused.problems
    page = render_template(
        "scoring/revise.html", application=found, sheet=own, typed=typed, problems=problems,
        reason=request.form.get("reason", ""),
    )  # fmt: skip
    return page, 422 if problems else 200
