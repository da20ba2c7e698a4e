"""One page for each step that cannot be undone, and the presses that move a round on."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import url_for

from sipgrants.core.i18n import Message, msg
from sipgrants.rounds import commands, forms, page_queries, queries, step_forms
from sipgrants.rounds.commands.announcing import problems
from sipgrants.rounds.deadline import Twice
from sipgrants.rounds.models import Round
from sipgrants.rounds.routes.blueprint import bp
from sipgrants.web import formats, gate, locale
from sipgrants.web.forms import Form
from sipgrants.web.gate import requires
from sipgrants.web.steps import Answer, Confirmation, Step, press, take


@bp.route("/<uuid:round_id>/announce", methods=["GET", "POST"])
@requires("round.announce")
def announce(round_id: UUID) -> Answer:
    """Check everything and ask a second officer."""
    round_ = queries.find(gate.actor(), round_id)
    return _step(
        round_,
        "round.announce",
        Confirmation(),
        lambda form: commands.announce(round_, by=gate.actor(), seen=gate.seen()),
        lede=msg("From the announcement on the settings are frozen. Check them once more."),
        told=[msg("the focal points of all Parties")],
        second=msg("a second officer"),
        problems=problems(round_),
        warnings=page_queries.warnings(round_),
        template="rounds/checked.html",
    )


@bp.route("/<uuid:round_id>/justify_envelope", methods=["GET", "POST"])
@requires("round.justify_envelope")
def justify_envelope(round_id: UUID) -> Answer:
    """The approving officer's reason for an envelope above what is available."""
    round_ = queries.find(gate.actor(), round_id)
    return _step(
        round_,
        "round.justify_envelope",
        step_forms.Reason(),
        lambda form: commands.justify_envelope(
            round_, by=gate.actor(), reason=form.reason.data, seen=gate.seen()
        ),
        lede=msg("The reason is kept with the round and shown to those who decide."),
    )


@bp.route("/<uuid:round_id>/extend", methods=["GET", "POST"])
@requires("round.extend")
def extend(round_id: UUID) -> Answer:
    """A later deadline for everybody, and whether questions are taken longer, too."""
    round_ = queries.find(gate.actor(), round_id)
    form = step_forms.LaterDeadline()
    form.offer(formats.moment(round_.questions_until, round_.zone) if round_.questions_until else None)
    return _step(
        round_,
        "round.extend",
        form,
        lambda form: commands.extend(
            round_,
            by=gate.actor(),
            closes=form.closes.data,
            reason=form.reason.data,
            twice=_twice(form),
            questions_follow=form.follows(),
            seen=gate.seen(),
        ),
        lede=msg("The deadline moves for every applicant. Times are those of %(zone)s.", zone=round_.zone),
        told=[msg("everybody with a draft or an application in this round")],
    )


@bp.route("/<uuid:round_id>/set_scores_due", methods=["GET", "POST"])
@requires("round.set_scores_due")
def set_scores_due(round_id: UUID) -> Answer:
    """By when the members of the Board score."""
    round_ = queries.find(gate.actor(), round_id)
    return _step(
        round_,
        "round.set_scores_due",
        step_forms.ScoresDue(data=forms.scores_due_as_typed(round_)),
        lambda form: commands.set_scores_due(
            round_, by=gate.actor(), due=form.scores_due.data, twice=_twice(form), seen=gate.seen()
        ),
        lede=msg(
            "Members see the day on their pages and are reminded by it; once it has passed the Co-Chairs may open the "
            "seal. Times are those of %(zone)s.",
            zone=round_.zone,
        ),
    )


@bp.route("/<uuid:round_id>/extend_for", methods=["GET", "POST"])
@requires("round.extend_for")
def extend_for(round_id: UUID) -> Answer:
    """A later deadline for one Party."""
    round_ = queries.find(gate.actor(), round_id)
    form = step_forms.ApplicantDeadline()
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
def erratum(round_id: UUID) -> Answer:
    """A dated correction of the guidance."""
    round_ = queries.find(gate.actor(), round_id)
    return _step(
        round_,
        "round.erratum",
        step_forms.ErratumForm(),
        lambda form: commands.erratum(round_, by=gate.actor(), texts=forms.texts(form, "text")),
        lede=msg("It is shown with the guidance, with its date. The guidance itself stays as it was."),
        told=[msg("everybody with a draft or an application in this round")],
    )


