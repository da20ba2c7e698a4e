"""Whether a submission is in time, and until when an application may still be changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sipgrants.core.errors import Conflict
from sipgrants.core.i18n import Message, msg
from sipgrants.rounds import deadline


class Late(Conflict):
    """A request that does not count; says when it arrived, to the second, beside what was the limit."""

    def __init__(self, why: Message, arrived_at: datetime) -> None:
        text = msg(
            "%(why)s Your request arrived at %(arrived)s, %(second)s UTC.",
            why=why,
            arrived=arrived_at,
            second=f"{arrived_at.astimezone(UTC):%H:%M:%S}",
        )
        super().__init__(text)


def refuse_late(round_: Any, extension: datetime | None, arrived_at: datetime) -> Message | None:
    """Return why a request that arrived at `arrived_at` does not count, or None where it is in time.

    Programme rule (section 3, submit): "request reached the server by closes_at + grace (or this applicant's
    extension)". With an extension the request counts while others are screened already.
    """
    if round_.opens_at is None or round_.closes_at is None:
        return msg("This round does not take applications.")
    takes = round_.state == "announced" or (round_.state == "screening" and extension is not None)
    refused = deadline.refuse_opening(announced=takes, opens_at=round_.opens_at, now=arrived_at)
    if refused is not None:
        return refused
    grace = timedelta(minutes=round_.grace_minutes)
    found = deadline.timeliness(arrived_at, round_.closes_at, grace, extension)
    if found.in_time:
        return None
    return msg("The deadline has passed: applications had to reach us by %(limit)s.", limit=found.limit)
