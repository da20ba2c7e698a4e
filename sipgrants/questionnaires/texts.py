"""Texts by language, and how many words a text has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

# Scripts written without spaces. Programme default: five of these characters count as three words, about what a
# translation into English would have. `static/words.js` counts in the same way.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Control signs, halves of signs, and what is no sign at all and stands in no XML.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, eq=True)
class Spoken:
    """Words that are data, inside a message: shown in the reader's language (`routes` tells the edge how)."""

    texts: Mapping[str, str]

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.texts.items())))

    def __str__(self) -> str:
        """Return the English words: for logs, tests and the command line."""
        return pick(self.texts, "en")


def pick(texts: Mapping[str, str], locale: str) -> str:
    """Return the text in a language, in English where it is lacking; nothing where there is none."""
    return texts.get(locale) or texts.get("en") or ""


def count_words(text: str) -> int:
    """Return the number of words: what stands between spaces and holds a letter or a figure."""
    dense = len(_DENSE.findall(text))
    rest = _DENSE.sub(" ", text)
    return sum(any(sign.isalnum() for sign in word) for word in rest.split()) + -(-dense * 3 // 5)


def clean(text: str) -> str:
    """Return `text` as it is kept: one form of line ends and accents, no control characters, no space around it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNWANTED.sub("", plain)).strip()


def goes_on(before: str, after: str) -> bool:
    """Tell whether somebody only typed on: a text that grows, or shrinks by less than a fifth."""
    return len(after) * 5 >= len(before) * 4
