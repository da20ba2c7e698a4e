"""What each kind of letter says, as data: kept with the letter until it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar

from sipgrants.core.i18n import Message, msg


@dataclass(frozen=True)
class Ineligible:
    """The finding of ineligibility with its reasons; the end of the time for reconsideration follows the release."""

    kind: ClassVar[str] = "ineligible"
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Reconsidered:
    """What came of looking again; `asked_on` is None where the Secretariat found its own mistake."""

    kind: ClassVar[str] = "reconsideration"
    asked_on: date | None
    reinstated: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class NotApproved:
    """The Board did not approve; `decision` is its number. `from_reserve`: the reserve has ended on `decided_on`."""

    kind: ClassVar[str] = "not_approved"
    decision: str
    decided_on: date
    recommendations: tuple[str, ...] = ()
    from_reserve: bool = False


@dataclass(frozen=True)
class InReserve:
    """The application stands in reserve until the end of `until`."""

    kind: ClassVar[str] = "reserve"
    decision: str
    decided_on: date
    until: date
    recommendations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Approved:
    """The Board approved `amount` (US cents); the offer of the award is a paper of its own and follows."""

    kind: ClassVar[str] = "approved"
    decision: str
    decided_on: date
    amount: int
    recommendations: tuple[str, ...] = ()


Wording = Ineligible | Reconsidered | NotApproved | InReserve | Approved
KINDS: dict[str, type[Wording]] = {
    one.kind: one for one in (Ineligible, Reconsidered, NotApproved, InReserve, Approved)
}
LABELS: dict[str, Message] = {
    "ineligible": msg("Not eligible"),
    "reconsideration": msg("Outcome of the reconsideration"),
    "not_approved": msg("Not approved"),
    "reserve": msg("In reserve"),
    "approved": msg("Approved"),
}
_DAYS = ("asked_on", "decided_on", "until")
_LISTS = ("reasons", "recommendations")


def keep(wording: Wording) -> dict[str, Any]:
    """Return what a letter says as JSON."""
    return {
        key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(wording).items()
    }


def say(kind: str, facts: Mapping[str, Any]) -> Wording:
    """Return what `keep` kept."""
    read: dict[str, Any] = dict(facts)
    for key in _DAYS:
        if read.get(key):
            read[key] = date.fromisoformat(read[key])
    for key in _LISTS:
        if key in read:
            read[key] = tuple(read[key])
    return KINDS[kind](**read)
