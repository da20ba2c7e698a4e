"""The round's own words for its letters: by kind and language."""

from uuid import UUID

from flask import render_template, url_for

from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import msg
from sipgrants.rounds import queries as rounds
from sipgrants.screening import forms
from sipgrants.screening.letters import text_commands, text_queries
from sipgrants.screening.letters.templates import places_of
from sipgrants.screening.letters.wording import LABELS
from sipgrants.screening.routes.blueprint import Page, bp
from sipgrants.web import gate, locale, steps
from sipgrants.web.gate import requires


@bp.get("/screening/rounds/<uuid:id>/letters/texts")
@requires("letter.list")
def letter_texts(id: UUID) -> Page:
    """Which letters say something of the round's own, in which language."""
    round_ = rounds.find(gate.actor(), id)
    return render_template(
        "screening/letter_texts.html",
        round=round_,
        kinds={kind: LABELS[kind] for kind in text_queries.KINDS},
        codes=locale.offered(),
        texts=text_queries.texts(round_),
    )


@bp.route("/screening/rounds/<uuid:id>/letters/texts/<kind>/<code>", methods=["GET", "POST"])
@requires("letter.edit_texts")
def letter_text(id: UUID, kind: str, code: str) -> Page:
    """The opening and the closing of a kind of letter in one language."""
    round_ = rounds.find(gate.actor(), id)
    if kind not in text_queries.KINDS or code not in locale.offered():
        raise NotFound()
    found = text_queries.text_of(round_, kind, code)
    form = forms.LetterTextForm(obj=found)
    back = url_for("screening.letter_texts", id=id)
    step = steps.Step(
        "letter.edit_texts",
        back,
        msg("Letters that are held say it from now on; those that went out stay as they are."),
        title=LABELS[kind],
        crumbs=[(url_for("screening.letters", id=id), msg("Letters")), (back, msg("Text of the letters"))],
        here="rounds.index",
        facts=[
            (msg("Language"), locale.NAMES[code]),
            (msg("Places that are filled"), ", ".join(f"{{{one}}}" for one in places_of(kind))),
        ],
    )
    return steps.take(
        form,
        lambda f: text_commands.edit_texts(
            round_,
            by=gate.actor(),
            kind=kind,
            locale=code,
            opening=f.opening.data or "",
            closing=f.closing.data or "",
        ),
        step,
    )
