"""The shapes of the statement: one row per donor, one per round. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass


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
