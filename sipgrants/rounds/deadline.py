"""When a round is open, whether a request came in time, and what a deadline typed in local time means in
UTC.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg


def is_open(*, announced: bool, opens_at: datetime, closes_at: datetime, now: datetime) -> bool:
    """Programme rule (section 3, Round): "Open = announced and opens_at <= now < closes_at"."""
    return announced and opens_at <= now < closes_at


class By(StrEnum):
    """What a request in time relies on."""

    DEADLINE = "deadline"
    GRACE = "grace"
    EXTENSION = "extension"


@dataclass(frozen=True, slots=True)
class Timeliness:
    """`limit` is the last moment that counts for this applicant; `by` is None where the request is late."""

    limit: datetime
    by: By | None
    reason: Message

    @property
    def in_time(self) -> bool:
        """Whether the request counts."""
        return self.by is not None


def timeliness(
    arrived_at: datetime,
    closes_at: datetime,
    grace: timedelta = timedelta(0),
    extension: datetime | None = None,
) -> Timeliness:
    """Whether a request that reached the server at `arrived_at` is in time. All moments are aware.

    Programme rule (section 3, submit): "request reached the server by closes_at + grace (or this
    applicant's extension)". Grace adds nothing to an extension; an extension earlier than the deadline
    takes nothing away.
    """
    limit = max(closes_at + grace, extension or closes_at)
    if arrived_at <= closes_at:
        return Timeliness(limit, By.DEADLINE, msg("Received before the deadline."))
    if arrived_at <= closes_at + grace:
        return Timeliness(limit, By.GRACE, msg("Received within the minutes of grace after the deadline."))
    if extension and arrived_at <= extension:
        return Timeliness(limit, By.EXTENSION, msg("Received within the extension given to this applicant."))
    return Timeliness(limit, None, msg("Received after the deadline."))


def refuse_opening(*, announced: bool, opens_at: datetime, now: datetime) -> Message | None:
    """Why nothing can be submitted yet; None where the round has opened (whether in time: `timeliness`)."""
    if not announced:
        return msg("This round does not take applications.")
    if now < opens_at:
        return msg("This round is not open yet.")
    return None


def trust_fund_warnings(closes_on: date, longest_months: int, ends_on: date) -> list[Message]:
    """What to mind where a round, or a project that it pays for, would outlast the trust fund; it does not forbid.

    Programme rule (section 1): "warn when a round would close after the end". `ends_on` is a setting of the fund: the COP
    may extend it.
    """
    found = []
    if closes_on > ends_on:
        found.append(msg("The round would close after the trust fund ends on %(day)s.", day=ends_on))
    last = months_later(closes_on, longest_months)
    if last > ends_on:
        text = msg(
            "A project of %(months)s months that starts at the deadline would end on %(last)s, after the trust fund ends "
            "on %(day)s.",
            months=longest_months,
            last=last,
            day=ends_on,
        )
        found.append(text)
    return found


def months_later(day: date, months: int) -> date:
    """The same day of the month, so many months later; the last one where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Twice(StrEnum):
    """Which of the two moments is meant where the clock shows a local time twice."""

    EARLIER = "earlier"
    LATER = "later"


def to_utc(
    local: datetime, zone: str, twice: Twice | None = None, field: str = "closes_at"
) -> datetime | Problem:
    """The UTC moment of a local time typed without a zone, or the problem with it.

    A time that the clock skips is refused; one that it shows twice is refused until somebody says which is
    meant: an hour decides whether an application is in time, so nobody guesses.
    """
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return Problem(field, msg("There is no time zone %(zone)s.", zone=zone))
    earlier, later = (local.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
    if earlier.astimezone(place).replace(tzinfo=None) != local.replace(tzinfo=None, fold=0):
        return Problem(field, msg("The clocks of %(zone)s skip this time: choose another.", zone=zone))
    if earlier == later:
        return earlier
    if twice is None:
        return Problem(field, msg("The clocks of %(zone)s show this time twice: say which one.", zone=zone))
    return earlier if twice is Twice.EARLIER else later


def moved_along(moment: datetime, before: datetime, after: datetime, zone: str) -> datetime:
    """The UTC moment that keeps its distance by the clocks of `zone` to a deadline that moves from `before` to `after`."""
    place = ZoneInfo(zone)
    start, end = (one.astimezone(place).replace(tzinfo=None) for one in (before, after))
    return (moment.astimezone(place) + (end - start)).astimezone(UTC)


def schedule_problems(
    opens_at: datetime, closes_at: datetime, reserve_until: date | None = None
) -> list[Problem]:
    """What is wrong with the dates of a round, all at once."""
    found = []
    if closes_at <= opens_at:
        found.append(Problem("closes_at", msg("The deadline must be after the opening.")))
    if reserve_until and reserve_until <= closes_at.date():
        found.append(Problem("reserve_until", msg("The reserve must last beyond the deadline.")))
    return found


def scores_due_problems(due: datetime | None, closes_at: datetime | None) -> list[Problem]:
    """What is wrong with the day on which score sheets are due."""
    if due is None or closes_at is None or due > closes_at:
        return []
    return [Problem("scores_due", msg("Scores are due after the deadline for applications."))]


def questions_problems(
    until: datetime | None, opens_at: datetime | None, closes_at: datetime | None
) -> list[Problem]:
    """What is wrong with the moment until which questions are taken: an answer must be of use before the deadline."""
    if until is None:
        return []
    found = []
    if closes_at is not None and until >= closes_at:
        found.append(Problem("questions", msg("Questions end before the deadline for applications.")))
    if opens_at is not None and until <= opens_at:
        found.append(Problem("questions", msg("Questions end after the opening.")))
    return found
