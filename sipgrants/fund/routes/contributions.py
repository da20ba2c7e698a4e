"""Contributions: their list beside the figures, one record, a page for each step."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for

from sipgrants.accounts.history import timeline
from sipgrants.core import clock
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.fund import commands, forms, queries, rate_queries
from sipgrants.fund.models import Contribution
from sipgrants.fund.rates import kept
from sipgrants.fund.routes.blueprint import asked_id, bp, crumbs, page_number, round_choices
from sipgrants.lifecycle import countersign
from sipgrants.lifecycle.rights import known
from sipgrants.web import formats, gate, locale
from sipgrants.web.gate import requires
from sipgrants.web.steps import Answer, Confirmation, Step, take


@bp.get("")
@requires("fund.read")
def index() -> str:
    """Show the figures of the fund and the contributions."""
    form = forms.ContributionFilter(request.args)
    form.offer(queries.donors())
    page = queries.contributions_page(page_number(), state=form.state.data or "", donor_id=asked_id("donor"))
    return render_template(
        "fund/index.html",
        standing=queries.standing(),
        page=page,
        sums=queries.contribution_money([one.id for one in page.rows]),
        form=form,
        active=sum(bool(form[name].data) for name in ("state", "donor")),
        args={name: value for name in ("state", "donor") if (value := request.args.get(name))},
    )


@bp.get("/contributions/<uuid:id>")
@requires("contribution.read")
def contribution(id: UUID) -> str:
    """Show one contribution: what was promised, what came, its entries."""
    found = queries.contribution(id)
    return render_template(
        "fund/contribution.html",
        contribution=found,
        sums=queries.contribution_money([id])[id],
        received=Money(queries.received_original([id]).get(id, 0), found.currency),
        entries=queries.all_transactions(contribution_id=id),
        waiting=countersign.asked_about(found),
        history=timeline(found),
        rounds=known("rounds.names"),
    )


@bp.route("/donors/new", methods=["GET", "POST"])
@requires("contribution.pledge")
def donor() -> Answer:
    """Enter a donor."""
    step = Step(
        "contribution.pledge",
        url_for("fund.pledge"),
        msg("A government, an organization, a foundation, a company. Each is entered once."),
        title=msg("Enter a donor"),
        verb=msg("Enter donor"),
        crumbs=crumbs(),
    )

    def run(form: forms.DonorForm) -> object:
        return commands.record_donor(by=gate.actor(), name=form.name.data, kind=form.kind.data or "")

    return take(forms.DonorForm(), run, step, msg("The donor is in the list."))


@bp.route("/contributions/new", methods=["GET", "POST"])
@requires("contribution.pledge")
def pledge() -> Answer:
    """Record a pledge."""
    form = forms.PledgeForm()
    form.offer(queries.donors(), round_choices(), rate_queries.currencies())
    if not form.donor_id.choices:
        return redirect(url_for("fund.donor"))
    step = Step(
        "contribution.pledge",
        url_for("fund.index"),
        msg("A pledge is shown beside the money, never inside it."),
        crumbs=crumbs(),
        template="fund/pledge.html",
    )
    return take(form, _pledge, step)


def _pledge(form: forms.PledgeForm) -> object:
    return commands.pledge(
        by=gate.actor(),
        donor=queries.donor(UUID(form.donor_id.data)),
        pledged=forms.amount_in(form.amount.data, form.currency.data),
        pledged_on=form.pledged_on.data,
        rate=form.rate.data,
        rate_source=form.rate_source.data or "",
        round_id=form.round(),
        in_kind=form.in_kind.data,
        note=form.note.data or "",
    )


def _step(found: Contribution, verb: str, lede: Message, **more: Any) -> Step:
    back = url_for("fund.contribution", id=found.id)
    trail = crumbs((back, msg("Contribution %(number)s", number=found.number)))
    facts = [(msg("Donor"), found.donor.name), (msg("Promised"), formats.money(found.promised))]
    return Step(
        f"contribution.{verb}",
        back,
        lede,
        subject=found,
        crumbs=trail,
        here="fund.index",
        facts=facts,
        **more,
    )


@bp.route("/contributions/<uuid:id>/agree", methods=["GET", "POST"])
@requires("contribution.agree")
def agree(id: UUID) -> Answer:
    """Record the donor's agreement."""
    found = queries.contribution(id)
    form = _with_rate(forms.AgreementForm(data={"amount": f"{found.pledged.decimal():f}"}), found)

    def run(form: forms.AgreementForm) -> object:
        return commands.agree(
            found,
            by=gate.actor(),
            agreed=forms.amount_in(form.amount.data, found.currency),
            agreed_on=form.agreed_on.data,
            agreement=form.agreement.data,
            rate=form.rate.data if "rate" in form else None,
            rate_source=form.rate_source.data or "" if "rate_source" in form else "",
            seen=gate.seen(),
        )

    lede = msg("From now on the money is owed to the fund. It counts as available when it arrives.")
    return take(form, run, _step(found, "agree", lede))


