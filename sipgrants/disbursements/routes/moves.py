"""One page for each move of an instalment."""

from uuid import UUID

from flask import redirect, url_for
from werkzeug.wrappers import Response

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import msg
from sipgrants.disbursements import commands, forms, queries
from sipgrants.disbursements.commands.paying import MANAGERS
from sipgrants.disbursements.routes.blueprint import bp, instalment_of, step
from sipgrants.web import gate
from sipgrants.web.gate import requires
from sipgrants.web.steps import Answer, Confirmation, take

_PARTY = msg("the focal points and the project manager of the Party")
_FINANCE = msg("the finance officers")


def _open_ends(one: object) -> list[Problem]:
    return [Problem("", condition.reason) for condition in queries.unmet(one)]  # type: ignore[arg-type]


@bp.route("/instalments/<uuid:id>/request", methods=["GET", "POST"])
@requires("instalment.request")
def request(id: UUID) -> Answer:
    """Ask for the payment."""
    one = instalment_of(id)
    form = forms.PaperForm()
    if gate.actor().parties(MANAGERS):
        del form.paper_request
    page = step(
        one,
        "instalment.request",
        msg("Three people see it: you ask, the finance officer certifies, the approving officer approves."),
        told=[_FINANCE],
        problems=_open_ends(one) if one.state == "planned" else [],
    )

    def run(filled: forms.PaperForm) -> object:
        paper = filled.paper_request.data if "paper_request" in filled else ""
        return commands.request(one, by=gate.actor(), paper_request=paper or "", seen=gate.seen())

    return take(form, run, page)


@bp.route("/instalments/<uuid:id>/certify", methods=["GET", "POST"])
@requires("instalment.certify")
def certify(id: UUID) -> Answer:
    """Certify the request."""
    one = instalment_of(id)
    lede = msg("You certify that the payment is due under the agreement and that what it waits for is there.")
    page = step(
        one, "instalment.certify", lede, told=[msg("the approving officers")], problems=_open_ends(one)
    )

    def run(form: forms.CertifyForm) -> object:
        return commands.certify(one, by=gate.actor(), minor=form.amount.minor(), seen=gate.seen())

    return take(forms.CertifyForm(data=forms.certified(one.minor)), run, page)


@bp.route("/instalments/<uuid:id>/approve", methods=["GET", "POST"])
@requires("instalment.approve")
def approve(id: UUID) -> Answer:
    """Approve the payment."""
    one = instalment_of(id)
    lede = msg("You approve the payment. Somebody else records it.")
    page = step(one, "instalment.approve", lede, told=[_FINANCE], problems=_open_ends(one))
    return take(Confirmation(), lambda _form: commands.approve(one, by=gate.actor(), seen=gate.seen()), page)


@bp.route("/instalments/<uuid:id>/record_payment", methods=["GET", "POST"])
@requires("instalment.record_payment")
def record_payment(id: UUID) -> Answer:
    """Record the payment."""
    one = instalment_of(id)
    lede = msg("As Umoja has it. The ledger has it from now on.")
    page = step(one, "instalment.record_payment", lede, told=[_PARTY], problems=_open_ends(one))

    def run(form: forms.PaymentForm) -> object:
        return commands.record_payment(
            one,
            by=gate.actor(),
            paid_on=form.paid_on.data,
            reference=form.reference.data,
            charge_minor=form.charge.minor(),
            seen=gate.seen(),
        )

    return take(forms.PaymentForm(), run, page)


@bp.route("/instalments/<uuid:id>/acknowledge", methods=["GET", "POST"])
@requires("instalment.acknowledge")
def acknowledge(id: UUID) -> Answer:
    """Confirm that the money arrived."""
    one = instalment_of(id)
    page = step(one, "instalment.acknowledge", msg("You confirm that the money arrived."), told=[_FINANCE])

    def run(form: forms.DayForm) -> object:
        return commands.acknowledge(one, by=gate.actor(), day=form.day.data, seen=gate.seen())

    return take(forms.DayForm(), run, page)


@bp.route("/instalments/<uuid:id>/send_back", methods=["GET", "POST"])
@requires("instalment.send_back")
def send_back(id: UUID) -> Answer:
    """Send the request back."""
    one = instalment_of(id)
    lede = msg("A new request starts anew, with three people again.")
    page = step(one, "instalment.send_back", lede, told=[_PARTY])

    def run(form: forms.ReasonForm) -> object:
        return commands.send_back(one, by=gate.actor(), reason=form.reason.data, seen=gate.seen())

    return take(forms.ReasonForm(), run, page)


@bp.route("/instalments/<uuid:id>/bounce", methods=["GET", "POST"])
@requires("instalment.bounce")
def bounce(id: UUID) -> Answer:
    """Record that the payment came back."""
    one = instalment_of(id)
    lede = msg("Its entry in the ledger is reversed. The approval stands: it can be paid again.")
    page = step(one, "instalment.bounce", lede, told=[_PARTY])

    def run(form: forms.BounceForm) -> object:
        return commands.bounce(
            one, by=gate.actor(), day=form.day.data, reason=form.reason.data, seen=gate.seen()
        )

    return take(forms.BounceForm(), run, page)


@bp.route("/instalments/<uuid:id>/hold", methods=["GET", "POST"])
@requires("instalment.hold")
def hold(id: UUID) -> Answer:
    """Hold the instalment."""
    one = instalment_of(id)
    page = step(one, "instalment.hold", msg("It cannot be requested until it is released."), told=[_PARTY])

    def run(form: forms.ReasonForm) -> object:
        return commands.hold(one, by=gate.actor(), reason=form.reason.data, seen=gate.seen())

    return take(forms.ReasonForm(), run, page)


@bp.post("/instalments/<uuid:id>/release")
@requires("instalment.release")
def release(id: UUID) -> Response:
    """Release a held instalment."""
    commands.release(instalment_of(id), by=gate.actor(), seen=gate.seen())
    return redirect(url_for("disbursements.show", id=id), 303)


@bp.route("/instalments/<uuid:id>/cancel", methods=["GET", "POST"])
@requires("instalment.cancel")
def cancel(id: UUID) -> Answer:
    """Ask to cancel the instalment."""
    one = instalment_of(id)
    page = step(
        one,
        "instalment.cancel",
        msg("It is not paid any more. Possible once the project is completed or terminated."),
        told=[_PARTY],
        second=msg("an approving officer"),
        danger=True,
    )

    def run(form: forms.ReasonForm) -> object:
        return commands.cancel(one, by=gate.actor(), reason=form.reason.data, seen=gate.seen())

    return take(forms.ReasonForm(), run, page)


@bp.route("/instalments/<uuid:id>/override", methods=["GET", "POST"])
@requires("instalment.override")
def override(id: UUID) -> Answer:
    """Ask the head to let the instalment go."""
    one = instalment_of(id)
    page = step(
        one,
        "instalment.override",
        msg(
            "A report, a day or the spending it waits for counts as met. Who, how much and to whom are never overridden."
        ),
        told=[_PARTY, _FINANCE],
        second=msg("the head of the Secretariat"),
    )

    def run(form: forms.ReasonForm) -> object:
        return commands.override(one, by=gate.actor(), reason=form.reason.data, seen=gate.seen())

    return take(forms.ReasonForm(), run, page)
