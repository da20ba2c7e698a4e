"""What an inventory says of equipment that was there the year before: nothing vanishes from it in silence.

Programme rule (section 3, Report): "inventory of non-expendable equipment (yearly, items over US$ 1,500)"; a closure asks
for the fate of the assets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.questionnaires.asking import is_empty

KEPT, LOST = "kept", "lost"
CARRIED_TO_FINAL = ("item", "serial", "condition")
Item = Mapping[str, Any]


def is_kept(item: Item) -> bool:
    """Tell whether an item is still there; forms of earlier years name a loss by its condition alone."""
    return item.get("fate", "") in ("", KEPT) and item.get("condition") != LOST


def identity(item: Item) -> str:
    """Return what an item is known by from year to year: its serial number, or its name where it has none."""
    return " ".join(str(item.get("serial") or item.get("item") or "").split()).casefold()


def gone_problems(items: Sequence[Item], before: Iterable[Item]) -> list[Problem]:
    """Return which items of the last accepted inventory (`before`, each with item and serial) are not listed any more."""
    listed = {identity(one) for one in items}
    return [Problem("", _gone(one)) for one in before if identity(one) not in listed]


def fate_problems(items: Sequence[Item]) -> list[Problem]:
    """Return of which items that are not kept nobody says how that came; fields are `row.column`."""
    return [
        Problem(f"{number}.fate_note", msg("Say when, to whom, and who agreed to it."))
        for number, one in enumerate(items)
        if one.get("fate") and not is_kept(one) and is_empty(one.get("fate_note"))
    ]


def _gone(item: Item) -> Message:
    return msg(
        "“%(item)s” (%(serial)s) stood in the last inventory: list it, and say what became of it.",
        item=item["item"],
        serial=item["serial"] or "–",
    )
