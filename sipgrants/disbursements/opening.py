"""What is known of an award that runs already, and of refunds, as forms pass it to the commands. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sipgrants.awards.terms import Terms
from sipgrants.core.i18n import Message, msg

KINDS: dict[str, Message] = {
    "due": msg("An unspent balance is due"),
    "received": msg("A refund came"),
    "disallowed": msg("Accepted spending is disallowed"),
}
STATES = ("active", "suspended", "completed")


@dataclass(frozen=True)
class RunningPart:
    """An instalment of a running award: paid under a reference, or still planned (`paid_on` None)."""

    number: int
    minor: int
    paid_on: date | None = None
    reference: str = ""
    waits_for_report: str | None = None
    waits_for_day: date | None = None


@dataclass(frozen=True)
class Running:
    """A running award as its agreement and Umoja have it.

    `accepted_minor`: spending accepted so far; `reported_to`: every report for a period that ends by then was accepted.
    """

    title: str
    state: str
    amount_minor: int
    terms: Terms
    signed_on: date | None
    signed_by_party: str
    signed_by_secretariat: str
    vendor_reference: str
    parts: Sequence[RunningPart]
    accepted_minor: int = 0
    reported_to: date | None = None
    summary: str = ""
    round_id: UUID | None = None
    round_number: int = 0
    note: str = ""
