"""What kinds of events an award has, and what is wrong with one as it was typed. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sipgrants.core.errors import Problem, too_long
from sipgrants.core.i18n import Message, msg

KINDS: dict[str, Message] = {
    "coffee": msg("SIP Coffee"),
    "visit": msg("Site visit"),
    "call": msg("Call"),
    "other": msg("Other event"),
}
LONGEST = timedelta(days=31)
WORDS = 20_000  # characters of notes
TASK = 2_000  # characters of an action point


@dataclass(frozen=True)
class Happening:
    """An event as typed: moments are aware; `awards` and `staff` are identifiers."""

    kind: str
    title: str
    zone: str
    starts_at: datetime
    ends_at: datetime
    awards: Sequence[Hashable]
    staff: Sequence[Hashable] = ()
    link: str = ""
    place: str = ""
    others: str = ""


@dataclass(frozen=True)
class Notes:
    """What is written after an event: who was there, what all may read, what the Secretariat keeps to itself."""

    attended: str = ""
    shared: str = ""
    internal: str = ""


def problems(typed: Happening) -> list[Problem]:
    """Return everything that is wrong with an event as typed."""
    found = [] if typed.title.strip() else [Problem("title", msg("Say what it is called."))]
    if typed.kind not in KINDS:
        found.append(Problem("kind", msg("Choose one of the answers.")))
    if not typed.awards:
        found.append(Problem("awards", msg("Choose one award at least.")))
    if typed.ends_at <= typed.starts_at:
        found.append(Problem("ends", msg("An event ends after it begins.")))
    elif typed.ends_at - typed.starts_at > LONGEST:
        found.append(Problem("ends", msg("An event lasts at most %(days)s days.", days=LONGEST.days)))
    if not (typed.link.strip() or typed.place.strip()):
        found.append(Problem("link", msg("Say how to get there: a link or a place.")))
    if typed.link.strip() and not is_address(typed.link.strip()):
        found.append(Problem("link", msg("A link begins with https://.")))
    return found


def is_address(link: str) -> bool:
    """Tell whether that is an address of the web."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.netloc) and not any(map(str.isspace, link))


def note_problems(typed: Notes) -> list[Problem]:
    """Return everything that is wrong with notes: something is said, nothing is too long."""
    found = [
        one
        for name in ("attended", "shared", "internal")
        for one in too_long(name, getattr(typed, name), WORDS)
    ]
    if not (typed.shared.strip() or typed.internal.strip()):
        found.append(Problem("shared", msg("Write what was said.")))
    return found
