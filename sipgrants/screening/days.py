"""Until when: the cure date, and the end of the time for reconsideration. A day ends in the round's own zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import msg


def end_of(day: date, zone: str) -> datetime:
    """Return the last second of `day` in `zone` (an IANA name), aware."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone))


def last_cure_day(today: date, days: int) -> date:
    """Return the last day that may be set for mending what was sent back on `today`."""
    return today + timedelta(days=days)


def local_day(moment: datetime, zone: str) -> date:
    """Return the calendar day of a moment in `zone`."""
    return moment.astimezone(ZoneInfo(zone)).date()


def cure_problems(until: date | None, today: date, days: int) -> list[Problem]:
    """Return what is wrong with a cure date: after today, and within the round's cure period."""
    last = last_cure_day(today, days)
    if until is None or not today < until <= last:
        return [Problem("until", msg("Choose a day after today and not after %(day)s.", day=last))]
    return []


def reconsider_until(released_at: datetime, days: int, zone: str) -> datetime | None:
    """Return the end of the time in which reconsideration may be asked for; None where the round offers none."""
    return end_of(local_day(released_at, zone) + timedelta(days=days), zone) if days else None
