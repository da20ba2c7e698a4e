"""Submitting a report: everything checked at once, then a numbered version with its hash."""

import hashlib

from sipgrants.accounts.models import Person
from sipgrants.core import clock
from sipgrants.core.audit import canonical
from sipgrants.core.db import command, lock, session
from sipgrants.core.errors import Conflict, require
from sipgrants.core.i18n import msg
from sipgrants.documents import issuing_commands as issuing
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import FINANCE, MANAGERS, OFFICER, Actor
from sipgrants.reports import check_queries, content_queries, kinds, queries
from sipgrants.reports.commands.telling import tell
from sipgrants.reports.models import Report, ReportVersion


@command
def submit(report: Report, *, by: Actor) -> ReportVersion:
    """Submit the report: it is checked whole, frozen under its hash, and the Secretariat is told. The PDF follows."""
    lock(report.award)  # two reports of one award are counted one after the other
    machine.move(report, "report.submit", by=by, version=report.submitted_version + 1)
    report.submitted_version, report.submitted_at = report.submitted_version + 1, clock.now()
    report.submitted_by, report.to_mend = by.person_id, []
    check_award(report)
    content = content_queries.content(report)
    require(check_queries.problems(content))
    version = _freeze(report, canonical(content_queries.canonical(content)), by)
    tell(report, "submit", OFFICER | (FINANCE if report.kind in kinds.WITH_FIGURES else frozenset()))
    tell(report, "receipt", MANAGERS, sha256=version.sha256, version=version.number)
    return version


def check_award(report: Report) -> None:
    """Refuse what would change an award that is closed."""
    if report.award.state not in queries.OWING:
        raise Conflict(msg("The award is closed: its reports do not change any more."))


def _freeze(report: Report, content: str, by: Actor) -> ReportVersion:
    number = report.submitted_version
    version = ReportVersion(
        report_id=report.id,
        number=number,
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        submitted_by=by.person_id,
        plan_id=report.plan_id,
    )
    session().add(version)
    person = session().get(Person, by.person_id) if by.person_id else None
    document = issuing.issue(
        f"report.{report.kind}",
        report,
        number=f"{report.reference}/{number}",
        title=f"{report.award.number} {report.award.title}"[:200],
        locale=person.locale if person else "en",
        party_id=report.party_id,
        content_hash=version.sha256,
    )
    version.document_id = document.id
    session().flush()
    return version
