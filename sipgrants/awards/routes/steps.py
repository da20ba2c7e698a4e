"""An award that runs: activated, suspended, resumed, completed, terminated, closed."""

from uuid import UUID

from sipgrants.awards import commands, forms, queries
from sipgrants.awards.commands.life import activation_problems, closing_problems
from sipgrants.awards.models import Award
from sipgrants.awards.routes.blueprint import award_of, bp, step
from sipgrants.core.i18n import Message, msg
from sipgrants.web import formats, gate
from sipgrants.web.gate import requires
from sipgrants.web.steps import Answer, Confirmation, take

_TEAM = msg("the focal points and the project manager of the Party")
_OFFICE = msg("the programme and finance officers")


@bp.route("/<uuid:id>/activate", methods=["GET", "POST"])
@requires("award.activate")
def activate(id: UUID) -> Answer:
    """Start the project."""
    award = award_of(id)
    lede = msg("From now on instalments can be requested, and every report has its day.")
    found = activation_problems(award) if award.state == "accepted" else []
    page = step(award, "award.activate", lede, told=[_TEAM], problems=found)
    return take(
        Confirmation(), lambda _form: commands.activate(award, by=gate.actor(), seen=gate.seen()), page
    )


@bp.route("/<uuid:id>/suspend", methods=["GET", "POST"])
@requires("award.suspend")
def suspend(id: UUID) -> Answer:
    """Suspend the project."""
    award = award_of(id)
    lede = msg(
        "Nothing is paid until the award is resumed. The notice goes out as a letter, with its reasons and dates."
    )
    page = step(award, "award.suspend", lede, told=[_TEAM, _OFFICE])

    def run(form: forms.SuspensionForm) -> object:
        return commands.suspend(
            award,
            by=gate.actor(),
            reason=form.reason.data,
            from_day=form.from_day.data,
            to_cure=form.to_cure.data or "",
            cure_by=form.cure_by.data,
            seen=gate.seen(),
        )

    return take(forms.SuspensionForm(), run, page)


@bp.route("/<uuid:id>/resume", methods=["GET", "POST"])
@requires("award.resume")
def resume(id: UUID) -> Answer:
    """Resume the project."""
    award = award_of(id)
    page = step(award, "award.resume", msg("Payments can be made again."), told=[_TEAM, _OFFICE])

    def run(form: forms.ReasonForm) -> object:
        return commands.resume(award, by=gate.actor(), reason=form.reason.data, seen=gate.seen())

    return take(forms.ReasonForm(), run, page)


@bp.route("/<uuid:id>/complete", methods=["GET", "POST"])
@requires("award.complete")
def complete(id: UUID) -> Answer:
    """Complete the project."""
    award = award_of(id)
    lede = msg(
        "The final report and the final statement are accepted. What is left is paid, then the award is closed."
    )
    page = step(award, "award.complete", lede, told=[_TEAM])
    return take(
        Confirmation(), lambda _form: commands.complete(award, by=gate.actor(), seen=gate.seen()), page
    )


@bp.route("/<uuid:id>/terminate", methods=["GET", "POST"])
@requires("award.terminate")
def terminate(id: UUID) -> Answer:
    """Ask to end the project early."""
    award = award_of(id)
    form = forms.TerminationForm()
    form.offer(award, formats.money)
    lede = msg(
        "Reports are due as if the project had ended on its last day. "
        "What is not marked as still payable is not paid any more."
    )
    page = step(
        award,
        "award.terminate",
        lede,
        told=[_TEAM, _OFFICE],
        second=msg("an approving officer"),
        danger=True,
        warnings=_to_settle(award),
    )

    def run(filled: forms.TerminationForm) -> object:
        return commands.terminate(
            award,
            by=gate.actor(),
            reason=filled.reason.data,
            payable=filled.payable.data or [],
            until_day=filled.until_day.data,
            seen=gate.seen(),
        )

    return take(form, run, page)


def _to_settle(award: Award) -> list[Message]:
    """What the Party has and has not accounted for, or spent beforehand: it decides what is still payable."""
    figures = queries.figures([award])[award.id]
    paid, accepted = formats.money(figures.paid), formats.money(figures.accepted - figures.disallowed)
    if figures.unaccounted < 0:
        text = msg(
            "Paid %(paid)s, spending accepted %(accepted)s: the Party spent %(more)s beforehand, which is payable.",
            paid=paid,
            accepted=accepted,
            more=formats.money(-figures.unaccounted),
        )
    else:
        text = msg(
            "Paid %(paid)s, spending accepted %(accepted)s: %(left)s is to be accounted for or returned.",
            paid=paid,
            accepted=accepted,
            left=formats.money(figures.unaccounted),
        )
    return [text]


@bp.route("/<uuid:id>/close", methods=["GET", "POST"])
@requires("award.close")
def close(id: UUID) -> Answer:
    """Ask to close the award."""
    award = award_of(id)
    lede = msg(
        "The balance is settled and the equipment's fate agreed. From then on the records are locked and stay "
        "readable. Later refunds are entries, not moves."
    )
    found = closing_problems(award) if award.state in ("completed", "terminated") else []
    page = step(
        award,
        "award.close",
        lede,
        told=[_TEAM],
        second=msg("an approving officer"),
        danger=True,
        problems=found,
    )

    def run(form: forms.ClosureForm) -> object:
        return commands.close(
            award, by=gate.actor(), assets_note=form.assets_note.data or "", seen=gate.seen()
        )

    return take(forms.ClosureForm(), run, page)
