"""What waits for a person: one shape for the home page, whichever stage it comes from.

Every stage offers `queries.waiting_for(actor) -> list[Waiting]`; `desk` puts them together, most urgent first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sipgrants.core.i18n import Message


@dataclass(frozen=True)
class Waiting:
    """One thing to do: a sentence, a button (its text and where it leads), and by when (None: no day is set).

    `is_now`: others are waiting at this moment, in a meeting that runs; it stands before everything else.
    """

    what: Message
    button: Message
    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict)
    due: datetime | None = None
    action: str = ""
    is_now: bool = False


def most_urgent_first(things: list[Waiting]) -> list[Waiting]:
    """Return `things` by their day, those without one last; before all what is going on now."""
    return sorted(things, key=_place)


def _place(thing: Waiting) -> tuple[bool, bool, float]:
    return not thing.is_now, thing.due is None, thing.due.timestamp() if thing.due else 0.0
