"""What a frozen version says, as the checklist asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Content = Mapping[str, Any]


def forms(content: Content) -> dict[str, Mapping[str, Any]]:
    """Return the answers by form ("A", "B", "C"); a form that is missing, or holds no answer, is left out."""
    return {form: one["answers"] for form, one in content["forms"].items() if one["answers"]}


def kinds_of_files(content: Content) -> frozenset[str]:
    """Return which kinds of files are there."""
    return frozenset(str(one["kind"]) for one in content["files"])
