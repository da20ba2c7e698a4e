"""Later deadlines: for everybody, or for one applicant Party by two officers."""

from datetime import datetime
from typing import Any

from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import countersign, machine, rights
from sipgrants.lifecycle.actor import WRITERS, Actor
from sipgrants.lifecycle.countersign import Proposal, countersigned
from sipgrants.rounds import deadline, queries
from sipgrants.rounds.commands.announcing import mail_params
from sipgrants.rounds.deadline import Twice
from sipgrants.rounds.models import ApplicantExtension, Round

UNTOUCHED = {"draft", "submitted", "withdrawn"}


@command
def extend(
    round_: Round,
    *,
    by: Actor,
    closes: datetime,
    reason: str,
    twice: Twice | None = None,
    questions_follow: bool = False,
) -> None:
    """Move the deadline of the whole round to `closes` (wall clock of the round's zone), and by as much the last moment for
    questions where they follow; everybody with a draft is told both.
    """
    before, questions = round_.closes_at, round_.questions_until
    found = deadline.to_utc(closes, round_.zone, twice, "closes")
    later = None if isinstance(found, Problem) else found
    moved: dict[str, Any] = {}
    if questions_follow and questions and before and later:
        moved["questions_until"] = deadline.moved_along(questions, before, later, round_.zone)
    dates = {"closes_before": before, "closes_after": later, **moved}
    machine.move(round_, "round.extend", by=by, reason=reason, **dates)
    if set(queries.standing(round_)) - UNTOUCHED:
        raise Conflict(msg("Applications were screened already: the deadline cannot move any more."))
    wrong = [found] if isinstance(found, Problem) else _not_later(found, before, "closes")
    wrong += deadline.scores_due_problems(round_.scores_due_at, later)
    require([*wrong, *_reason(reason), *_reserve(round_, later)])
    round_.closes_at, round_.questions_until = later, moved.get("questions_until", questions)
    told = {name: moment.isoformat() for name, moment in moved.items()}
    told |= {"reason": reason.strip(), **mail_params(round_)}
    for person_id in rights.known("round.drafters", round_.id):
        outbox.mail("round_extended", person_id=person_id, about=round_, **told)


@command
def set_scores_due(round_: Round, *, by: Actor, due: datetime, twice: Twice | None = None) -> None:
    """Set by when score sheets are due (wall clock of the round's zone), until the seal is open: reminders go by it."""
    rights.demand(by, "round.set_scores_due", round_)
    if round_.state not in ("announced", "screening", "appraisal", "with_board"):
        raise Conflict(msg("Score sheets are not waited for in this round now."))
    if not queries.takes_scores(round_):
        raise Conflict(msg("No score sheet is waited for: the seal is open, or the round is not scored."))
    found = deadline.to_utc(due, round_.zone, twice, "scores_due")
    require([found] if isinstance(found, Problem) else _not_later(found, clock.now(), "scores_due"))
    later = None if isinstance(found, Problem) else found
    require(deadline.scores_due_problems(later, round_.closes_at))
    audit.record("round.set_scores_due", round_, by, before=round_.scores_due_at, after=later)
    round_.scores_due_at = later


@command
def extend_for(
    round_: Round,
    *,
    by: Actor,
    party_id: str,
    until: datetime,
    reason: str,
    twice: Twice | None = None,
) -> Proposal:
    """Ask a second officer to give one applicant Party until `until` (wall clock of the round's zone)."""
    rights.demand(by, "round.extend_for", round_)
    if round_.state not in ("announced", "screening"):
        raise Conflict(msg("An applicant's deadline can move while the round is announced or in screening."))
    found = deadline.to_utc(until, round_.zone, twice, "until")
    wrong = [found] if isinstance(found, Problem) else _not_later(found, round_.closes_at, "until")
    require([*wrong, *_reason(reason)])
    if by.person_id is None or isinstance(found, Problem):
        raise Conflict(msg("An officer gives an extension."))
    row = ApplicantExtension(
        round_id=round_.id, party_id=party_id, until=found, reason=reason.strip(), decided_by=by.person_id
    )
    session().add(row)
    session().flush()
    return countersign.ask(row, "round.extend_for", by=by, reason=reason)


@countersigned("round.extend_for")
def extended_for(extension: ApplicantExtension, *, by: Actor, second: Actor) -> None:
    """Give the extension: it counts from now on, and the Party's team is told."""
    round_ = session().get_one(Round, extension.round_id)
    extension.seconded_by = second.person_id
    audit.record(
        "round.extend_for",
        round_,
        by,
        second=second.person_id,
        party=extension.party_id,
        until=extension.until,
        reason=extension.reason,
    )
    told = {**mail_params(round_), "closes_at": extension.until.isoformat()}
    for person_id in queries.holders(WRITERS, [extension.party_id]):
        outbox.mail("round_extended_for", person_id=person_id, about=round_, reason=extension.reason, **told)


def _not_later(moment: datetime, than: datetime | None, field: str) -> list[Problem]:
    if moment <= clock.now():
        return [Problem(field, msg("The new deadline lies in the past."))]
    if than is not None and moment <= than:
        return [Problem(field, msg("The new deadline must be later than the present one."))]
    return []


def _reason(reason: str) -> list[Problem]:
    return [] if reason.strip() else [Problem("reason", msg("Give the reason."))]


def _reserve(round_: Round, closes_at: datetime | None) -> list[Problem]:
    if closes_at and round_.reserve_until and round_.reserve_until <= closes_at.date():
        return [
            Problem(
                "closes", msg("The reserve of this round lasts only until %(day)s.", day=round_.reserve_until)
            )
        ]
    return []
