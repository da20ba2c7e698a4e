"""The terms of an agreement and its instalments, as forms, commands and changes pass them on. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

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


REPORTS: dict[str, Message] = {
    "progress": msg("Progress report"),
    "expenditure": msg("Expenditure report"),
    "inventory": msg("Inventory"),
    "final": msg("Final report"),
    "statement": msg("Final statement"),
}


def waits(part: Any, spent_share: int, report: Message | None = None) -> list[Message]:
    """Return what an instalment waits for, in words, its day aside. `spent_share`: of the last advance, per cent; `report`:
    the words for the report, where its period is known.
    """
    found = [msg("Both have signed; the vendor record is confirmed.")]
    if part.waits_for_report:
        found.append(report or msg("Accepted: %(what)s", what=REPORTS[part.waits_for_report]))
    if part.waits_for_spending:
        found.append(msg("%(share)s per cent of the last advance is spent.", share=spent_share))
    return found
