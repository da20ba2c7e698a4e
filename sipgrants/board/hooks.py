"""What later stages do when the Board changes: they leave their functions here, since the Board does not know them.

`on_bars`: somebody became barred, or a bar was lifted. `on_seat`: a seat was taken or ended. Each runs in the transaction
of the change.
"""

from collections.abc import Callable
from typing import Any

Hook = Callable[..., None]
_bars: list[Hook] = []
_seats: list[Hook] = []


def on_bars(hook: Hook) -> Hook:
    """Register `hook(round_id)`: the bars of a round may have changed."""
    _bars.append(hook)
    return hook


def on_seat(hook: Hook) -> Hook:
    """Register `hook(seat)`: its holder took it or left it."""
    _seats.append(hook)
    return hook


def bars_changed(round_id: Any) -> None:
    """Run every hook for changed bars."""
    for hook in _bars:
        hook(round_id)


def seat_changed(seat: Any) -> None:
    """Run every hook for a changed seat."""
    for hook in _seats:
        hook(seat)
