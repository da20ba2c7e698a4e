"""What a member declares about one application."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """An interest has a reason."""

    has_interest: bool
    reason: str = ""
