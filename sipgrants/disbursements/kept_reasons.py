"""Reasons as a file of payments keeps them for good: sentences with parameters, so that every reader has the own language.

Amounts, days and sentences within sentences are kept as what they are; everything else is plain text.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sipgrants.core.i18n import Message
from sipgrants.core.money import Money


def kept(said: Message) -> list[Any]:
    """Return a sentence as JSON: its text, its parameters and its context."""
    return [said.text, {name: _kept(value) for name, value in said.params.items()}, said.context]


def read(row: Sequence[Any]) -> Message:
    """Return the sentence again; `row` as `kept` made it, or without a context."""
    text, params, *rest = row
    return Message(
        text, {name: _read(value) for name, value in params.items()}, context=rest[0] if rest else None
    )


def _kept(value: object) -> Any:
    if isinstance(value, Money):
        return {"minor": value.minor}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Message):
        return {"said": kept(value)}
    return str(value)


def _read(value: str | Mapping[str, Any]) -> object:
    if isinstance(value, str):
        return value
    if "minor" in value:
        return Money(value["minor"])
    return date.fromisoformat(value["day"]) if "day" in value else read(value["said"])
