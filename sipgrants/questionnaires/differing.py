"""What differs between two versions of a form: parts added, removed, changed (what of them) and moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from sipgrants.core.i18n import Message, msg
from sipgrants.questionnaires.content import Content

Part = Mapping[str, Any]
WORDS: dict[str, Message] = {
    "added": msg("Added"),
    "removed": msg("Removed"),
    "changed": msg("Changed"),
    "moved": msg("Moved"),
}
# What can change of a part, in the order in which it is told.
NAMES: dict[str, Message] = {
    "title": msg("Title"),
    "introduction": msg("Introduction"),
    "guidance": msg("Guidance"),
    "label": msg("Question"),
    "hint": msg("Hint"),
    "kind": msg("Kind"),
    "required": msg("Required"),
    "max_words": msg("Word limit"),
    "min": msg("Least"),
    "max": msg("Most"),
    "options": msg("Answers to choose from"),
    "columns": msg("Columns"),
    "show_when": msg("Shown only if"),
    "rule": msg("What has to hold"),
    "left": msg("Answer"),
    "right": msg("Compared with"),
    "message": msg("Message"),
}
_INNER = ("key", "questions", "sections", "checks")


@dataclass(frozen=True)
class Detail:
    """One thing that changed of a part: `before` and `after` as kept, None where there was nothing."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Change:
    """A part that differs. `what` is a word of `WORDS`; `part` is form, section, question or check; `texts` names it."""

    what: str
    part: str
    path: str
    texts: Mapping[str, str]
    details: tuple[Detail, ...] = ()


def compare(before: Content, after: Content) -> list[Change]:
    """Return what differs, in the order of the later version; what was removed comes last of its kind."""
    old, new = _questions(before), _questions(after)
    return [
        *_changed("form", "", before, after, after["title"]),
        *_list("section", _by_key(before["sections"]), _by_key(after["sections"]), "title"),
        *_list("question", {key: one for key, (_s, one) in old.items()}, {k: one for k, (_s, one) in new.items()}, "label",
               {key: section for key, (section, _one) in old.items()}, {k: section for k, (section, _one) in new.items()}),
        *_list("check", _by_key(before["checks"]), _by_key(after["checks"]), "message"),
    ]  # fmt: skip


def _by_key(parts: Sequence[Part]) -> dict[str, Part]:
    return {one["key"]: one for one in parts}


def _questions(held: Content) -> dict[str, tuple[str, Part]]:
    return {one["key"]: (section["key"], one) for section in held["sections"] for one in section["questions"]}


def _list(
    part: str,
    before: Mapping[str, Part],
    after: Mapping[str, Part],
    words: str,
    was_in: Mapping[str, str] | None = None,
    is_in: Mapping[str, str] | None = None,
) -> Iterator[Change]:
    was_in, is_in = was_in or {}, is_in or {}
    shifted = _shifted(list(before), list(after)) if part != "check" else frozenset()
    for key, one in after.items():
        path = f"{is_in[key]}.{key}" if key in is_in else key
        if key not in before:
            yield Change("added", part, path, one[words])
            continue
        yield from _changed(part, path, before[key], one, one[words])
        if was_in.get(key) != is_in.get(key) or key in shifted:
            yield Change("moved", part, path, one[words])
    for key, one in before.items():
        if key not in after:
            yield Change("removed", part, f"{was_in[key]}.{key}" if key in was_in else key, one[words])


def _changed(part: str, path: str, before: Part, after: Part, texts: Mapping[str, str]) -> Iterator[Change]:
    details = tuple(
        Detail(name, before.get(name), after.get(name))
        for name in dict.fromkeys([*NAMES, *before, *after])
        if name not in _INNER and (before.get(name) or None) != (after.get(name) or None)
    )
    if details:
        yield Change("changed", part, path, texts, details)


def _shifted(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """The keys that changed their place among those that both have."""
    old, new = [key for key in before if key in after], [key for key in after if key in before]
    kept = {
        old[block.a + n]
        for block in SequenceMatcher(None, old, new, False).get_matching_blocks()
        for n in range(block.size)
    }
    return frozenset(new) - kept


def recorded(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Return the changes as the history keeps them."""
    return [
        {"what": one.what, "part": one.part, "path": one.path}
        | ({"values": {d.name: [d.before, d.after] for d in one.details}} if one.details else {})
        for one in changes
    ]
