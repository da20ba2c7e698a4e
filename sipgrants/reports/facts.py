"""What earlier stages ask about reports, by name."""

from collections.abc import Mapping

from sqlalchemy import func, select

from sipgrants.awards.models import Award
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.lifecycle.rights import fact
from sipgrants.reports.models import Report


@fact("party.late_reports")
def late_reports() -> Mapping[str, int]:
    """Return how many reports on earlier grants are overdue, by Party."""
    query = (
        select(Award.party_id, func.count())
        .join(Report, Report.award_id == Award.id)
        .where(Report.state.in_(("draft", "returned")), Report.due_on < clock.today())
        .group_by(Award.party_id)
    )
    return dict(session().execute(query).tuples().all())
