"""What stands on a sheet, however much of it is filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Filled:
    """Criterion > score (None: the member abstains; no entry: no answer yet), comments, and notes that stay private."""

    scores: Mapping[str, int | None] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    notes: str = ""
