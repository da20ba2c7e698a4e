"""How much of the last advance is spent: before the next instalment, and in the report that says so.

Programme rule (section 3, Instalment): "the share of the last advance that must be spent".
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sipgrants.core.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class Advance:
    """Money paid so far and accepted spending, to tell how much of the last advance is spent. `last` is
    part of `paid`.
    """

    paid: Money = ZERO
    last: Money = ZERO
    accepted: Money = ZERO

    def spent_of_last(self) -> Fraction:
        """The share of the last advance that is spent, 0 to 1: earlier advances are used up first. 1 if
        there is none.
        """
        if not self.last:
            return Fraction(1)
        of_last = self.accepted.minor - (self.paid.minor - self.last.minor)
        return Fraction(min(max(of_last, 0), self.last.minor), self.last.minor)


NONE = Advance()