@bp.post("/<uuid:round_id>/start_screening")
@requires("round.start_screening")
def start_screening(round_id: UUID) -> Answer:
    """Begin screening."""
    return _move(round_id, commands.start_screening, "round.start_screening")


@bp.post("/<uuid:round_id>/start_appraisal")
@requires("round.start_appraisal")
def start_appraisal(round_id: UUID) -> Answer:
    """Begin the appraisal."""
    return _move(round_id, commands.start_appraisal, "round.start_appraisal")


@bp.post("/<uuid:round_id>/ask_declarations")
@requires("round.ask_declarations")
def ask_declarations(round_id: UUID) -> Answer:
    """Ask the Board for its declarations."""
    return _move(round_id, commands.ask_declarations, "round.ask_declarations")


@bp.post("/<uuid:round_id>/open_board")
@requires("round.open_board")
def open_board(round_id: UUID) -> Answer:
    """Put the round before the Board."""
    return _move(round_id, commands.open_board, "round.open_board")


@bp.route("/<uuid:round_id>/decide", methods=["GET", "POST"])
@requires("round.decide")
def decide(round_id: UUID) -> Answer:
    """Close the Board's decisions."""
    round_ = queries.find(gate.actor(), round_id)
    return _step(
        round_,
        "round.decide",
        Confirmation(),
        lambda form: commands.decide(round_, by=gate.actor(), seen=gate.seen()),
        lede=msg("Every application before the Board has a confirmed decision. The letters follow."),
    )


@bp.route("/<uuid:round_id>/raise_envelope", methods=["GET", "POST"])
@requires("round.raise_envelope")
def raise_envelope(round_id: UUID) -> Answer:
    """A larger envelope."""
    round_ = queries.find(gate.actor(), round_id)
    return _step(
        round_,
        "round.raise_envelope",
        step_forms.NewEnvelope(),
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
def complete(round_id: UUID) -> Answer:
    """Complete the round."""
    round_ = queries.find(gate.actor(), round_id)
    return _step(
        round_,
        "round.complete",
        Confirmation(),
        lambda form: commands.complete(round_, by=gate.actor(), seen=gate.seen()),
        lede=msg("Nothing in this round can be changed afterwards; awards go on."),
        problems=queries.open_ends(round_) if round_.state == "decided" else [],
        template="rounds/checked.html",
    )


@bp.route("/<uuid:round_id>/cancel", methods=["GET", "POST"])
@requires("round.cancel")
def cancel(round_id: UUID) -> Answer:
    """Cancel the round."""
    round_ = queries.find(gate.actor(), round_id)
    return _step(
        round_,
        "round.cancel",
        step_forms.Reason(),
        lambda form: commands.cancel(round_, by=gate.actor(), reason=form.reason.data, seen=gate.seen()),
        lede=msg("All open applications of the round are withdrawn by the system."),
        told=[msg("everybody with a draft or an application in this round")],
        danger=True,
    )


def _step(
    round_: Round, action: str, form: Form, run: Callable[[Any], object], *, lede: Message, **more: Any
) -> Answer:
    """Show the page of a step, or take it and go back to the round."""
    back = url_for("rounds.show", round_id=round_.id)
    facts = [
        (msg("Round"), round_.name(locale.choose())),
        (msg("Deadline"), formats.deadline(round_.closes_at, round_.zone) or msg("not set")),
        (msg("Envelope"), formats.money(round_.envelope_minor) if round_.envelope_minor else msg("not set")),
    ]
    given = {
        "subject": round_,
        "crumbs": [(url_for("rounds.index"), msg("Rounds")), (back, round_.name(locale.choose()))],
        "here": "rounds.index",
        "facts": facts,
        **more,
    }
    return take(form, run, Step(action, back, lede, **given))


def _move(round_id: UUID, command: Callable[..., None], action: str) -> Answer:
    round_ = queries.find(gate.actor(), round_id)
    back = url_for("rounds.show", round_id=round_id)
    return press(lambda: command(round_, by=gate.actor(), seen=gate.seen()), action, back)


def _twice(form: Any) -> Twice | None:
    return Twice(form.twice.data) if form.twice.data else None
