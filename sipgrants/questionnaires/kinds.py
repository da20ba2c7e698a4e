"""The kinds of question that a form may ask: what each is called, what can be set of it, and what the system relies on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sipgrants.core.i18n import Message, msg
from sipgrants.questionnaires.asking import ROWS

_SHIPPED = Path(__file__).resolve().parent.parent / "data" / "forms" / "form_a_v1.json"
FORMS = ("A", "B", "C")  # the forms of a round: these are edited here
PLAIN: dict[str, Message] = {
    "short_text": msg("Short text"),
    "long_text": msg("Long text"),
    "choice": msg("One of several answers"),
    "many": msg("Any of several answers"),
    "number": msg("Number"),
    "months": msg("Months"),
    "money": msg("Amount of money"),
    "date": msg("Date"),
    "mail": msg("Mail address"),
    "file": msg("File"),
    "table": msg("Table with rows to add"),
}
BUILT_IN: dict[str, Message] = {
    "contacts": msg("Contacts"),
    "articles": msg("Articles of the Convention"),
    "sdgs": msg("Sustainable Development Goals"),
    "parties": msg("Lead Party and partners"),
    "framework": msg("Results framework"),
    "workplan": msg("Workplan"),
    "risks": msg("Risks"),
    "budget": msg("Budget"),
    "other_funding": msg("Other funding"),
}
# Only in reports: shown, never offered.
REPORTED: dict[str, Message] = {
    "indicators": msg("Indicators"),
    "activities": msg("Activities"),
    "spending": msg("Spending by budget line"),
}
LABELS: dict[str, Message] = {**PLAIN, **BUILT_IN, **REPORTED}
COLUMN_KINDS = ("short_text", "long_text", "choice", "number", "money", "date")
CHOICES = frozenset({"choice", "many", "articles", "sdgs"})
# Of these a form has at most one: their answer is the application's own plan, or its Parties.
ONCE = frozenset({"parties", "framework", "workplan", "risks", "budget", "other_funding"})
_COUNTED = ("min", "max")
SETTINGS: dict[str, tuple[str, ...]] = {
    "short_text": ("max_words",),
    "long_text": ("max_words",),
    "choice": ("options",),
    **dict.fromkeys(("many", "articles", "sdgs"), ("options", *_COUNTED)),
    **dict.fromkeys(("number", "months", "money", "contacts", "risks", "other_funding"), _COUNTED),
    "table": ("columns", *_COUNTED),
    "file": ("max",),
}

# What the rest of the system reads by these names: the application's title, amount and duration, the plan, the Parties.
KEYS: dict[str, dict[str, str]] = {"A": {"title": "short_text", "amount": "money", "months": "months"}}
NEEDED: dict[str, tuple[str, ...]] = {
    "A": ("parties", "framework", "workplan", "risks"),
    "B": ("budget",),
}
# Sections that only the focal point fills in (the right "application.sign").
SECTIONS: dict[str, tuple[str, ...]] = {"C": ("confirmation", "signature")}
# The signed letter on paper stands for these sections.
FILES: dict[str, tuple[str, ...]] = {"C": ("signed_letter",)}
# Names that the check of an application uses for what is no section.
RESERVED = frozenset({"documents", "language", "checks", "texts"})


def fitting(kind: str) -> tuple[str, ...]:
    """Return the settings that a question of this kind may have, its condition included."""
    return (*SETTINGS.get(kind, ()), "show_when")


def has_rows(kind: str) -> bool:
    """Tell whether an answer of this kind is rows of a table."""
    return kind in ROWS


@cache
def _shipped() -> Mapping[str, Any]:
    sections = json.loads(_SHIPPED.read_text(encoding="utf-8"))["sections"]
    return {one["kind"]: one for section in sections for one in section["questions"]}


def begun(kind: str) -> dict[str, Any]:
    """Return the settings with which a question of this kind begins: Articles and Goals come with their lists."""
    if kind in ("articles", "sdgs"):
        return {"options": [dict(one) for one in _shipped()[kind]["options"]], "min": 1}
    return {"options": []} if kind in CHOICES else {"columns": []} if kind == "table" else {}
