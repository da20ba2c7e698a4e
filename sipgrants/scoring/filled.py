"""What stands on a sheet, however much of it is filled in: as scores and comments, and as the blocks that its page shows.

A block is a text under its path (`scores.KEY`, `comments.KEY`, `comment`, `notes`, `confidence`). Blocks are what is saved
while somebody types, compared between two windows, and written into a workbook.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sipgrants.core.i18n import Message, msg

ABSTAIN = "abstain"
CHOICES = (*"012345", ABSTAIN)
CONFIDENCE: dict[str, Message] = {"low": msg("Low"), "medium": msg("Medium"), "high": msg("High")}
WHOLE = ("confidence", "comment", "notes")
Blocks = Mapping[str, str]


@dataclass(frozen=True)
class Filled:
    """Criterion > score (None: the member abstains; no entry: no answer yet), comments, how sure the member is (`low`,
    `medium`, `high`, or nothing said), and notes that stay private.
    """

    scores: Mapping[str, int | None] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    notes: str = ""
    confidence: str = ""


def paths(keys: Iterable[str]) -> list[str]:
    """Return the paths of all blocks of a sheet with these criteria, in the order of the page."""
    return [path for key in keys for path in (f"scores.{key}", f"comments.{key}")] + list(WHOLE)


def blocks(filled: Filled, keys: Iterable[str]) -> dict[str, str]:
    """Return a sheet as blocks; nothing stands where there is no answer yet."""
    found = {}
    for key in keys:
        found[f"scores.{key}"] = _said(filled.scores[key]) if key in filled.scores else ""
        found[f"comments.{key}"] = filled.comments.get(key, "")
    return found | {name: str(getattr(filled, name)) for name in WHOLE}


def from_blocks(said: Blocks, keys: Iterable[str]) -> Filled:
    """Return what blocks say; a score that is none of the choices is no answer."""
    scores: dict[str, int | None] = {}
    comments = {}
    for key in keys:
        score = said.get(f"scores.{key}", "")
        if score in CHOICES:
            scores[key] = None if score == ABSTAIN else int(score)
        comments[key] = said.get(f"comments.{key}", "")
    return Filled(scores, comments, **{name: said.get(name, "") for name in WHOLE})


def _said(score: int | None) -> str:
    return ABSTAIN if score is None else str(score)
