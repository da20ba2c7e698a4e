"""What later stages do when an application moves: applications do not know them, so they leave their function here."""

from collections.abc import Callable
from typing import Any

Hook = Callable[..., object]
_submitted: list[Hook] = []
_withdrawn: list[Hook] = []


def on_submitted(hook: Hook) -> Hook:
    """Register `hook(version, *, by)`: it runs in the transaction of submit, replace, receive and resubmit."""
    if hook not in _submitted:
        _submitted.append(hook)
    return hook


def submitted(version: Any, *, by: Any) -> None:
    """Run every hook; the version is stored and the application has moved."""
    for hook in _submitted:
        hook(version, by=by)


def on_withdrawn(hook: Hook) -> Hook:
    """Register `hook(application, *, by)`: it runs in the transaction of withdraw."""
    if hook not in _withdrawn:
        _withdrawn.append(hook)
    return hook


def withdrawn(application: Any, *, by: Any) -> None:
    """Run every hook; the application has moved."""
    for hook in _withdrawn:
        hook(application, by=by)
