"""One page for each step that cannot be undone, and the presses that move a round on."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from sipgrants.core.errors import Invalid
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import countersign, labels
from sipgrants.rounds import commands, forms, page_queries, queries
from sipgrants.rounds.commands.announcing import problems
from sipgrants.rounds.deadline import Twice
from sipgrants.rounds.models import Round
from sipgrants.rounds.routes.blueprint import Page, bp
from sipgrants.web import gate, locale
from sipgrants.web.forms import Form
from sipgrants.web.gate import requires


@bp.route("/<uuid:round_id>/announce", methods=["GET", "POST"])
@requires("round.announce")
def announce(round_id: UUID) -> Page:
    """Check everything and ask a second officer."""
    round_ = queries.find(gate.actor(), round_id)
    return _step(
        round_,
        "round.announce",
        forms.Confirmation(),
        lambda form: commands.announce(round_, by=gate.actor(), seen=gate.seen()),
        lede=msg("From the announcement on the settings are frozen. Check them once more."),
        told=[msg("the focal points of all Parties")],
        second=msg("a second officer"),
        problems=problems(round_),
        summary=True,
    )


@bp.route("/<uuid:round_id>/justify_envelope", methods=["GET", "POST"])
@requires("round.justify_envelope")
def justify_envelope(round_id: UUID) -> Page:
    """The approving officer's reason for an envelope above what is available."""
    round_ = queries.find(gate.actor(), round_id)
    return _step(
        round_,
        "round.justify_envelope",
        forms.Reason(),
        lambda form: commands.justify_envelope(
            round_, by=gate.actor(), reason=form.reason.data, seen=gate.seen()
        ),
        lede=msg("The reason is kept with the round and shown to those who decide."),
    )


@bp.route("/<uuid:round_id>/extend", methods=["GET", "POST"])
@requires("round.extend")
def extend(round_id: UUID) -> Page:
    """A later deadline for everybody."""
    round_ = queries.find(gate.actor(), round_id)
    return _step(
        round_,
        "round.extend",
        forms.LaterDeadline(),
        lambda form: commands.extend(
            round_,
            by=gate.actor(),
            closes=form.closes.data,
            reason=form.reason.data,
            twice=_twice(form),
            seen=gate.seen(),
        ),
        lede=msg("The deadline moves for every applicant. Times are those of %(zone)s.", zone=round_.zone),
        told=[msg("everybody with a draft or an application in this round")],
    )


@bp.route("/<uuid:round_id>/extend_for", methods=["GET", "POST"])
@requires("round.extend_for")
def extend_for(round_id: UUID) -> Page:
    """A later deadline for one Party."""
    round_ = queries.find(gate.actor(), round_id)
    form = forms.ApplicantDeadline()
    form.offer(page_queries.parties())
    return _step(
        round_,
        "round.extend_for",
        form,
        lambda form: commands.extend_for(
            round_,
            by=gate.actor(),
            party_id=form.party_id.data,
            until=form.until.data,
            reason=form.reason.data,
            twice=_twice(form),
        ),
        lede=msg("Only this Party gets more time. Times are those of %(zone)s.", zone=round_.zone),
        told=[msg("the applicant team of that Party")],
        second=msg("a second officer"),
    )


@bp.route("/<uuid:round_id>/erratum", methods=["GET", "POST"])
@requires("round.erratum")
def erratum(round_id: UUID) -> Page:
    """A dated correction of the guidance."""
    round_ = queries.find(gate.actor(), round_id)
    return _step(
        round_,
        "round.erratum",
        forms.ErratumForm(),
        lambda form: commands.erratum(round_, by=gate.actor(), texts=forms.texts(form, "text")),
        lede=msg("It is shown with the guidance, with its date. The guidance itself stays as it was."),
        told=[msg("everybody with a draft or an application in this round")],
    )


@bp.post("/<uuid:round_id>/start_screening")
@requires("round.start_screening")
def start_screening(round_id: UUID) -> Page:
    """Begin screening."""
    return _move(round_id, commands.start_screening)


