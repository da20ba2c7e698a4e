"""What a question is to the pure rules: its kind, its bounds, its columns, when it is asked, where its answer is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Texts = Mapping[str, str]

# Whose answer is not kept here: the application, the plan or the report keeps it.
ELSEWHERE = frozenset(
    {
        "parties",
        "framework",
        "workplan",
        "risks",
        "budget",
        "other_funding",
        "indicators",
        "activities",
        "spending",
    }
)
TEXT = frozenset({"short_text", "long_text"})
NUMBERS = frozenset({"number", "months"})
MANY = frozenset({"many", "articles", "sdgs"})
ROWS = frozenset({"table", "contacts"})


class Asked(Protocol):
    """A question of a form, or a column of a table."""

    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def label(self) -> dict[str, str]: ...
    @property
    def hint(self) -> dict[str, str]: ...
    @property
    def required(self) -> bool: ...
    @property
    def settings(self) -> dict[str, Any]: ...


class Sectioned(Protocol):
    """A section of a form with its questions in order."""

    @property
    def key(self) -> str: ...
    @property
    def position(self) -> int: ...
    @property
    def title(self) -> dict[str, str]: ...
    @property
    def guidance(self) -> dict[str, str]: ...
    @property
    def questions(self) -> Sequence[Asked]: ...


@dataclass(frozen=True)
class Column:
    """A column of a table: asked like a question, once in every row."""

    key: str
    kind: str
    label: dict[str, str]
    required: bool = True
    settings: dict[str, Any] = field(default_factory=dict)
    hint: dict[str, str] = field(default_factory=dict)


# `contacts` has no columns in the forms: these are always the same (data/README.md).
CONTACT_COLUMNS: tuple[Column, ...] = (
    Column("name", "short_text", {"en": "Name", "fr": "Nom"}),
    Column("function", "short_text", {"en": "Function", "fr": "Fonction"}),
    Column("institution", "short_text", {"en": "Institution", "fr": "Institution"}),
    Column("mail", "mail", {"en": "Mail address", "fr": "Adresse électronique"}),
    Column("telephone", "short_text", {"en": "Telephone", "fr": "Téléphone"}, required=False),
)
_COLUMN = ("key", "kind", "label", "required", "hint")


def columns(question: Asked) -> tuple[Column, ...]:
    """Return the columns of a table in order; none for other kinds."""
    if question.kind == "contacts":
        return CONTACT_COLUMNS
    return tuple(_column(one) for one in question.settings.get("columns", ()))


def _column(data: Mapping[str, Any]) -> Column:
    known = {name: data[name] for name in _COLUMN if name in data}
    return Column(settings={name: value for name, value in data.items() if name not in _COLUMN}, **known)


def options(question: Asked) -> list[tuple[str, dict[str, str]]]:
    """Return (value, label by language) of what may be chosen."""
    return [(one["value"], one["label"]) for one in question.settings.get("options", ())]


def is_kept(question: Asked) -> bool:
    """Tell whether the answer is kept among the answers (neither elsewhere nor as a file)."""
    return question.kind not in ELSEWHERE and question.kind != "file"


def is_kept_alike(kind: str, other: str) -> bool:
    """Tell whether an answer of one kind can stand as an answer of the other: whatever is wrong with it is told."""
    return kind == other or any({kind, other} <= alike for alike in (TEXT, NUMBERS, MANY))


def is_empty(value: object) -> bool:
    """Tell whether nothing was answered; a row of empty cells is nothing."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return all(is_empty(cell) for cell in value.values())
    if isinstance(value, list | tuple):
        return all(is_empty(one) for one in value)
    return value is None


def shown(questions: Iterable[Asked], values: Mapping[str, Any]) -> frozenset[str]:
    """Return the keys of the questions that are asked, given the answers: a condition names an earlier question."""
    found: set[str] = set()
    for question in questions:
        when = question.settings.get("show_when")
        if when is None or (when["question"] in found and values.get(when["question"]) == when["is"]):
            found.add(question.key)
    return frozenset(found)
