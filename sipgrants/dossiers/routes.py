"""The dossiers of an award: asked for, being made, to be downloaded; the panel on the page of the award."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from sipgrants.accounts.history import names_of
from sipgrants.awards import panels
from sipgrants.awards.models import Award
from sipgrants.awards.routes.blueprint import award_of, crumbs
from sipgrants.core.i18n import msg
from sipgrants.dossiers import asked_queries, commands
from sipgrants.lifecycle.actor import Actor
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires

bp = Blueprint("dossiers", __name__, url_prefix="/awards")


@bp.get("/<uuid:id>/dossiers")
@requires("award_dossier.read")
def index(id: UUID) -> str:
    """Show the dossiers of an award, and how far the one is that is being made."""
    award = award_of(id)
    found = asked_queries.of_award(id)
    return render_template(
        "dossiers/index.html",
        award=award,
        found=found,
        making=asked_queries.being_made(id),
        people=names_of(str(one.asked_by) for one in found),
        crumbs=crumbs(award),
    )


@bp.post("/<uuid:id>/dossiers")
@requires("award_dossier.ask")
def ask(id: UUID) -> Response:
    """Have a dossier made."""
    commands.ask(award_of(id), by=gate.actor(), locale=locale.choose())
    return redirect(url_for("dossiers.index", id=id), 303)


def _panel(_award: Award, _actor: Actor) -> Any:
    return None


panels.add(
    panels.Panel(
        "dossier", msg("Dossier"), "dossiers/panel.html", _panel, action="award_dossier.read", place=90
    )
)