@bp.post("/<uuid:round_id>/start_appraisal")
@requires("round.start_appraisal")
def start_appraisal(round_id: UUID) -> Page:
    """Begin the appraisal."""
    return _move(round_id, commands.start_appraisal)


@bp.post("/<uuid:round_id>/ask_declarations")
@requires("round.ask_declarations")
def ask_declarations(round_id: UUID) -> Page:
    """Ask the Board for its declarations."""
    return _move(round_id, commands.ask_declarations)


@bp.post("/<uuid:round_id>/open_board")
@requires("round.open_board")
def open_board(round_id: UUID) -> Page:
    """Put the round before the Board."""
    return _move(round_id, commands.open_board)


@bp.route("/<uuid:round_id>/decide", methods=["GET", "POST"])
@requires("round.decide")
def decide(round_id: UUID) -> Page:
    """Close the Board's decisions."""
    round_ = queries.find(gate.actor(), round_id)
    return _step(
        round_,
        "round.decide",
        forms.Confirmation(),
        lambda form: commands.decide(round_, by=gate.actor(), seen=gate.seen()),
        lede=msg("Every application before the Board has a confirmed decision. The letters follow."),
    )


@bp.route("/<uuid:round_id>/raise_envelope", methods=["GET", "POST"])
@requires("round.raise_envelope")
def raise_envelope(round_id: UUID) -> Page:
    """A larger envelope."""
    round_ = queries.find(gate.actor(), round_id)
    return _step(
        round_,
        "round.raise_envelope",
        forms.NewEnvelope(),
        lambda form: commands.raise_envelope(
            round_,
            by=gate.actor(),
            envelope_minor=form.envelope.amount.minor,
            decision=form.decision.data,
            money=form.money.data,
            seen=gate.seen(),
        ),
        lede=msg("Name the Board's decision and the money. The envelope is never lowered."),
    )


@bp.route("/<uuid:round_id>/complete", methods=["GET", "POST"])
@requires("round.complete")
def complete(round_id: UUID) -> Page:
    """Complete the round."""
    round_ = queries.find(gate.actor(), round_id)
    return _step(
        round_,
        "round.complete",
        forms.Confirmation(),
        lambda form: commands.complete(round_, by=gate.actor(), seen=gate.seen()),
        lede=msg("Nothing in this round can be changed afterwards; awards go on."),
        problems=queries.open_ends(round_) if round_.state == "decided" else [],
    )


@bp.route("/<uuid:round_id>/cancel", methods=["GET", "POST"])
@requires("round.cancel")
def cancel(round_id: UUID) -> Page:
    """Cancel the round."""
    round_ = queries.find(gate.actor(), round_id)
    return _step(
        round_,
        "round.cancel",
        forms.Reason(),
        lambda form: commands.cancel(round_, by=gate.actor(), reason=form.reason.data, seen=gate.seen()),
        lede=msg("All open applications of the round are withdrawn by the system."),
        told=[msg("everybody with a draft or an application in this round")],
        danger=True,
    )


def _step(round_: Round, action: str, form: Form, run: Callable[[Any], object], **page: Any) -> Page:
    """Show the page of a step, or take it and go back to the round."""
    if form.validate_on_submit():
        try:
            asked = run(form)
            done = asked_for(asked, action)
            flash(locale.translate(done), "good")
            return redirect(url_for("rounds.show", round_id=round_.id), 303)
        except Invalid as refused:
            form.take(refused)
    status = 422 if request.method == "POST" else 200
    return render_template("rounds/step.html", round=round_, action=action, form=form, page=page), status


def asked_for(result: object, action: str) -> Any:
    """Return what to tell after a step: done, or waiting for a second person."""
    if isinstance(result, countersign.Proposal):
        return msg("A second officer is asked to confirm: %(step)s.", step=labels.action(action))
    return msg("Done: %(step)s.", step=labels.action(action))


def _move(round_id: UUID, command: Callable[..., None]) -> Page:
    command(queries.find(gate.actor(), round_id), by=gate.actor(), seen=gate.seen())
    return redirect(url_for("rounds.show", round_id=round_id), 303)


def _twice(form: Any) -> Twice | None:
    return Twice(form.twice.data) if form.twice.data else None
