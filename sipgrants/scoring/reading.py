"""Reading a sheet from its page."""

from collections.abc import Iterable, Mapping

from sipgrants.questionnaires.texts import clean
from sipgrants.scoring.filled import CHOICES, CONFIDENCE, Filled, from_blocks, paths


def read_blocks(data: Mapping[str, str], keys: Iterable[str]) -> dict[str, str]:
    """Return the blocks that were on the page, each as a text; the hidden field `PATH.key` says that one was, since a
    choice that nobody made sends nothing. What is none of the choices counts as no answer.
    """
    return {
        path: _read(path, data.get(path, "")) for path in paths(keys) if path in data or f"{path}.key" in data
    }


def read_sheet(data: Mapping[str, str], keys: Iterable[str]) -> Filled:
    """Return what was filled in on a whole sheet."""
    known = list(keys)
    return from_blocks(read_blocks(data, known), known)


def _read(path: str, typed: str) -> str:
    if path.startswith("scores."):
        return typed if typed in CHOICES else ""
    if path == "confidence":
        return typed if typed in CONFIDENCE else ""
    return clean(typed)
