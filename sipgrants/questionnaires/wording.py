"""Which words of a text went, came and stayed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A line's end, a sign of a script without spaces, a word, or the space between words.
_TOKEN = re.compile(
    "\n|[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[^\\s\u3040-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[^\\S\n]+"
)
# Beyond this many comparisons the middle is shown as one change: a page must not wait for a nicer picture.
MOST = 4_000_000
MANY = 3  # words changed one after the other, from which on they are shown as one change
AROUND = 60  # words and spaces that are shown on either side of a change


@dataclass(frozen=True)
class Piece:
    """A run of words: `how` is same, gone, new, or left_out (unchanged, too long to show; `text` is empty then)."""

    how: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """Return how `after` came from `before`, word by word; long stretches that stayed are left out."""
    was, became = _TOKEN.findall(before), _TOKEN.findall(after)
    found: list[Piece] = []
    runs = list(_runs(was, became))
    for number, (how, tokens) in enumerate(runs):
        found += (
            _shortened(tokens, number == 0, number == len(runs) - 1)
            if how == "same"
            else [Piece(how, "".join(tokens))]
        )
    return found


def beginning(text: str) -> list[Piece]:
    """Return how a text begins: of what is all new, nothing needs to be found."""
    return _shortened(_TOKEN.findall(text), is_first=False, is_last=True) if text else []


def _runs(was: Sequence[str], became: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    head = _alike(was, became)
    tail = _alike(was[head:][::-1], became[head:][::-1])
    old, new = was[head : len(was) - tail], became[head : len(became) - tail]
    if head:
        yield "same", was[:head]
    if len(old) * len(new) > MOST or not _words(was) & _words(became):
        yield from ((how, run) for how, run in (("gone", old), ("new", new)) if run)
    else:
        yield from _compared(old, new)
    if tail:
        yield "same", was[len(was) - tail :]


def _words(tokens: Sequence[str]) -> set[str]:
    return {one for one in tokens if not one.isspace()}


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many tokens two texts have in common from their beginning."""
    count = 0
    for here, there in zip(one, other, strict=False):
        if here != there:
            break
        count += 1
    return count


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    at = 0
    while at < len(codes):
        end = _end_of(codes, at, old)
        tag, a, _b, c, _d = codes[at]
        _tag, _a, b, _c, d = codes[end - 1]
        if tag == "equal":
            yield "same", old[a:b]
        else:
            yield from ((how, run) for how, run in (("gone", old[a:b]), ("new", new[c:d])) if run)
        at = end


def _end_of(codes: Sequence[tuple[str, int, int, int, int]], at: int, old: Sequence[str]) -> int:
    """Return where a change ends: one word after the other that was replaced, with but a space between, reads as one."""
    end = at + 1
    while codes[at][0] != "equal" and end + 1 < len(codes) and _is_space(old[codes[end][1] : codes[end][2]]):
        end += 2
    return end if end - at >= 2 * MANY - 1 else at + 1


def _is_space(tokens: Sequence[str]) -> bool:
    return all(one.isspace() and one != "\n" for one in tokens)


def _shortened(tokens: Sequence[str], is_first: bool, is_last: bool) -> list[Piece]:
    """Leave out the middle of a long stretch; at the ends of the text what is far from any change."""
    before = 0 if is_first else AROUND
    after = 0 if is_last else AROUND
    if len(tokens) <= before + after + AROUND:
        return [Piece("same", "".join(tokens))]
    kept = [
        Piece("same", "".join(tokens[:before])),
        Piece("left_out", ""),
        Piece("same", "".join(tokens[len(tokens) - after :] if after else ())),
    ]
    return [one for one in kept if one.text or one.how == "left_out"]
