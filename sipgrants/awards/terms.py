"""The terms of an agreement and its instalments, as forms, commands and changes pass them on. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sipgrants.core.i18n import Message, msg

TYPES: dict[str, Message] = {
    "SSFA": msg("Small-Scale Funding Agreement (SSFA)"),
    "PCA": msg("Programme Cooperation Agreement (PCA)"),
}
SIDES: dict[str, Message] = {"party": msg("For the Party"), "secretariat": msg("For the Secretariat")}


@dataclass(frozen=True)
class Terms:
    """The terms of an agreement. `spent_share`: per cent of the last advance to be spent before the next."""

    agreement_type: str
    agreement_number: str
    institution: str
    starts_on: date | None
    ends_on: date | None
    spent_share: int = 70


@dataclass(frozen=True)
class Part:
    """One instalment as it is planned: amount in US$ minor units and what it waits for."""

    number: int
    minor: int
    waits_for_report: str | None = None
    waits_for_day: date | None = None
    waits_for_spending: bool = False
    due_on: date | None = None
