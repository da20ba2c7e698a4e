"""Who is told of a report's moves: one kind of mail, whose template knows the move."""

from collections.abc import Iterable
from typing import Any

from sipgrants.accounts.queries import recipients
from sipgrants.core import outbox
from sipgrants.lifecycle.actor import TEAM, RoleName
from sipgrants.reports import queries
from sipgrants.reports.models import Report


def tell(report: Report, what: str, roles: Iterable[RoleName], **params: Any) -> None:
    """Write to the holders of `roles` (a Party's roles: of the Party that reports) that `what` happened to the report."""
    names = frozenset(roles)
    people = set(recipients(names & TEAM, report.party_id)) | set(recipients(names - TEAM))
    for person_id in sorted(people, key=str):
        outbox.mail("report_moved", person_id=person_id, about=report, what=what, **facts(report), **params)


def facts(report: Report) -> dict[str, Any]:
    """Return what every mail about a report is given."""
    return {
        "report_id": report.id,
        "report_kind": report.kind,
        "number": report.award.number,
        "title": report.award.title,
        "zone": report.award.party.zone or "UTC",
        "due": queries.deadline(report, report.award).isoformat(),
        "period_from": report.period_from,
        "period_to": report.period_to,
    }
