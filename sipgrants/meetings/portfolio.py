"""What stands beside every choice as it is made: the envelope, the regions, LDC and SIDS, first-time
Parties.

Programme rule (section 6, Decision): "Regional balance, LDC and SIDS share and the envelope stand beside
every choice as it is made". It informs; only the envelope binds.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import ZERO, Money

Key: TypeAlias = Hashable


class Outcome(StrEnum):
    """What the Board decides of an application."""

    APPROVED = "approved"
    RESERVE = "reserve"
    NOT_APPROVED = "not_approved"


@dataclass(frozen=True, slots=True)
class Granted:
    """An award as far as decisions go, told by a later stage: of which application (None: an opening record), its state."""

    application: Key | None
    party: str
    state: str

    @property
    def fell(self) -> bool:
        """Whether it was declined or lapsed: its money is free again."""
        return self.state in ("declined", "lapsed")


@dataclass(frozen=True, slots=True)
class Choice:
    """An application before the Board; `outcome` None: not decided yet. `amount`: what is approved.

    Region, LDC, SIDS and first time are those of the lead Party, so that a joint project counts once.
    `fell`: its award was declined or lapsed, and its money is free again.
    """

    application: Key
    region: str
    ldc: bool
    sids: bool
    first_time: bool
    outcome: Outcome | None = None
    amount: Money = ZERO
    fell: bool = False

    @property
    def counts(self) -> bool:
        """Whether it takes from the envelope. Programme rule (section 4): "awards declined or lapsed no
        longer count".
        """
        return self.outcome is Outcome.APPROVED and not self.fell


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the approved applications: how many, how much, and which share of all that is approved (of
    the money).
    """

    count: int
    amount: Money
    share: Fraction


@dataclass(frozen=True, slots=True)
class Balance:
    """The picture of all choices so far. `left` is None where rows are hidden from the reader: with the
    envelope it would tell what they may not know.
    """

    approved: Part
    left: Money | None
    regions: dict[str, Part]
    ldc: Part
    sids: Part
    first_time: Part
    undecided: int


def balance(
    choices: Iterable[Choice],
    envelope: Money,
    regions: Sequence[str] = (),
    hidden: Collection[Key] = frozenset(),
) -> Balance:
    """The picture for one reader. `regions` name those to show even with nothing approved, in their order.

    Programme rule (section 6): a barred member sees no "count or sum that would tell": rows in `hidden`
    leave first.
    """
    every = list(choices)
    seen = [one for one in every if one.application not in hidden]
    chosen = [one for one in seen if one.counts]
    total = _amount(chosen)
    names = dict.fromkeys([*regions, *(one.region for one in chosen)])
    return Balance(
        approved=_part(chosen, total),
        left=envelope - total if len(seen) == len(every) else None,
        regions={name: _part([one for one in chosen if one.region == name], total) for name in names},
        ldc=_part([one for one in chosen if one.ldc], total),
        sids=_part([one for one in chosen if one.sids], total),
        first_time=_part([one for one in chosen if one.first_time], total),
        undecided=sum(one.outcome is None for one in seen),
    )


def refuse_amount(
    application: Key, amount: Money, asked: Money, choices: Iterable[Choice], envelope: Money
) -> Message | None:
    """Why this amount may not be approved; None where it may.

    Programme rule (section 4): "A decision may not exceed the round's envelope". What this application had
    before is left aside: a decision that supersedes another takes its place. More than was asked for is
    refused [ours].
    """
    refused = refuse_part(amount, asked)
    if refused:
        return refused
    left = envelope - _amount(one for one in choices if one.counts and one.application != application)
    if amount > left:
        return msg("%(amount)s is more than the %(left)s left of the envelope.", amount=amount, left=left)
    return None


def refuse_part(amount: Money, asked: Money) -> Message | None:
    """Why no such part of what was asked for may be approved; None where it may."""
    if amount <= ZERO:
        return msg("Approve an amount of more than nothing.")
    if amount > asked:
        return msg("%(amount)s is more than the %(asked)s that was asked for.", amount=amount, asked=asked)
    return None


def _amount(choices: Iterable[Choice]) -> Money:
    return sum((one.amount for one in choices), ZERO)


def _part(choices: Sequence[Choice], total: Money) -> Part:
    amount = _amount(choices)
    return Part(len(choices), amount, Fraction(amount.minor, total.minor) if total else Fraction(0))
