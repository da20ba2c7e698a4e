"""The only source of time. UTC inside; zones are applied at the edge."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta

_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


# How far this process is ahead of the true time: journeys of months are walked in minutes by it. Tests only.
_ahead = [timedelta(0)]


def now() -> datetime:
    """Return the present moment, aware, in UTC (or the moment that `set_to` holds)."""
    return _set.get() or datetime.now(UTC) + _ahead[0]


@contextmanager
def running_ahead() -> Iterator[Callable[[timedelta], None]]:
    """Give a function that moves the clock of the whole process on; at the end of the block it is right again."""

    def move_on(by: timedelta) -> None:
        _ahead[0] += by

    try:
        yield move_on
    finally:
        _ahead[0] = timedelta(0)


def today() -> date:
    """Return the present day in UTC."""
    return now().date()


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` (aware) inside the block: for the demonstration and for tests."""
    if moment.tzinfo is None:
        raise ValueError("the clock takes aware moments only")
    token = _set.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set.reset(token)
