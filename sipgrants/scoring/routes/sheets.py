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
from sipgrants.questionnaires import marks
from sipgrants.questionnaires.commands import Conflict, Saved
from sipgrants.scoring import commands, page_queries, queries
from sipgrants.scoring.filled import CONFIDENCE, blocks
from sipgrants.scoring.models import Sheet
from sipgrants.scoring.reading import read_blocks, read_sheet
from sipgrants.scoring.routes.blueprint import Page, bp
from sipgrants.web import gate, locale, saving
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
    found = dossier_to_score(application_id)
    if request.method == "GET":
        return _sheet_page(found)
    saved = keep(found)
    if saved.conflicts:
        return _sheet_page(found, conflicts=saved.conflicts), 409
    if request.form.get("go") != "hand_in":
        return redirect(url_for("scoring.sheet", application_id=found.id), 303)
    try:
        commands.hand_in(_own(found), by=gate.actor())
    except Invalid as refused:
        return _sheet_page(found, refused.problems), 422
    flash(locale.translate(msg("Handed in. Nobody else sees it until the seal is open.")), "good")
    return redirect(url_for("scoring.index", round=found.round_id), 303)


def dossier_to_score(application_id: UUID) -> Application:
    """Return the application that this member may read now; refused with the reason otherwise."""
    found = page_queries.application(application_id)
    rights.demand(gate.actor(), "application.read", found)
    return found


def keep(found: Application) -> Saved:
    """Keep what was typed on one's own sheet, by this window."""
    return commands.save(
        found,
        by=gate.actor(),
        typed=read_blocks(request.form, [one.key for one in found.round.criteria]),
        marks=request.form.get("seen"),
        page=saving.window(),
    )


def _own(found: Application) -> Sheet:
    own = queries.sheet_of(found.id, gate.actor().person_id)
    if own is None:
        raise NotFound()
    return own


def _sheet_page(
    found: Application, problems: tuple[Problem, ...] = (), conflicts: tuple[Conflict, ...] = ()
) -> str:
    """Where two windows wrote, what was typed in this one stands in the field, and the other text beside it."""
    own = queries.sheet_of(found.id, gate.actor().person_id)
    picture = queries.picture(found.round, gate.actor())
    present = queries.present_blocks(own, found.round)
    others = [
        one
        for one in page_queries.given(picture, gate.actor(), found)
        if one.seat.person_id != gate.actor().person_id
    ]
    return render_template(
        "scoring/sheet.html",
        application=found,
        sheet=own,
        said=present | {one.key: one.mine for one in conflicts},
        seen=marks.write(present),
        conflicts={one.key: one for one in conflicts},
        earlier=page_queries.earlier(own),
        filled=queries.filled(own, found.round),
        confidence=CONFIDENCE,
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
    own, keys = _own(found), [one.key for one in found.round.criteria]
    typed = queries.filled(own, found.round)
    problems: tuple[Problem, ...] = ()
    rights.demand(gate.actor(), "sheet.revise", own)
    if request.method == "POST":
        typed = read_sheet(request.form, keys)
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
        "scoring/revise.html", application=found, sheet=own, said=blocks(typed, keys), problems=problems,
        reason=request.form.get("reason", ""),
    )  # fmt: skip
    return page, 422 if problems else 200
