"""Instalments: those on their way, the page of one, the panel on the award's page."""

from typing import Any
from uuid import UUID

from flask import render_template, request

from sipgrants.accounts.history import names_of, timeline
from sipgrants.awards import panels
from sipgrants.awards.models import Award
from sipgrants.core.i18n import msg
from sipgrants.disbursements import forms, queries
from sipgrants.disbursements.routes.blueprint import bp, crumbs, instalment_of
from sipgrants.lifecycle import countersign
from sipgrants.lifecycle.actor import Actor
from sipgrants.web import gate
from sipgrants.web.gate import requires


@bp.get("/instalments")
@requires("instalment.read")
def index() -> str:
    """List instalments: those on their way, or those in a state."""
    form = forms.InstalmentFilter(request.args)
    number = request.args.get("page", "1")
    page = queries.listed(
        gate.actor(), form.state.data or "", int(number) if number.isdecimal() and len(number) < 7 else 1
    )
    args = {name: value for name, value in request.args.to_dict().items() if name != "page"}
    return render_template("disbursements/index.html", page=page, form=form, args=args, crumbs=crumbs())


@bp.get("/instalments/<uuid:id>")
@requires("instalment.read")
def show(id: UUID) -> str:
    """Show an instalment: next step, what it waits for, through whose hands it went."""
    one = instalment_of(id)
    facts = queries.facts_of([one.award])
    people = (
        one.requested_by,
        one.certified_by,
        one.approved_by,
        one.paid_by,
        one.acknowledged_by,
        one.award.vendor_confirmed_by,
        one.overridden_by,
        one.override_seconded_by,
    )
    return render_template(
        "disbursements/show.html",
        one=one,
        conditions=queries.conditions(one, facts) if one.state in _OPEN else [],
        unmet=queries.unmet(one, facts) if one.state in _OPEN else [],
        overridable=queries.OVERRIDABLE,
        people=names_of({str(person) for person in people if person}),
        payments=[row for row in queries.payments(one.award_id) if row.instalment_id == one.id],
        waiting=countersign.asked_about(one),
        history=timeline(one),
        crumbs=crumbs(one),
    )


def _panel(award: Award, _actor: Actor) -> Any:
    facts = queries.facts_of([award])
    return {
        "award": award,
        "rows": [(one, queries.unmet(one, facts) if one.state in _OPEN else []) for one in award.instalments],
        "refunds": queries.refunds(award.id),
        "beside": queries.beside(award.id),
        "beside_words": queries.BESIDE,
    }


_OPEN = ("planned", "held", "requested", "certified", "approved")
panels.add(
    panels.Panel(
        "instalments",
        msg("Instalments"),
        "disbursements/panel.html",
        _panel,
        action="instalment.read",
        place=10,
    )
)
