"""What can be done to the content of a draft: each a function from a content to a new one, refused with the reason.

A path names a part: `section`, `section.question`, `section.question.column`. A key is made from the English words once and
stays, however the words change: answers, comparisons and checks go by it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from copy import deepcopy
from typing import Any

from sipgrants.core.errors import NotFound, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.questionnaires import content as contents
from sipgrants.questionnaires import kinds
from sipgrants.questionnaires.content import Content

Texts = Mapping[str, str]
MOST_SECTIONS, MOST_QUESTIONS, MOST_COLUMNS, MOST_CHECKS = 40, 200, 12, 60
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


def find(held: Content, path: str) -> Content:
    """Return the part of that path; NotFound where there is none."""
    siblings, place = _place(held, path)
    found: Content = siblings[place]
    return found


def section_of(held: Content, key: str) -> str:
    """Return the section in which a question stands; NotFound where it stands in none."""
    for section in held["sections"]:
        if any(one["key"] == key for one in section["questions"]):
            return str(section["key"])
    raise NotFound()


def introduce(held: Content, *, title: Texts, introduction: Texts) -> Content:
    """Set the title and the introduction of the form."""
    return deepcopy(held) | {"title": dict(title), "introduction": dict(introduction)}


def add_section(held: Content, *, key: str, title: Texts, guidance: Texts) -> Content:
    """Add an empty section at the end."""
    new = deepcopy(held)
    require(_too_many("title_en", new["sections"], MOST_SECTIONS))
    taken = {one["key"] for one in new["sections"]} | kinds.RESERVED
    made = _fresh(key, title, taken)
    new["sections"].append({"key": made, "title": dict(title), "guidance": dict(guidance), "questions": []})
    return new


def edit_section(held: Content, *, section: str, title: Texts, guidance: Texts) -> Content:
    """Set the title and the guidance of a section."""
    new = deepcopy(held)
    find(new, section).update(title=dict(title), guidance=dict(guidance))
    return new


def add_question(held: Content, *, section: str, key: str, kind: str, label: Texts) -> Content:
    """Add a question at the end of a section, with the settings that its kind begins with."""
    new = deepcopy(held)
    every = contents.questions(new)
    require(_too_many("label_en", every, MOST_QUESTIONS))
    made = _fresh(key, label, {one["key"] for one in every})
    find(new, section)["questions"].append(_asked(made, kind, label))
    return new


def add_column(held: Content, *, path: str, key: str, kind: str, label: Texts) -> Content:
    """Add a column to a table."""
    new = deepcopy(held)
    columns = find(new, path).setdefault("columns", [])
    require(_too_many("label_en", columns, MOST_COLUMNS))
    columns.append(_asked(_fresh(key, label, {one["key"] for one in columns}), kind, label))
    return new


def edit_question(held: Content, *, path: str, asked: Mapping[str, Any]) -> Content:
    """Set what a question or a column asks. `asked` has no key; what another kind does not know is dropped."""
    new = deepcopy(held)
    question = find(new, path)
    kept, kind = contents.settings(question) | contents.settings(asked), asked["kind"]
    wanted = {name: value for name, value in kept.items() if value is not None}
    if kind != question["kind"]:
        fitting = kinds.fitting(kind)
        wanted = kinds.begun(kind) | {name: value for name, value in wanted.items() if name in fitting}
    plain = {name: asked[name] for name in contents.OF_EVERY_QUESTION if name != "key"}
    key = question["key"]
    question.clear()
    question.update({"key": key} | plain | wanted)
    return new


def move(held: Content, *, path: str, by: int) -> Content:
    """Move a part one place up (-1) or down (1); a question leaves its section at the edge and enters the next one."""
    new = deepcopy(held)
    siblings, place = _place(new, path)
    there = place + by
    if 0 <= there < len(siblings):
        siblings.insert(there, siblings.pop(place))
    elif path.count(".") == 1:
        _carry(new, path.partition(".")[0], siblings.pop(place), by)
    return new


def _carry(new: Content, section: str, question: Content, by: int) -> None:
    """Put a question into the neighbouring section, or back at the edge where there is none."""
    order = [one["key"] for one in new["sections"]]
    there = min(max(order.index(section) + by, 0), len(order) - 1)
    questions = new["sections"][there]["questions"]
    at_start = (by > 0) != (order[there] == section)
    questions.insert(0 if at_start else len(questions), question)


def remove(held: Content, *, path: str) -> Content:
    """Take a part away: a section with its questions, a question, a column."""
    new = deepcopy(held)
    siblings, place = _place(new, path)
    siblings.pop(place)
    return new


def put_check(held: Content, *, key: str, check: Mapping[str, Any]) -> Content:
    """Set a check between answers; a new one where `key` is empty."""
    new = deepcopy(held)
    rest = {one["key"]: one for one in new["checks"]}
    if key and key not in rest:
        raise NotFound()
    require([] if key else _too_many("rule", new["checks"], MOST_CHECKS))
    made = key or _numbered("check", rest)
    rest[made] = {"key": made} | dict(check)
    new["checks"] = list(rest.values())
    return new


def remove_check(held: Content, *, key: str) -> Content:
    """Take a check away."""
    new = deepcopy(held)
    kept = [one for one in new["checks"] if one["key"] != key]
    if len(kept) == len(new["checks"]):
        raise NotFound()
    new["checks"] = kept
    return new


def slug(words: str) -> str:
    """Return a key made of the words, or nothing where they hold no Latin letter."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_0123456789")[:40].strip("_")


def _place(held: Content, path: str) -> tuple[list[Content], int]:
    siblings: list[Content] = held["sections"]
    keys = path.split(".")
    for depth, key in enumerate(keys):
        place = next((number for number, one in enumerate(siblings) if one["key"] == key), None)
        if place is None or depth > 2:
            raise NotFound()
        if depth < len(keys) - 1:
            siblings = siblings[place].get(("questions", "columns")[min(depth, 1)], [])
    return siblings, place or 0


def _asked(key: str, kind: str, label: Texts) -> Content:
    plain = {"key": key, "kind": kind, "label": dict(label), "hint": {}, "required": True}
    return plain | kinds.begun(kind)


def _fresh(wanted: str, words: Texts, taken: Collection[str]) -> str:
    if wanted:
        require(_key_problems(wanted, taken))
        return wanted
    base = slug(words.get("en", "")) or "part"
    return base if base not in taken else _numbered(base[:36], taken)


def _key_problems(wanted: str, taken: Collection[str]) -> list[Problem]:
    if not _KEY.fullmatch(wanted):
        text = msg("A key is made of small letters, figures and underscores and begins with a letter.")
        return [Problem("key", text)]
    return [Problem("key", msg("This key is taken."))] if wanted in taken else []


def _numbered(base: str, taken: Collection[str]) -> str:
    return next(name for number in range(1, len(taken) + 3) if (name := f"{base}_{number}") not in taken)


def _too_many(field: str, present: Collection[Any], most: int) -> list[Problem]:
    return (
        [Problem(field, msg("There are %(most)s of these already.", most=most))]
        if len(present) >= most
        else []
    )
