"""What later stages do when a version is submitted: applications do not know them, so they leave their function here."""

from collections.abc import Callable
from typing import Any

Hook = Callable[..., None]
_submitted: list[Hook] = []


def on_submitted(hook: Hook) -> Hook:
    """Register `hook(version, *, by)`: it runs in the transaction of submit, replace, receive and resubmit."""
    if hook not in _submitted:
        _submitted.append(hook)
    return hook


def submitted(version: Any, *, by: Any) -> None:
    """Run every hook; the version is stored and the application has moved."""
    for hook in _submitted:
        hook(version, by=by)
