"""Reading the files of the demonstration, filling in what is particular, choosing among wordings."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

DATA = Path(__file__).resolve().parents[2] / "data"
Row = dict[str, Any]
T = TypeVar("T")


@cache
def read(path: str) -> Any:
    """One file below `sipgrants/data`; shared, so nobody changes what it returns."""
    return json.loads((DATA / path).read_text(encoding="utf-8"))


def demonstration(name: str) -> Any:
    """One file of the demonstration, by its name without ending."""
    return read(f"demonstration/{name}.json")


@cache
def themes() -> dict[str, Row]:
    """The themes by key."""
    return {theme["key"]: theme for theme in demonstration("themes")["themes"]}


def common() -> Row:
    """Paragraphs that fit every theme."""
    texts: Row = demonstration("common")["texts"]
    return texts


def fill(text: str, row: Row) -> str:
    """Put an application's country, place, institution and figures into a text.

    The institution is named by what stands before its first comma, with an article; sentences begin with a
    capital letter whatever was filled in.
    """
    particulars = {**row, "institution": "the " + row["institution"].split(",")[0]}
    filled = text.format_map(particulars)
    return re.sub(r"(^|[.?!] )([a-z])", lambda found: found[1] + found[2].upper(), filled)


def some(choices: Sequence[T], number: int, field: str, count: int = 1) -> list[T]:
    """`count` neighbours among the wordings of a field; the next application begins one further on."""
    start = number + len(field)
    return [choices[(start + step) % len(choices)] for step in range(count)]


def chance(*parts: object, spread: int) -> int:
    """A number from -spread to spread that depends on nothing but `parts`."""
    drawn = zlib.crc32("/".join(str(part) for part in parts).encode())
    return drawn % (2 * spread + 1) - spread
