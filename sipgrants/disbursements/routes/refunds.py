"""Refunds and bank charges of an award; awards that run already."""

from collections.abc import Callable
from uuid import UUID

from flask import request, url_for

from sipgrants.awards.routes.blueprint import award_of, crumbs, round_choices
from sipgrants.awards.routes.blueprint import step as award_step
from sipgrants.core import clock
from sipgrants.core.db import find
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.disbursements import commands, forms, queries
from sipgrants.disbursements.routes.blueprint import bp
from sipgrants.fund import queries as fund
from sipgrants.parties.models import Party
from sipgrants.web import formats, gate
from sipgrants.web.gate import requires
from sipgrants.web.steps import Answer, Step, take

_PARTY = msg("the focal points and the project manager of the Party")


@bp.route("/awards/<uuid:id>/refund", methods=["GET", "POST"])
@requires("refund.record")
def refund(id: UUID) -> Answer:
    """Record what is due back, came back, or is disallowed."""
    award = award_of(id)
    page = award_step(award, "refund.record", msg("Each is an entry in the ledger, with its reason."))

    def run(form: forms.RefundForm) -> object:
        return commands.record_refund(
            award,
            by=gate.actor(),
            kind=form.kind.data or "",
            minor=form.amount.minor(),
            day=form.day.data,
            reason=form.reason.data,
            reference=form.reference.data or "",
            seen=gate.seen(),
        )

    return take(forms.RefundForm(data=_known(id)), run, page)


def _known(award_id: UUID) -> dict[str, object]:
    """What the list before closure leads to: the amount that the ledger says."""
    kind, figures = request.args.get("kind", ""), fund.award_figures(award_id)
    open_ = {"due": figures.unaccounted, "received": figures.refunds_due}.get(kind, 0)
    return {"kind": kind, "amount": Money(open_), "day": clock.today()} if open_ > 0 else {}


@bp.route("/awards/<uuid:id>/refunds/<uuid:refund_id>/take_back", methods=["GET", "POST"])
@requires("refund.take_back")
def take_back_refund(id: UUID, refund_id: UUID) -> Answer:
    """Take a wrong entry back."""
    award, found = award_of(id), queries.refund(id, refund_id)
    lede = msg(
        "%(amount)s. An entry that takes it back is written beside it; both stay.", amount=Money(found.minor)
    )
    page = award_step(award, "refund.take_back", lede, danger=True, told=[_PARTY])

    def run(form: forms.ReasonForm) -> object:
        return commands.take_back_refund(
            award, by=gate.actor(), refund=found, reason=form.reason.data, seen=gate.seen()
        )

    return take(forms.ReasonForm(), run, page, msg("The entry is taken back."))


@bp.route("/awards/<uuid:id>/write_off", methods=["GET", "POST"])
@requires("refund.write_off")
def write_off_refund(id: UUID) -> Answer:
    """Ask to give up a refund that does not come."""
    award = award_of(id)
    due = Money(fund.award_figures(id).refunds_due)
    page = award_step(
        award,
        "refund.write_off",
        msg("What is due is given up, with the reason."),
        second=msg("an approving officer"),
        danger=True,
    )

    def run(form: forms.WriteOffForm) -> object:
        return commands.write_off_refund(
            award, by=gate.actor(), minor=form.amount.minor(), reason=form.reason.data, seen=gate.seen()
        )

    return take(forms.WriteOffForm(data={"amount": due}), run, page)


@bp.route("/awards/<uuid:id>/charge", methods=["GET", "POST"])
@requires("ledger.post")
def charge(id: UUID) -> Answer:
    """Book a bank charge of a transfer."""
    lede = msg("The Party's instalment is not cut by it.")
    return _book(id, forms.ChargeForm(), commands.record_charge, msg("Book a bank charge"), lede)


@bp.route("/awards/<uuid:id>/interest", methods=["GET", "POST"])
@requires("ledger.post")
def interest(id: UUID) -> Answer:
    """Book the interest that a Party earned on an advance."""
    lede = msg(
        "What the Party earned on money of the fund and paid back beside it. It settles nothing that is due."
    )
    words = msg("Book interest on an advance")
    return _book(id, forms.InterestForm(), commands.record_interest, words, lede)


def _book(
    id: UUID,
    form: forms.ChargeForm,
    record: Callable[..., object],
    words: Message,
    lede: Message,
) -> Answer:
    """A page on which an amount, its day and its reference are booked on an award."""
    award = award_of(id)
    page = award_step(award, "ledger.post", lede, title=words, verb=words)

    def run(typed: forms.ChargeForm) -> object:
        return record(
            award,
            by=gate.actor(),
            minor=typed.amount.minor(),
            day=typed.day.data,
            reference=typed.reference.data,
            seen=gate.seen(),
        )

    return take(form, run, page, msg("The entry is in the ledger."))


@bp.route("/awards/running", methods=["GET", "POST"])
@requires("award.record_running")
def record_running() -> Answer:
    """Record an award that ran before this system."""
    form = forms.RunningForm()
    parties = [(one.id, formats.pick(one.names)) for one in queries.parties()]
    form.offer(sorted(parties, key=lambda one: one[1]), round_choices())
    page = Step(
        "award.record_running",
        url_for("awards.index"),
        msg("As its agreement and Umoja have it. It exists once a second person has confirmed it."),
        crumbs=crumbs(),
        here="awards.index",
        second=msg("an approving officer"),
        template="disbursements/running.html",
    )

    def run(filled: forms.RunningForm) -> object:
        party = find(Party, filled.party_id.data)
        return commands.record_running(
            party, by=gate.actor(), running=filled.running(queries.round_numbers())
        )

    return take(form, run, page)
