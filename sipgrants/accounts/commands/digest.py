"""The daily mail: what only tells, together, for whoever wants it so."""

from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from sipgrants.core import clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.outbox import Mail

AT = time(5)  # UTC: before the office in Geneva opens


@command
def send_daily(before: datetime) -> int:
    """Send each reader one mail with what was put by for them until `before`; returns how many. Twice is harmless: a mail
    that was taken into one is in no other. (No entry: it tells nothing of the programme.)
    """
    rows: Any = session().execute(
        update(Mail)
        .where(Mail.is_put_by, Mail.done_at < before)
        .values(is_put_by=False)
        .returning(Mail.id, Mail.person_id)
        .execution_options(synchronize_session=False)
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for identifier, person_id in rows:
        found[person_id].append(str(identifier))
    for person_id, mails in sorted(found.items(), key=lambda one: str(one[0])):
        outbox.mail("digest", person_id=person_id, mails=sorted(mails))
    return len(found)


def last_hour() -> datetime:
    """Return when the daily mail was last due."""
    now = clock.now()
    today = datetime.combine(now.astimezone(UTC).date(), AT, UTC)
    return today if today <= now else today - timedelta(days=1)


@outbox.clockwork("accounts.digest")
def send_what_is_due() -> None:
    """Send the daily mails whose hour has come."""
    before = last_hour()
    if session().scalar(select(Mail.id).where(Mail.is_put_by, Mail.done_at < before).limit(1)):
        send_daily(before)
