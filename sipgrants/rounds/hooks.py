"""What later stages do when a round is cancelled: rounds do not know them, so they leave their function here."""

from collections.abc import Callable
from typing import Any

Hook = Callable[..., None]
_cancelled: list[Hook] = []


def on_cancelled(hook: Hook) -> Hook:
    """Register `hook(round_, *, by, reason)`: it runs in the transaction of the cancellation."""
    if hook not in _cancelled:
        _cancelled.append(hook)
    return hook


def cancelled(round_: Any, *, by: Any, reason: str) -> None:
    """Run every hook."""
    for hook in _cancelled:
        hook(round_, by=by, reason=reason)
