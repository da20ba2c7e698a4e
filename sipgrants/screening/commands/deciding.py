"""An officer decides lines, and with them whether an application is eligible; ineligible takes two."""

from collections.abc import Iterable

from sipgrants.applications.models import Application
from sipgrants.core import audit, clock, db
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require, too_long
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import countersign, machine, rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.countersign import Proposal, countersigned
from sipgrants.rounds.models import Round
from sipgrants.screening import checklist, queries, table_queries
from sipgrants.screening.commands.proposing import propose
from sipgrants.screening.letters import commands as letters
from sipgrants.screening.letters.wording import Ineligible
from sipgrants.screening.models import Refusal, ScreeningLine

LONGEST_REASON = 10_000  # characters


@command
def check(
    application: Application, *, by: Actor, key: str, decided: str, reason: str = "", was: str | None = None
) -> ScreeningLine:
    """Confirm a line of the checklist, or override what the system proposed with a written reason. `was`: the mark of the
    line as the officer saw it; where a colleague decided it meanwhile, that stands until somebody has read it.
    """
    rights.demand(by, "screening.check", application)
    if application.state != "submitted":
        raise Conflict(msg("The checklist is decided while the application is submitted."))
    line = queries.line(application, key)
    require([*_overtaken(line, was), *_wrong(line, decided, reason)])
    before, line.decided, line.decision_reason = line.decided, decided, reason.strip()
    line.decided_by, line.decided_at, line.carried_from = by.person_id, clock.now(), None
    data = {"proposed": line.proposed, "before": before, "decided": decided, "reason": reason.strip()}
    audit.record("screening.check", application, by, line=key, version=line.version, **data)
    return line


@command
def check_all(round_: Round, *, by: Actor, rule: str, reason: str) -> int:
    """Say yes to one line wherever it waits for an officer, with one reason; return on how many applications."""
    rights.demand(by, "screening.check")
    require([] if reason.strip() else [Problem("reason", msg("Give the reason: it stands on each of them."))])
    require(too_long("reason", reason, LONGEST_REASON))
    waiting = table_queries.table(round_, state="submitted", rule=rule, answer="open") if rule else []
    for row in waiting:
        db.lock(row.application)
        for line in queries.lines(row.application):
            if checklist.rule_of(line.key) == rule and checklist.answer(line) is checklist.Answer.OPEN:
                check(row.application, by=by, key=line.key, decided="yes", reason=reason)
    return len(waiting)


def _overtaken(line: ScreeningLine, was: str | None) -> list[Problem]:
    if was is None or was == checklist.mark(line):
        return []
    return [
        Problem(
            "decided",
            msg("Somebody was faster: this line changed after you opened the page. Read it, then decide."),
        )
    ]


def _wrong(line: ScreeningLine, decided: str, reason: str) -> list[Problem]:
    found = []
    if decided not in ("yes", "no"):
        found.append(Problem("decided", msg("Choose yes or no.")))
    if decided != line.proposed and not reason.strip():
        overrides = line.proposed in ("yes", "no")
        found.append(
            Problem(
                "reason",
                msg("Say why: this is not what the system proposed.")
                if overrides
                else msg("Say why: the system cannot tell, so your reason is what stays on record."),
            )
        )
    return found


@command
def find_eligible(application: Application, *, by: Actor) -> None:
    """Find the application eligible: every line says yes; what the system proposed is confirmed with it."""
    machine.move(application, "application.find_eligible", by=by, version=application.submitted_version)
    refuse_outside_screening(application.round)
    found = queries.lines(application) or propose(application, by=by)
    refusal = checklist.refuse_eligible(found)
    if refusal is not None:
        raise Conflict(refusal)
    for line in found:
        if line.decided is None:
            line.decided, line.decided_by, line.decided_at = "yes", by.person_id, clock.now()


@command
def find_all_eligible(round_: Round, *, by: Actor) -> int:
    """Find every submitted application eligible whose lines all say yes; return how many."""
    rights.demand(by, "application.find_eligible")
    refuse_outside_screening(round_)
    clear = [row.application for row in table_queries.table(round_, state="submitted") if row.is_clear]
    for application in clear:
        db.lock(application)
        find_eligible(application, by=by)
    return len(clear)


@command
def find_ineligible(application: Application, *, by: Actor, reasons: str, at_once: bool = False) -> Proposal:
    """Ask a second officer to find the application ineligible; one reason a line. `at_once`: the letter is not held."""
    machine.check(application, "application.find_ineligible", by=by)
    _refuse_ineligible(application)
    require(
        [] if split(reasons) else [Problem("reasons", msg("Give at least one reason: the letter says it."))]
    )
    return countersign.ask(
        application, "application.find_ineligible", by=by, reasons="\n".join(split(reasons)), at_once=at_once
    )


@countersigned("application.find_ineligible")
def found_ineligible(
    application: Application, *, by: Actor, second: Actor, reasons: str, at_once: bool
) -> Refusal:
    """Find it ineligible in the name of both; the letter is held for the round's batch, or goes out at once."""
    machine.move(application, "application.find_ineligible", by=by, second=second.person_id, reason=reasons)
    _refuse_ineligible(application)
    if by.person_id is None or second.person_id is None:
        raise Conflict(msg("Two officers find an application ineligible."))
    refusal = Refusal(
        application_id=application.id,
        reasons=reasons,
        decided_by=by.person_id,
        seconded_by=second.person_id,
    )
    session().add(refusal)
    session().flush()
    letter = letters.prepare(application, Ineligible(tuple(split(reasons))), by=by)
    refusal.letter_id = letter.id
    if at_once:
        letters.release_one(letter, by=by)
    return refusal


def split(reasons: str) -> list[str]:
    """Return the reasons, one a line, without empty ones."""
    return [one.strip() for one in reasons.splitlines() if one.strip()]


def refuse_outside_screening(round_: Round) -> None:
    """Raise Conflict where the round is not being screened: before, an applicant may still replace what is in."""
    if round_.state not in queries.SCREENED_IN:
        raise Conflict(msg("Applications are screened once the screening of the round has started."))


def refuse_decided(applications: Iterable[Application]) -> None:
    """Raise Conflict where the Board has taken a decision on one of them. Programme rule: "before a decision"."""
    for one in applications:
        if one.id in rights.known("round.decisions", one.round_id):
            raise Conflict(msg("The Board has taken a decision on this application."))


def _refuse_ineligible(application: Application) -> None:
    refuse_outside_screening(application.round)
    refuse_decided([application])
