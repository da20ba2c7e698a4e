"""What differs between two contents as lines of text: only the lines that do, those of before and those of after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from sipgrants.core.i18n import Message
from sipgrants.questionnaires.cells import Lists, to_cell
from sipgrants.questionnaires.sheets import Slot, Words


@dataclass(frozen=True)
class Differing:
    """A question or a part of a plan that a workbook would change: on which page, what it is called, its lines before and
    after, what will be complained about once it is taken.
    """

    path: str
    page: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    complaints: tuple[Message, ...] = ()


def lines_between(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines that went and the lines that came."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    went: list[str] = []
    came: list[str] = []
    for what, first, last, start, end in matcher.get_opcodes():
        if what != "equal":
            went += before[first:last]
            came += after[start:end]
    return tuple(went), tuple(came)


def line_of(values: Mapping[str, Any], slots: Iterable[Slot], lists: Lists, words: Words) -> str:
    """Return a row as one line: what stands in its cells, with the head of each but the first two."""
    said = []
    for at, slot in enumerate(one for one in slots if one.kind != "formula"):
        value = values.get(slot.key)
        cell = to_cell(slot, value, lists, words)
        if cell is None:
            continue
        text = f"{cell:,.2f}".removesuffix(".00") if isinstance(cell, float) else str(cell)
        said.append(text if at < 1 else f"{slot.label}: {text}")
    return " | ".join(said)
