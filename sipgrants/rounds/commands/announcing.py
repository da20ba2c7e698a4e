"""Announcing a round: two officers, settings complete, the envelope within the money or explained."""

from collections.abc import Mapping
from typing import Any

from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.lifecycle import countersign, machine, rights
from sipgrants.lifecycle.actor import FOCAL, Actor
from sipgrants.lifecycle.countersign import Proposal, countersigned
from sipgrants.rounds import queries
from sipgrants.rounds.models import Erratum, Round
from sipgrants.rounds.settings import missing


def problems(round_: Round) -> list[Problem]:
    """Return everything that keeps a round from being announced now."""
    found = missing(round_, clock.now())
    available: Money = rights.known("fund.available")
    envelope = Money(round_.envelope_minor or 0)
    if envelope > available and not round_.envelope_reason:
        reason = msg(
            "The envelope, %(envelope)s, is more than the fund has available, %(available)s: the approving officer "
            "says why.",
            envelope=envelope,
            available=available,
        )
        found.append(Problem("envelope_minor", reason))
    return found


@command
def justify_envelope(round_: Round, *, by: Actor, reason: str) -> None:
    """Say, as approving officer, why the envelope may exceed the money available."""
    rights.demand(by, "round.justify_envelope", round_)
    if round_.state != "draft":
        raise Conflict(msg("The round is announced: its settings are frozen."))
    require([] if reason.strip() else [Problem("reason", msg("Give the reason."))])
    round_.envelope_reason = reason.strip()
    audit.record("round.justify_envelope", round_, by, envelope_minor=round_.envelope_minor)


@command
def announce(round_: Round, *, by: Actor) -> Proposal:
    """Ask a second officer to announce the round; refused with everything that is missing."""
    _check_draft(round_)
    rights.demand(by, "round.announce", round_)
    require(problems(round_))
    return countersign.ask(round_, "round.announce", by=by)


@countersigned("round.announce")
def announced(round_: Round, *, by: Actor, second: Actor) -> None:
    """Announce the round: its settings are frozen from now on, and every focal point is told."""
    _check_draft(round_)
    require(problems(round_))
    machine.move(round_, "round.announce", by=by, second=second.person_id, closes_at=round_.closes_at)
    round_.announced_at = clock.now()
    for person_id in queries.holders(FOCAL):
        outbox.mail("round_announced", person_id=person_id, about=round_, **mail_params(round_))


@command
def erratum(round_: Round, *, by: Actor, texts: Mapping[str, str]) -> Erratum:
    """Publish a dated correction of the guidance; everybody with a draft gets it by mail."""
    rights.demand(by, "round.erratum", round_)
    if round_.state not in ("announced", "screening", "appraisal", "with_board"):
        raise Conflict(msg("An erratum corrects the guidance of an announced round."))
    kept = {locale: text.strip() for locale, text in texts.items() if text.strip()}
    require([] if kept.get("en") else [Problem("text_en", msg("Write the erratum in English."))])
    row = Erratum(round_id=round_.id, text=kept, published_by=by.person_id)
    session().add(row)
    session().flush()
    session().refresh(round_, ["errata"])
    audit.record("round.erratum", round_, by, erratum=row.id)
    for person_id in rights.known("round.drafters", round_.id):
        outbox.mail("round_erratum", person_id=person_id, about=round_, texts=kept, **mail_params(round_))
    return row


def mail_params(round_: Round) -> dict[str, Any]:
    """Return what every mail about a round is given."""
    return {
        "round_id": round_.id,
        "number": round_.number,
        "names": round_.names,
        "closes_at": round_.closes_at.isoformat() if round_.closes_at else None,
        "zone": round_.zone,
    }


def _check_draft(round_: Round) -> None:
    if round_.state != "draft":
        raise Conflict(msg("This round is announced already."))
