"""What earlier stages ask about reports by name, and that reports and ledger agree."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import func, select

from sipgrants.awards.models import Award, Due
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.fund.accounts import Account, Event
from sipgrants.fund.models import LedgerLine, LedgerTransaction
from sipgrants.fund.proofs import proof
from sipgrants.lifecycle.rights import fact
from sipgrants.lifecycle.states import ReportState
from sipgrants.reports.models import Report
from sipgrants.reports.queries import OWING, STANDING


@fact("party.late_reports")
def late_reports() -> Mapping[str, int]:
    """Return how many reports on earlier grants are overdue, by Party; those never opened count too."""
    handed_in = select(Report.id).where(Report.due_id == Due.id, Report.state.in_(STANDING))
    query = (
        select(Award.party_id, func.count())
        .join(Due, Due.award_id == Award.id)
        .where(Due.due_on < clock.today(), Due.met_at.is_(None), Due.void.is_(False))
        .where(Award.state.in_(OWING), ~handed_in.exists())
        .group_by(Award.party_id)
    )
    return {str(party): int(count) for party, count in session().execute(query)}


@fact("dues.handed_in")
def handed_in() -> frozenset[UUID]:
    """Return the dues whose report is with the Secretariat: nobody is reminded of them."""
    query = select(Report.due_id).where(Report.state == ReportState.SUBMITTED, Report.due_id.is_not(None))
    return frozenset(one for one in session().scalars(query) if one is not None)


@proof("reports")
def reports_agree() -> list[Problem]:
    """Prove that every accepted report and its entries say the same, and that no other report has any."""
    query = (
        select(LedgerTransaction.about_id, func.sum(LedgerLine.minor))
        .join(LedgerLine.transaction)
        .where(LedgerTransaction.about_type == Report.subject_type)
        .where(LedgerTransaction.kind == Event.SPENDING_ACCEPTED)
        .where(LedgerLine.account == Account.REPORTED_EXPENDITURE)
        .group_by(LedgerTransaction.about_id)
    )
    posted = {one: int(minor) for one, minor in session().execute(query)}
    known = {str(one.id): one for one in session().scalars(select(Report))}
    found = [
        Problem(report.reference, _differ(report.posted_minor, posted.get(key, 0)))
        for key, report in known.items()
        if report.posted_minor != posted.get(key, 0)
    ]
    return found + [
        Problem(one, msg("The ledger names a report that is not there.")) for one in posted.keys() - known
    ]


def _differ(report: int, ledger: int) -> Message:
    return msg(
        "The report counts %(report)s, the ledger %(ledger)s.", report=Money(report), ledger=Money(ledger)
    )