@bp.route("/contributions/<uuid:id>/receive", methods=["GET", "POST"])
@requires("contribution.receive")
def receive(id: UUID) -> Answer:
    """Record a part that arrived."""
    found = queries.contribution(id)

    def run(form: forms.ReceiptForm) -> object:
        return commands.receive(
            found,
            by=gate.actor(),
            amount=forms.amount_in(form.amount.data, found.currency),
            day=form.day.data,
            reference=form.reference.data,
            rate=form.rate.data if "rate" in form else None,
            rate_source=form.rate_source.data or "" if "rate_source" in form else "",
            seen=gate.seen(),
        )

    lede = msg(
        "Booked in US dollars at the rate of the day; a difference in rate stands on a line of its own."
    )
    return take(_with_rate(forms.ReceiptForm(), found), run, _step(found, "receive", lede))


def _with_rate(form: Any, found: Contribution) -> Any:
    """US dollars need no rate; for others the one that would be taken today is named."""
    if found.currency == "USD":
        del form.rate, form.rate_source
        return form
    today = rate_queries.rate_on(found.currency, clock.today())
    if today is not None:
        form.rate.description = locale.translate(
            msg(
                "US dollars for one unit. Left empty, the UN operational rate of the day is taken; today's: %(rate)s.",
                rate=f"{kept(today.dollars).normalize():f}, {rate_queries.words(today)}",
            )
        )
    return form


@bp.route("/contributions/<uuid:id>/settle", methods=["GET", "POST"])
@requires("contribution.settle")
def settle(id: UUID) -> Answer:
    """Close a contribution as received."""
    found = queries.contribution(id)

    def run(_form: Confirmation) -> object:
        return commands.settle(found, by=gate.actor(), seen=gate.seen())

    return take(Confirmation(), run, _step(found, "settle", msg("Nothing more is expected.")))


@bp.route("/contributions/<uuid:id>/write_off", methods=["GET", "POST"])
@requires("contribution.write_off")
def write_off(id: UUID) -> Answer:
    """Ask to write off what will not come."""
    found = queries.contribution(id)

    def run(form: forms.ReasonForm) -> object:
        return commands.write_off(found, by=gate.actor(), reason=form.reason.data, seen=gate.seen())

    lede = msg("What is still owed is given up. What came stays.")
    step = _step(found, "write_off", lede, second=msg("an approving officer"), danger=True)
    return take(forms.ReasonForm(), run, step)


@bp.route("/contributions/opening", methods=["GET", "POST"])
@requires("contribution.record_opening")
def opening() -> Answer:
    """Record a contribution from before this system."""
    form = forms.OpeningForm()
    form.offer(queries.donors(), round_choices(), rate_queries.currencies())
    step = Step(
        "contribution.record_opening",
        url_for("fund.index"),
        msg(
            "What was agreed and what came, as the books have it. It counts once a second person has confirmed it."
        ),
        crumbs=crumbs(),
        second=msg("an approving officer"),
        template="fund/pledge.html",
    )
    return take(form, _opening, step)


def _opening(form: forms.OpeningForm) -> object:
    currency = form.currency.data
    written = commands.Opening(
        agreed=forms.amount_in(form.amount.data, currency),
        agreed_on=form.agreed_on.data,
        agreement=form.agreement.data,
        received=forms.amount_in(form.received.data or "0", currency, "received"),
        received_on=form.received_on.data,
        rate=form.rate.data,
        received_rate=form.received_rate.data,
        settled=form.settled.data,
        round_id=form.round(),
        note=form.note.data or "",
    )
    donor = queries.donor(UUID(form.donor_id.data))
    return commands.record_opening(by=gate.actor(), donor=donor, opening=written)
