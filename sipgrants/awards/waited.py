"""What of an award waits for whom, and by when: one shape for reminders by the ladder and by hand."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sipgrants.core.i18n import Message, msg


class Who(StrEnum):
    """Who is waited for: the Party's focal points, its project managers too, or the office."""

    FOCAL = "focal"
    MANAGERS = "managers"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Waited:
    """One thing that is waited for. `begun`: since when; reminders of before never count."""

    about_type: str
    about_id: Hashable
    award: Hashable
    what: str
    who: Who
    due_on: date
    begun: date | None = None
    detail: str = ""


WORDS: dict[str, Message] = {
    "answer": msg("Answer the offer"),
    "condition": msg("Meet condition %(detail)s"),
    "plan": msg("Submit the plan at the amount awarded"),
    "signature": msg("Sign the agreement"),
    "cure": msg("Remove the reasons of the suspension"),
    "progress": msg("Hand in the progress report"),
    "expenditure": msg("Hand in the expenditure report"),
    "inventory": msg("Hand in the inventory"),
    "final": msg("Hand in the final report"),
    "statement": msg("Hand in the final statement"),
}


def words(what: str, detail: str = "") -> Message:
    """Return what is waited for, in words."""
    return Message(WORDS[what].text, {"detail": detail})
