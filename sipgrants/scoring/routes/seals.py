"""Who has handed in, and the opening of the seal."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from sipgrants.board import queries as board
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.scoring import commands, page_queries, queries
from sipgrants.scoring.commands.seals import needed
from sipgrants.scoring.forms import OpenForm
from sipgrants.scoring.routes.blueprint import Page, bp
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires


@bp.get("/rounds/<uuid:round_id>/seal")
@requires("seal.read")
def seal(round_id: UUID) -> Page:
    """Who has handed in; nothing of what the sheets say."""
    picture = queries.picture(page_queries.round_of(round_id), gate.actor())
    chairs = board.co_chairs(picture.seats)
    said = {one.person_id for one in picture.seal.consents} if picture.seal else set()
    return render_template(
        "scoring/seal.html",
        round=picture.round,
        picture=picture,
        lines=page_queries.handed_in(picture),
        chairs=[one for one in picture.seats if one.person_id in chairs],
        chairs_barred=queries.chairs_barred(picture, chairs),
        said=said,
        may_open=queries.may_be_opened(picture) and picture.round.state == "with_board",
        missing=page_queries.missing_at_opening(picture),
    )


@bp.route("/rounds/<uuid:round_id>/seal/open", methods=["GET", "POST"])
@requires("seal.open")
def open_seal(round_id: UUID) -> Page:
    """A Co-Chair's word to open the seal; it cannot be undone."""
    round_, form = page_queries.round_of(round_id), OpenForm()
    rights.demand(gate.actor(), "seal.open", round_)
    if form.validate_on_submit():
        opened = commands.open_seal(round_, by=gate.actor(), absent=form.absent.data or "")
        told = msg("The seal is open.") if opened else msg("Noted. The other Co-Chair's word opens the seal.")
        flash(locale.translate(told), "good")
        return redirect(url_for("scoring.seal", round_id=round_id), 303)
    picture = queries.picture(round_, gate.actor())
    hidden = picture.hidden
    page = render_template(
        "scoring/open.html",
        round=round_,
        form=form,
        picture=picture,
        alone=len(needed(picture, gate.actor()).needed) == 1,
        missing=sum(one not in hidden for one, _ in picture.missing),
    )
    return page, 422 if request.method == "POST" else 200
