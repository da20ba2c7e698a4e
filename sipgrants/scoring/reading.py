"""Reading a sheet from its page."""

from collections.abc import Iterable, Mapping

from sipgrants.scoring.filled import Filled

LONGEST = 4000  # characters of a comment


def read_sheet(data: Mapping[str, str], keys: Iterable[str]) -> Filled:
    """Return what was filled in: `scores.KEY` is a figure or `abstain`; what is neither counts as no answer."""
    scores: dict[str, int | None] = {}
    comments: dict[str, str] = {}
    for key in keys:
        typed = data.get(f"scores.{key}", "")
        if typed == "abstain":
            scores[key] = None
        elif typed.isascii() and typed.isdecimal() and len(typed) < 4:
            scores[key] = int(typed)
        comments[key] = data.get(f"comments.{key}", "")[:LONGEST]
    return Filled(scores, comments, data.get("comment", "")[:LONGEST], data.get("notes", "")[:LONGEST])
