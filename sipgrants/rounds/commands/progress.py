"""The stages of a round, from the deadline to its completion or cancellation."""

from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg, nmsg
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.rounds import hooks, queries
from sipgrants.rounds.commands.announcing import mail_params
from sipgrants.rounds.models import Round


@command
def start_screening(round_: Round, *, by: Actor) -> None:
    """Close the round's intake: from now on the officers screen what came in."""
    machine.move(round_, "round.start_screening", by=by)
    _after_deadline(round_)


@command
def start_appraisal(round_: Round, *, by: Actor) -> None:
    """Go on to the appraisal, once every application is found eligible or ineligible."""
    machine.move(round_, "round.start_appraisal", by=by)
    waiting = len(rights.known("round.unscreened", round_.id))
    if waiting:
        text = nmsg(
            "%(num)s application is not screened yet.", "%(num)s applications are not screened yet.", waiting
        )
        raise Conflict(text)


@command
def ask_declarations(round_: Round, *, by: Actor) -> None:
    """Ask every sitting member of the Board to declare interests before the first dossier opens."""
    rights.demand(by, "round.ask_declarations", round_)
    if round_.state not in ("appraisal", "with_board"):
        raise Conflict(msg("Declarations are asked for during the appraisal."))
    members = queries.sitting_members()
    if not members:
        raise Conflict(msg("Nobody sits on the Board today: record its members first."))
    round_.declarations_asked_at = round_.declarations_asked_at or clock.now()
    audit.record("round.ask_declarations", round_, by, members=len(members))
    for person_id in members:
        outbox.mail("declarations_asked", person_id=person_id, about=round_, **mail_params(round_))


@command
def open_board(round_: Round, *, by: Actor) -> None:
    """Put the round before the Board."""
    machine.move(round_, "round.open_board", by=by)
    if round_.declarations_asked_at is None:
        raise Conflict(msg("Ask the members of the Board for their declarations of interest first."))


@command
def decide(round_: Round, *, by: Actor) -> None:
    """Close the Board's part: every application before it has a confirmed decision."""
    machine.move(round_, "round.decide", by=by)
    waiting = len(rights.known("round.undecided", round_.id))
    if waiting:
        text = nmsg(
            "%(num)s application has no confirmed decision yet.",
            "%(num)s applications have no confirmed decision yet.",
            waiting,
        )
        raise Conflict(text)


@command
def raise_envelope(round_: Round, *, by: Actor, envelope_minor: int, decision: str, money: str) -> None:
    """Raise the envelope, naming the Board's decision and where the money comes from."""
    machine.move(
        round_,
        "round.raise_envelope",
        by=by,
        before=round_.envelope_minor,
        after=envelope_minor,
        decision=decision,
        money=money,
    )
    found = []
    if envelope_minor <= (round_.envelope_minor or 0):
        found.append(Problem("envelope", msg("The new envelope must be larger than the present one.")))
    if not decision.strip():
        found.append(Problem("decision", msg("Name the Board's decision.")))
    if not money.strip():
        found.append(Problem("money", msg("Say where the money comes from.")))
    require(found)
    round_.envelope_minor = envelope_minor


@command
def complete(round_: Round, *, by: Actor) -> None:
    """Complete the round: nothing is open in it any more."""
    before = round_.state
    machine.move(round_, "round.complete", by=by)
    if before != "decided":
        _after_deadline(round_)
        if queries.was_applied_to(round_):
            raise Conflict(msg("Applications were submitted: the round is completed after their decisions."))
        return
    require(queries.open_ends(round_))


@command
def cancel(round_: Round, *, by: Actor, reason: str) -> None:
    """Cancel the round: its open applications are withdrawn, and everybody concerned is told why."""
    machine.move(round_, "round.cancel", by=by, reason=reason)
    if queries.standing(round_).get("approved"):
        raise Conflict(msg("An application of this round is approved: it cannot be cancelled."))
    require([] if reason.strip() else [Problem("reason", msg("Give the reason."))])
    told = rights.known("round.applicants", round_.id)
    round_.cancel_reason = reason.strip()
    hooks.cancelled(round_, by=by, reason=reason.strip())
    for person_id in told:
        outbox.mail(
            "round_cancelled", person_id=person_id, about=round_, reason=reason.strip(), **mail_params(round_)
        )


def _after_deadline(round_: Round) -> None:
    limit = queries.last_moment(round_)
    if limit is None or clock.now() <= limit:
        raise Conflict(msg("The deadline of the round has not passed yet."))
