"""What later stages show on an award's page: they leave a panel here (reports, payments, changes)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sipgrants.core.i18n import Message


@dataclass(frozen=True)
class Panel:
    """A section of the page: `template` is included with `data`, what `load(award, actor)` returned."""

    name: str
    title: Message
    template: str
    load: Callable[[Any, Any], Any]
    action: str
    place: int = 50


_PANELS: dict[str, Panel] = {}


def add(panel: Panel) -> None:
    """Register a panel; the same name replaces it. `action`: whoever has this right on the award's parts sees it."""
    _PANELS[panel.name] = panel


def panels() -> list[Panel]:
    """Return the panels in their order on the page."""
    return sorted(_PANELS.values(), key=lambda one: (one.place, one.name))
