"""Towards the end of an award: the final checklist on its page, and what becomes of the equipment."""

from typing import Any
from uuid import UUID

from flask import url_for

from sipgrants.awards import panels
from sipgrants.awards import queries as awards
from sipgrants.awards.models import Award
from sipgrants.changes import assets_queries, closing_queries, commands
from sipgrants.changes.commands.closing import proposed
from sipgrants.changes.forms import Assets
from sipgrants.changes.routes.pages import bp
from sipgrants.core.i18n import msg
from sipgrants.lifecycle.actor import Actor
from sipgrants.web import gate
from sipgrants.web.steps import Answer, Step, take


@bp.route("/equipment/<uuid:award_id>", methods=["GET", "POST"])
@gate.requires("award.settle_assets")
def settle_assets(award_id: UUID) -> Answer:
    """Agree what becomes of each item of equipment."""
    award = awards.award(gate.actor(), award_id)
    items = assets_queries.register(award.id)
    rows = assets_queries.agreed(award.id)
    kept: Any = rows if len(rows) == len(items) else proposed(items, award.institution)
    shown = [{"fate": one.fate, "holder": one.holder, "note": one.note} for one in kept]
    form = Assets(data={"items": shown})
    back = url_for("awards.show", id=award.id)
    page = Step(
        "award.settle_assets",
        back,
        msg("Item by item of the last accepted inventory; filled in with what the final report proposes."),
        subject=award,
        crumbs=[(url_for("awards.index"), msg("Awards")), (back, award.number)],
        here="awards.index",
        told=[msg("the focal points and the project manager")],
        template="changes/assets.html",
        more={"items": items},
    )

    def run(filled: Assets) -> object:
        return commands.settle_assets(award, by=gate.actor(), fates=filled.fates(), seen=gate.seen())

    return take(form, run, page)


def _panel(award: Award, _actor: Actor) -> closing_queries.Checklist:
    return closing_queries.checklist(award)


panels.add(
    panels.Panel(
        name="closing",
        title=msg("Completion and closure"),
        template="changes/closing.html",
        load=_panel,
        action="change.list",
        place=70,
    )
)
