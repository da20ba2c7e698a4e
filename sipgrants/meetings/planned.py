"""Where and when a meeting is held."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Plan:
    """Where and when a meeting is held; `ends_at` is the deadline of a correspondence."""

    number: int
    mode: str
    starts_at: datetime | None
    ends_at: datetime | None = None
    place: str = ""
    zone: str = "Europe/Zurich"
