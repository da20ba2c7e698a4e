"""Announcing a round: two officers, settings complete, the envelope within the money or explained."""

from collections.abc import Mapping
from typing import Any

from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.lifecycle import countersign, machine, rights
from sipgrants.lifecycle.actor import FOCAL, Actor
from sipgrants.lifecycle.countersign import Proposal, countersigned
from sipgrants.questionnaires import commands as questionnaires
from sipgrants.questionnaires import queries as answering
from sipgrants.questionnaires import soundness
from sipgrants.questionnaires.content import content
from sipgrants.questionnaires.models import FormVersion
from sipgrants.questionnaires.texts import Spoken
from sipgrants.rounds import queries
from sipgrants.rounds.models import Erratum, Round
from sipgrants.rounds.settings import missing


def problems(round_: Round) -> list[Problem]:
    """Return everything that keeps a round from being announced now, its forms included."""
    found = [*missing(round_, clock.now()), *form_problems(round_)]
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


def form_problems(round_: Round) -> list[Problem]:
    """Return what is wrong with the forms that would be frozen now; a frozen one was looked through then."""
    forms = queries.forms_of(round_)
    found = [
        Problem(f"form_{form.kind.lower()}_id", _of_form(form, problem.message))
        for form in forms
        if form.frozen_at is None
        for problem in soundness.problems(form.kind, content(form))
    ]
    shared = soundness.shared_sections({form.kind: content(form) for form in forms})
    return [*found, *(Problem("form_b_id", message) for message in shared)]


def _of_form(form: FormVersion, problem: Message) -> Message:
    title = Spoken(form.title)
    return msg("%(form)s, version %(number)s: %(problem)s", form=title, number=form.number, problem=problem)


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
    forms = {form.kind: answering.fingerprint(form) for form in queries.forms_of(round_)}
    return countersign.ask(round_, "round.announce", by=by, forms=forms)


@countersigned("round.announce")
def announced(round_: Round, *, by: Actor, second: Actor, forms: Mapping[str, str] | None = None) -> None:
    """Announce the round: its settings and forms are frozen from now on, and every focal point is told. `forms` are the
    hashes of what the first officer looked through; the history keeps those of what was announced.
    """
    _check_draft(round_)
    require(problems(round_))
    frozen = {form.kind: questionnaires.freeze(form, by=by) for form in queries.forms_of(round_)}
    if forms is not None and forms != frozen:
        raise Conflict(
            msg("A form was changed after the announcement was asked for. Withdraw that and ask again.")
        )
    told = {"closes_at": round_.closes_at, "forms": frozen}
    machine.move(round_, "round.announce", by=by, second=second.person_id, **told)
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
