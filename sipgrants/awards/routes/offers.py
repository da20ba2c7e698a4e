"""The offer of an award, and the answer of the Party."""

from uuid import UUID

from flask import request, url_for

from sipgrants.applications.models import Application
from sipgrants.awards import commands, forms, queries
from sipgrants.awards.routes.blueprint import award_of, bp, crumbs, step
from sipgrants.core.db import find
from sipgrants.core.errors import Conflict
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.fund import queries as fund
from sipgrants.screening.letters import queries as letters
from sipgrants.web import formats, gate
from sipgrants.web.gate import requires
from sipgrants.web.steps import Answer, Confirmation, Step, take

_EARLY = msg("The letters of this round are held: with the offer this Party is told before the others.")


@bp.route("/offer/<uuid:application_id>", methods=["GET", "POST"])
@requires("award.offer")
def offer(application_id: UUID) -> Answer:
    """Offer the award that the Board decided."""
    application = find(Application, application_id)
    decision = queries.standing_decision(application_id)
    if decision is None or decision.amount_minor is None:
        raise Conflict(msg("There is no confirmed decision of the Board that approves this application."))
    form = forms.OfferForm()
    if request.method == "GET":
        form.begin(decision.conditions, fund.setting("answer_days"))

    def run(filled: forms.OfferForm) -> object:
        return commands.offer(
            application,
            by=gate.actor(),
            answer_by=filled.answer_by.data,
            conditions=(filled.conditions.data or "").splitlines(),
            summary=filled.summary.data or "",
            seen=gate.seen(),
        )

    return take(form, run, _offer_step(application, Money(decision.amount_minor)))


def _offer_step(application: Application, amount: Money) -> Step:
    return Step(
        "award.offer",
        url_for("awards.index"),
        msg("The money is set aside from now on. The letter is issued with the offer."),
        subject=application,
        crumbs=crumbs(),
        here="awards.index",
        facts=[
            (msg("Application"), f"{application.reference}, {application.title}"),
            (msg("Party"), formats.pick(application.party.names)),
            (msg("Amount decided by the Board"), formats.money(amount)),
            (msg("Available in the fund"), formats.money(fund.available())),
        ],
        told=[msg("the focal points of the Party")],
        warnings=[_EARLY] if letters.held_of(application) else [],
    )


@bp.route("/<uuid:id>/accept", methods=["GET", "POST"])
@requires("award.accept")
def accept(id: UUID) -> Answer:
    """Accept the award."""
    award = award_of(id)
    lede = msg("Next you revise the plan to the amount awarded, meet the conditions and sign the agreement.")
    page = step(award, "award.accept", lede, told=[msg("the programme officers")])
    return take(Confirmation(), lambda _form: commands.accept(award, by=gate.actor(), seen=gate.seen()), page)


@bp.route("/<uuid:id>/decline", methods=["GET", "POST"])
@requires("award.decline")
def decline(id: UUID) -> Answer:
    """Decline the award."""
    award = award_of(id)
    lede = msg("The money is free for other projects. The award cannot be accepted afterwards.")
    page = step(award, "award.decline", lede, told=[msg("the programme officers")], danger=True)

    def run(form: forms.ReasonForm) -> object:
        return commands.decline(award, by=gate.actor(), reason=form.reason.data, seen=gate.seen())

    return take(forms.ReasonForm(), run, page)


@bp.route("/<uuid:id>/lapse", methods=["GET", "POST"])
@requires("award.lapse")
def lapse(id: UUID) -> Answer:
    """Let the offer lapse."""
    award = award_of(id)
    lede = msg("The money is free for other projects.")
    page = step(award, "award.lapse", lede, told=[msg("the focal points of the Party")], danger=True)

    def run(form: forms.ReasonForm) -> object:
        return commands.lapse(award, by=gate.actor(), reason=form.reason.data, seen=gate.seen())

    return take(forms.ReasonForm(), run, page)
