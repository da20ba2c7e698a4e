"""The register of equipment: what the last accepted inventory of an award lists and is still there."""

from sqlalchemy import select

from sipgrants.core.db import session
from sipgrants.lifecycle.states import ReportState
from sipgrants.reports.inventory import Item, is_kept
from sipgrants.reports.models import InventoryItem, Report


def kept_before(report: Report) -> list[Item]:
    """Return the equipment that an inventory or final report has to account for: one statement."""
    query = (
        select(InventoryItem)
        .join(Report, Report.id == InventoryItem.report_id)
        .where(Report.award_id == report.award_id, Report.id != report.id)
        .where(Report.state == ReportState.ACCEPTED, Report.period_to <= report.period_to)
        .order_by(Report.period_to, InventoryItem.position)
    )
    rows = list(session().scalars(query))
    last = [one for one in rows if one.report_id == rows[-1].report_id]
    items = [
        {"item": one.description, "serial": one.serial, "condition": one.condition, "fate": one.fate}
        for one in last
    ]
    return [one for one in items if is_kept(one)]
