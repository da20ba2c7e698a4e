"""Which reports hold a content, and who is told where a virus was found in it."""

from collections.abc import Iterator

from sqlalchemy import select

from sipgrants.accounts import queries as people
from sipgrants.core import scanning
from sipgrants.core.db import session
from sipgrants.core.files import StoredFile
from sipgrants.core.scanning import Holding
from sipgrants.lifecycle.actor import OFFICER, TEAM
from sipgrants.reports.models import Report, ReportFile


@scanning.holder
def holding(sha256: str) -> Iterator[Holding]:
    """Yield the reports that hold a content; the Secretariat hears of those that were handed in."""
    held = (
        select(ReportFile.report_id)
        .join(StoredFile, StoredFile.id == ReportFile.file_id)
        .where(StoredFile.sha256 == sha256)
    )
    for one in session().scalars(select(Report).where(Report.id.in_(held))).unique():
        told = set(people.recipients(TEAM, one.party_id))
        if one.submitted_version:
            told |= set(people.recipients(OFFICER))
        yield Holding(one, one.reference, f"/reports/{one.id}", frozenset(told))
