"""Three people on one payment request: who asks, who certifies, who approves. And the approver never
records it.

Programme rule (section 2) [usual: UN Financial Rules separate certifying and approving]; section 3:
"record_payment (finance officer, never the approver)".
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TypeAlias

from sipgrants.core.i18n import Message, msg

Person: TypeAlias = Hashable


@dataclass(frozen=True, slots=True)
class Hands:
    """Through whose hands the present request went; None: not yet. A request sent back starts anew."""

    requested_by: Person | None = None
    certified_by: Person | None = None
    approved_by: Person | None = None


def refuse_certify(person: Person, hands: Hands) -> Message | None:
    """Why `person` may not certify; None where they may."""
    if person == hands.requested_by:
        return msg("You asked for this payment: somebody else certifies it.")
    return None


def refuse_approve(person: Person, hands: Hands) -> Message | None:
    """Why `person` may not approve; None where they may."""
    if person == hands.requested_by:
        return msg("You asked for this payment: somebody else approves it.")
    if person == hands.certified_by:
        return msg("You certified this payment: somebody else approves it.")
    return None


def refuse_record_payment(person: Person, hands: Hands) -> Message | None:
    """Why `person` may not record the payment; None where they may."""
    if person == hands.approved_by:
        return msg("You approved this payment: somebody else records it.")
    return None
