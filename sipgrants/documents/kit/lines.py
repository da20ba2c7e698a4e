"""From logical text to lines as they are drawn: cleaning, Arabic joining, breaking by measured width, bidi order.

Nothing here parses markup, so what people typed is always printed as they typed it.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from arabic_reshaper import ArabicReshaper
from bidi import algorithm as bidi
from bidi.mirror import MIRRORED

from .fonts import REGULAR, Face, face_for

_reshaper = ArabicReshaper(configuration={"delete_harakat": False})
# Explicit embeddings, overrides and isolates: only ever seen in pasted text, where they could disguise what is printed.
_DISGUISES = {
    ord(c): None for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad\ufeff\ufffc"
}
_RTL = frozenset({"R", "AL", "AN"})
# Characters that may not begin or end a line of Chinese.
_NOT_FIRST = frozenset("、。，．：；？！）】》」』〉〕％…—·’”),.:;?!%")
_NOT_LAST = frozenset("（【《「『〈〔“‘(")
# After these a line may break although no space follows.
_BREAK_AFTER = frozenset("-–—/")


@dataclass(frozen=True)
class Run:
    """A stretch of text in one weight (regular, bold or italic)."""

    text: str
    weight: str = REGULAR


class Glyph(NamedTuple):
    """One character with its face, its width in thousandths of the size and its bidi level."""

    char: str
    face: Face
    width: float
    level: int = 0


class Piece(NamedTuple):
    """Characters drawn together: face, text in visual order, width in thousandths of the size."""

    face: Face
    text: str
    width: float


def clean(text: str) -> str:
    """Return the text composed, without control characters and disguises; line breaks stay, tabs become spaces."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = text.translate(_DISGUISES)
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))


def is_rtl(text: str) -> bool:
    """Return whether the first letter with a direction runs from right to left; no such letter: left to right."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False


def has_rtl(text: str) -> bool:
    """Return whether any part of the text runs from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in _RTL for c in text)


def lines(runs: Sequence[Run], width: float, *, rtl: bool, chinese: bool) -> list[list[Piece]]:
    """Return the lines of `runs` as pieces in visual order; `width` in thousandths of the size."""
    result: list[list[Piece]] = []
    for paragraph in _paragraphs(runs):
        glyphs = _levelled(_glyphs(paragraph, chinese), rtl)
        result.extend(_pieces(line, rtl) for line in _broken(glyphs, width))
    return result


def widest(runs: Sequence[Run], *, chinese: bool) -> float:
    """Return the width of the longest line if nothing is broken, in thousandths of the size."""
    return max((sum(g.width for g in _glyphs(p, chinese)) for p in _paragraphs(runs)), default=0.0)


def _paragraphs(runs: Sequence[Run]) -> list[list[Run]]:
    found: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = clean(run.text).split("\n")
        found[-1].append(Run(first, run.weight))
        found.extend([Run(part, run.weight)] for part in rest)
    return found


def _glyphs(runs: Iterable[Run], chinese: bool) -> list[Glyph]:
    found = []
    for run in runs:
        for char in _shaped(run.text):
            face = face_for(char, run.weight, chinese)
            invisible = unicodedata.category(char) == "Cf"
            found.append(Glyph(char, face, 0.0 if invisible else face.width(char)))
    return found


@lru_cache(maxsize=8192)
def _shaped(text: str) -> str:
    if text.isascii() or not any(unicodedata.bidirectional(c) == "AL" for c in text):
        return text
    return str(_reshaper.reshape(text))


def _levelled(glyphs: list[Glyph], rtl: bool) -> list[Glyph]:
    text = "".join(g.char for g in glyphs)
    if not rtl and not has_rtl(text):
        return glyphs
    return [glyph._replace(level=level) for glyph, level in zip(glyphs, _levels(text, rtl), strict=True)]


def _levels(text: str, rtl: bool) -> list[int]:
    storage = bidi.get_empty_storage()
    storage["base_level"] = int(rtl)
    storage["base_dir"] = "R" if rtl else "L"
    bidi.get_embedding_levels(text, storage)
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    bidi.resolve_neutral_types(storage, False)
    bidi.resolve_implicit_levels(storage, False)
    return [char["level"] for char in storage["chars"]]


def _broken(glyphs: list[Glyph], width: float) -> list[list[Glyph]]:
    """Break greedily between the units that may not be torn; a unit wider than the line is torn anywhere."""
    done: list[list[Glyph]] = []
    line: list[Glyph] = []
    used = 0.0
    for unit in _units(glyphs):
        size = sum(g.width for g in _stripped(unit))
        if line and used + size > width:
            done.append(_stripped(line))
            line, used = [], 0.0
        for part in _torn(unit, width) if size > width else [unit]:
            if line and size > width:
                done.append(_stripped(line))
                line, used = [], 0.0
            line = line + part
            used += sum(g.width for g in part)
    done.append(_stripped(line))
    return done


def _units(glyphs: list[Glyph]) -> list[list[Glyph]]:
    units: list[list[Glyph]] = []
    for before, glyph in zip([None, *glyphs], glyphs, strict=False):
        if before is None or _may_break(before.char, glyph.char):
            units.append([])
        units[-1].append(glyph)
    return units


def _may_break(before: str, after: str) -> bool:
    if after == " ":
        return False
    if before == " " or before == "\u200b":
        return True
    if _is_han(before) or _is_han(after):
        return after not in _NOT_FIRST and before not in _NOT_LAST and "\u00a0" not in (before, after)
    return before in _BREAK_AFTER and after.isalpha()


def _is_han(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffef"


def _torn(unit: list[Glyph], width: float) -> list[list[Glyph]]:
    parts: list[list[Glyph]] = [[]]
    used = 0.0
    for glyph in unit:
        if parts[-1] and used + glyph.width > width:
            parts.append([])
            used = 0.0
        parts[-1].append(glyph)
        used += glyph.width
    return parts


def _stripped(line: list[Glyph]) -> list[Glyph]:
    end = len(line)
    while end and line[end - 1].char == " ":
        end -= 1
    return line[:end]


def _pieces(line: list[Glyph], rtl: bool) -> list[Piece]:
    pieces: list[Piece] = []
    for glyph in _visual(line) if rtl or any(g.level for g in line) else line:
        if unicodedata.category(glyph.char) == "Cf":
            continue
        if pieces and pieces[-1].face is glyph.face:
            last = pieces[-1]
            pieces[-1] = Piece(last.face, last.text + glyph.char, last.width + glyph.width)
        else:
            pieces.append(Piece(glyph.face, glyph.char, glyph.width))
    return pieces


def _visual(line: list[Glyph]) -> list[Glyph]:
    """Reverse from the highest level down to the lowest odd one (rule L2), mirroring brackets (rule L4)."""
    line = [g._replace(char=MIRRORED.get(g.char, g.char)) if g.level % 2 else g for g in line]
    for level in range(max((g.level for g in line), default=0), 0, -1):
        start = 0
        while start < len(line):
            end = start
            while end < len(line) and line[end].level >= level:
                end += 1
            if end > start:
                line[start:end] = line[start:end][::-1]
            start = end + 1
    return line
