"""Which Parties are waited for with a refund: its ladder runs from the day it became due to the day it should come."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from sipgrants.accounts.queries import recipients_by_party
from sipgrants.awards.models import Award
from sipgrants.awards.queries import facts
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.disbursements import queries
from sipgrants.disbursements.overdue import Open, still_due
from sipgrants.fund import queries as fund
from sipgrants.lifecycle import reminding
from sipgrants.lifecycle.actor import FOCAL, RoleName
from sipgrants.lifecycle.reminding import Missing


@reminding.source("refund", mail="refund_due", words=reminding.parties)
def owing(about: Award | None) -> list[Missing]:
    """Return who is waited for with a refund: focal points and project managers, of each award for the oldest."""
    movements = queries.refunds_receivable(about.id if about is not None else None)
    if not movements:
        return []
    days = fund.setting("refund_days")
    due = {key: found for key, one in movements.items() if (found := still_due(one, days))}
    awards = session().scalars(select(Award).where(Award.id.in_(due)).order_by(Award.number)).unique().all()
    people = recipients_by_party(FOCAL | {RoleName.PROJECT_MANAGER}) if awards else {}
    return [
        _missing(award, due[award.id], person)
        for award in awards
        for person in people.get(award.party_id, [])
    ]


def _missing(award: Award, due: list[Open], person_id: UUID) -> Missing:
    first = due[0]
    told = {
        "due_minor": sum(one.minor for one in due),
        "due_on": first.by,
        "late": first.by < clock.today(),
    }
    return Missing(
        # A later refund of the same award climbs a ladder of its own.
        ("refund", f"{award.id}/{first.day.isoformat()}"),
        award.party_id,
        person_id,
        award,
        {**facts(award), **told},
        first.by,
        first.day + timedelta(1),  # the letter went out on the day itself
    )
