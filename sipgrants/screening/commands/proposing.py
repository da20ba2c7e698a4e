"""The system proposes each line of the checklist with its reason; what an officer decided stays where nothing changed."""

from uuid import UUID

from sipgrants.applications import queries as applications
from sipgrants.applications.hooks import on_submitted
from sipgrants.applications.models import Application, ApplicationVersion
from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import SYSTEM, Actor
from sipgrants.rounds.models import Round
from sipgrants.screening import checklist, queries, version_queries
from sipgrants.screening.checklist import Wanted
from sipgrants.screening.completeness import proposals
from sipgrants.screening.models import ScreeningLine
from sipgrants.screening.sayings import keep


@command
def propose(application: Application, *, by: Actor) -> list[ScreeningLine]:
    """Propose every line anew for the version that counts; decided lines are asked again only where they changed."""
    rights.demand(by, "screening.propose", application)
    if not application.submitted_version:
        raise Conflict(msg("Nothing has been submitted yet."))
    version = applications.version(application)
    changed = _write(application, version)
    if changed:
        audit.record("screening.propose", application, by, version=version.number, lines=changed)
    return queries.lines(application)


@command
def propose_all(round_: Round, *, by: Actor) -> int:
    """Propose the lines of every submitted application of the round anew; return how many were looked at."""
    rights.demand(by, "screening.propose")
    found = queries.submitted_in(round_)
    for application in found:
        propose(application, by=by)
    return len(found)


@on_submitted
def _take_in(version: ApplicationVersion, *, by: Actor) -> None:
    """What was mended is in: the return ends. The lines follow by the worker, out of the applicant's way."""
    open_return = queries.open_return(version.application_id)
    if open_return is not None:
        open_return.ended_at, open_return.ended_how = clock.now(), "resubmitted"
    outbox.job("screening.propose", application_id=version.application_id)


@outbox.task("screening.propose")
def _propose(application_id: str) -> None:
    application = session().get_one(Application, UUID(application_id))
    if application.state == "submitted":
        propose(application, by=SYSTEM)


@outbox.clockwork("screening.propose")
def _catch_up() -> None:
    """Propose where no lines are there yet, and anew where a partner has answered since."""
    for application in queries.unproposed():
        propose(application, by=SYSTEM)


def _write(application: Application, version: ApplicationVersion) -> int:
    """Bring the lines of `version` up to date; return how many changed."""
    wanted = checklist.lines(
        proposals(
            version_queries.submission(application, version),
            version_queries.asked(application),
            clock.today(),
        ),
        version_queries.findings(application, version),
        f"SHA-256 {version.sha256}",
    )
    kept = {line.key: line for line in queries.lines(application)}
    before = {line.key: line for line in queries.lines_of(application, version.number - 1)}
    changed = sum(
        _line(application, version.number, position, one, kept.get(one.key), before.get(one.key))
        for position, one in enumerate(wanted, start=1)
    )
    for key in kept.keys() - {one.key for one in wanted}:
        session().delete(kept[key])
    session().flush()
    return changed


def _line(
    application: Application,
    version: int,
    position: int,
    wanted: Wanted,
    present: ScreeningLine | None,
    before: ScreeningLine | None,
) -> bool:
    reason, evidence = keep(wanted.reason), keep(wanted.evidence)
    if present is not None:
        present.position, present.evidence, present.proposed_at = position, evidence, clock.now()
        if (present.proposed, present.reason) == (wanted.proposed, reason):
            return False
        present.decided = present.decided_by = present.decided_at = present.carried_from = None
        present.proposed, present.reason, present.decision_reason = wanted.proposed, reason, ""
        return True
    line = ScreeningLine(
        application_id=application.id,
        version=version,
        key=wanted.key,
        position=position,
        proposed=wanted.proposed,
        reason=reason,
        evidence=evidence,
        proposed_at=clock.now(),
    )
    if before is not None and checklist.carries(wanted.key):
        _carry(line, before)
    session().add(line)
    return True


def _carry(line: ScreeningLine, before: ScreeningLine) -> None:
    """Keep an officer's word on what a new version cannot change: the status of a Party, say."""
    same = (before.proposed, before.reason) == (line.proposed, line.reason)
    if same and before.decided is not None:
        line.decided, line.decision_reason = before.decided, before.decision_reason
        line.decided_by, line.decided_at = before.decided_by, before.decided_at
        line.carried_from = before.carried_from or before.version
