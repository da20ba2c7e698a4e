"""What other rooms ask about the fund by name."""

from sipgrants.core.money import ZERO, Money
from sipgrants.lifecycle.rights import fact


@fact("fund.available")
def available() -> Money:
    """Return what may still be committed; nothing is known to be there before the ledger says so."""
    return ZERO
