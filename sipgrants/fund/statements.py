"""The shapes of the statement: one row per donor, one per round, one per award; payments under an override. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sipgrants.core.i18n import Message
from sipgrants.fund import balances
from sipgrants.fund.balances import AwardFigures, FundFigures


@dataclass(frozen=True, slots=True)
class DonorRow:
    """What a donor gave, in US$ minor units. `pledged` is what is not agreed yet; `in_kind` counts helps in kind."""

    donor: str
    kind: str
    pledged: int
    receivable: int
    received: int
    written_off: int
    refunded: int
    in_kind: int


@dataclass(frozen=True, slots=True)
class RoundRow:
    """What was received for a round alone, committed and paid under it, in US$ minor units; None: no round."""

    round_id: Hashable | None
    names: Mapping[str, str]
    received: int
    committed: int
    paid: int


@dataclass(frozen=True, slots=True)
class Named:
    """What the room of awards says of one: `parties` by language; `parts` instalments stand, of which `paid` are paid."""

    number: str
    title: str
    parties: Mapping[str, str]
    state: str
    minor: int
    parts: int = 0
    paid: int = 0


@dataclass(frozen=True, slots=True)
class AwardRow:
    """An award under which something was booked, with its money by the ledger."""

    award_id: Hashable
    named: Named
    figures: AwardFigures


@dataclass(frozen=True, slots=True)
class Overridden:
    """A payment for which two officers let something go that it waited for: what, and why. US$ minor units."""

    award: str
    instalment: int
    minor: int
    paid_on: date
    reference: str
    let_go: Sequence[Message]
    reason: str


@dataclass(frozen=True)
class Standing:
    """The fund today. `pledged` (open pledges) and `receivable` (agreed, still to come) stand beside `available`."""

    figures: FundFigures
    rate: Fraction
    pledged: int
    in_kind: int

    @property
    def available(self) -> int:
        """Return what may still be promised, in US$ minor units."""
        return balances.available(self.figures, self.rate)

    @property
    def grantable(self) -> int:
        """Return the largest sum of grants that is covered with its support cost."""
        return balances.grantable(self.available, self.rate)

    @property
    def set_aside(self) -> int:
        """Return (1 + r) x committed."""
        return balances.with_support(self.figures.committed, self.rate)
