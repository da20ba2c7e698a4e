"""Who may not take part in an item, and how many must.

Programme rule (section 6, Bars): "automatic where the member's country is lead or partner; by declaration
otherwise; a member declares before the first dossier opens"; a barred member "counts neither for the mean
nor for that decision's quorum". Countries of sitting members win grants (section 1): this is the daily
case.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.states import DeclarationState

Key: TypeAlias = Hashable
TWO_THIRDS = Fraction(2, 3)


class BarKind(StrEnum):
    """Why a member is barred."""

    LEAD = "lead"
    PARTNER = "partner"
    INTEREST = "interest"


@dataclass(frozen=True, slots=True)
class Item:
    """An application as far as bars go; `partners` are the invited and confirmed ones (ISO 3166 alpha-2)."""

    lead: str
    partners: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar and its reason, as the barred member and the papers read it."""

    kind: BarKind
    reason: Message

    @property
    def can_be_lifted(self) -> bool:
        """Programme rule (section 3, Declaration): lifted is "never a country bar"."""
        return self.kind is BarKind.INTEREST


def bar(country: str, item: Item, declared: DeclarationState | None = None) -> Bar | None:
    """The bar of a member (or an expert) of `country` from `item`, or None. None declared: not declared yet.

    The country is looked at first: a declaration, lifted or not, never moves a country bar.
    """
    if country == item.lead:
        return Bar(BarKind.LEAD, msg("Your country is the lead Party of this application."))
    if country in item.partners:
        return Bar(BarKind.PARTNER, msg("Your country is a partner in this application."))
    if declared is DeclarationState.INTEREST:
        return Bar(BarKind.INTEREST, msg("You declared an interest in this application."))
    return None


def refuse_lift(country: str, item: Item, declared: DeclarationState | None) -> Message | None:
    """Why a declaration of interest may not be lifted; None where it may."""
    found = bar(country, item, declared)
    if found and not found.can_be_lifted:
        return msg("A bar by country cannot be lifted.")
    if found is None:
        return msg("There is no declared interest to lift.")
    return None


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many members an item needs, how many take part, and the reason where they are too few (else
    None).
    """

    needed: int
    present: int
    entitled: int
    problem: Message | None

    @property
    def met(self) -> bool:
        """Whether a decision may be taken."""
        return self.problem is None


def quorum(
    members: Collection[Key],
    barred: Collection[Key],
    present: Collection[Key],
    share: Fraction = TWO_THIRDS,
) -> Quorum:
    """Quorum of one item. Programme rule (section 6): "two thirds of those not barred", rounded up.

    `members`: those who sit on the day (an empty seat is nobody). A barred member in the room counts for
    nothing.
    """
    entitled = frozenset(members) - frozenset(barred)
    taking_part = len(entitled & frozenset(present))
    needed = -(-len(entitled) * share.numerator // share.denominator)
    problem = None
    if not entitled:
        problem = msg("Every member is barred from this item: nobody can decide it.")
    elif taking_part < needed:
        problem = msg(
            "%(present)s of %(entitled)s members who are not barred take part; %(needed)s are needed.",
            present=taking_part,
            entitled=len(entitled),
            needed=needed,
        )
    return Quorum(needed, taking_part, len(entitled), problem)
