"""The letters of a round: held ones to look through, released together; a letter to read."""

from uuid import UUID

from flask import redirect, render_template, request, url_for

from sipgrants.core import db
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import nmsg
from sipgrants.lifecycle import rights
from sipgrants.rounds import queries as rounds
from sipgrants.screening import forms
from sipgrants.screening.letters import commands, printing_queries, queries
from sipgrants.screening.letters.wording import LABELS
from sipgrants.screening.models import Letter
from sipgrants.screening.routes.blueprint import Page, bp, pdf
from sipgrants.web import gate
from sipgrants.web.gate import requires
from sipgrants.web.notices import tell
from sipgrants.web.steps import press


@bp.get("/screening/rounds/<uuid:id>/letters")
@requires("letter.list")
def letters(id: UUID) -> Page:
    """The letters of the round, held ones first."""
    round_ = rounds.find(gate.actor(), id)
    page = queries.of_round(round_, request.args.get("page", 1, type=int))
    held = len(queries.held(round_))
    return render_template("screening/letters.html", round=round_, page=page, held=held, kinds=LABELS)


@bp.route("/screening/rounds/<uuid:id>/release", methods=["GET", "POST"])
@requires("letter.release")
def release(id: UUID) -> Page:
    """Release every letter that is held, together."""
    round_, form = rounds.find(gate.actor(), id), forms.Confirmation()
    waiting = queries.held(round_)
    if not form.validate_on_submit():
        return render_template(
            "screening/release.html", round=round_, form=form, waiting=waiting, kinds=LABELS
        )
    number = commands.release(round_, by=gate.actor(), seen=gate.seen())
    tell(nmsg("%(num)s letter goes out.", "%(num)s letters go out.", number))
    return redirect(url_for("screening.letters", id=id), 303)


@bp.post("/letters/<uuid:letter_id>/release")
@requires("letter.release")
def release_letter(letter_id: UUID) -> Page:
    """Release one letter before the others."""
    letter = db.find(Letter, letter_id)
    back = url_for("screening.letters", id=letter.round_id)
    return press(lambda: commands.release_letter(letter, by=gate.actor()), "letter.release", back)


@bp.get("/letters/<uuid:letter_id>/preview")
@requires("letter.list")
def preview(letter_id: UUID) -> Page:
    """A letter that is held, as it would go out."""
    letter = db.find(Letter, letter_id)
    return pdf(printing_queries.preview(letter), f"{letter.application.reference}-draft")


@bp.get("/letters/<uuid:letter_id>")
@requires("document.read")
def letter(letter_id: UUID) -> Page:
    """A letter that is out: the document as it was issued."""
    found = db.find(Letter, letter_id)
    if found.document is None or not rights.can(gate.actor(), "document.read", found.document):
        raise NotFound()
    return redirect(url_for("documents.download", document_id=found.document_id))
