"""Every night the fund is proved; what does not agree reaches the finance officers."""

from datetime import timedelta

from sqlalchemy import select

from sipgrants.accounts.queries import recipients
from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command, session
from sipgrants.fund import proofs
from sipgrants.fund.published_models import FundCheck
from sipgrants.lifecycle.actor import FINANCE, SYSTEM

AFTER = timedelta(hours=2)  # UTC; a worker that was down at night does it when it is up again
Found = list[tuple[str, str, str]]


@outbox.clockwork("fund.verify")
def verify() -> None:
    """Prove the fund once a day, after two in the morning UTC."""
    today = clock.today()
    is_done = select(FundCheck.id).where(FundCheck.day == today)
    if (clock.now() - AFTER).date() < today or session().scalar(is_done) is not None:
        return
    found = [(name, one.field, str(one.message)) for name, one in proofs.differences()]
    session().rollback()
    record_check(found)


@command
def record_check(found: Found) -> None:
    """Keep what a night's proof found: (proof, where, what); where anything differs, write to the finance officers."""
    today = clock.today()
    if session().scalar(select(FundCheck.id).where(FundCheck.day == today)) is not None:
        return
    row = FundCheck(day=today, found=[list(one) for one in found])
    session().add(row)
    session().flush()
    if not found:
        return
    audit.record("fund.verify", row, SYSTEM, differences=len(found))
    places = sorted({f"{name}: {where}" for name, where, _what in found})
    for person_id in recipients(FINANCE):
        outbox.mail(
            "fund_differs", person_id=person_id, about=row, number=len(found), places=places[:20], day=today
        )
