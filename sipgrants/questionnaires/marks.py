"""What a person saw when the page was opened, as short marks: tells who changed what since, question by question.

Colleagues in different sections, or in different questions of one section, do not get in each other's way.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sipgrants.questionnaires.asking import is_empty


def mark(value: Any) -> str:
    """Return the mark of a value; everything empty has the same."""
    if is_empty(value):
        return "-"
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def write(values: Mapping[str, Any]) -> str:
    """Return the marks of values by key, as a page carries them."""
    return join({key: mark(value) for key, value in values.items()})


def join(marks: Mapping[str, str]) -> str:
    """Return marks by key as a page carries them."""
    return " ".join(f"{key}:{one}" for key, one in marks.items())


def read(text: str | None) -> dict[str, str]:
    """Return the marks by key; what was not written by `write` is left out."""
    pairs = (part.rpartition(":") for part in (text or "").split())
    return {key: seen for key, _colon, seen in pairs if key}
