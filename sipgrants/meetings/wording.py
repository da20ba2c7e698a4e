"""What a decision says."""

from dataclasses import dataclass

from sipgrants.core.money import Money


@dataclass(frozen=True)
class Words:
    """`amount` and `conditions` count only where it approves."""

    outcome: str
    amount: Money | None = None
    conditions: str = ""
    recommendations: str = ""
    reasons: str = ""
