"""A message kept as JSON, so that a reason is read later in the reader's language, whoever proposed it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sipgrants.core.i18n import Message
from sipgrants.core.money import Money


def keep(message: Message | str) -> dict[str, Any]:
    """Return `message` as JSON; amounts, days and messages among its parameters are told apart by their tag."""
    if isinstance(message, str):
        return {"plain": message}
    kept: dict[str, Any] = {
        "text": message.text,
        "params": {key: _keep(value) for key, value in message.params.items()},
    }
    if message.plural is not None:
        kept |= {"plural": message.plural, "number": message.number}
    return kept


def say(kept: Mapping[str, Any]) -> Message | str:
    """Return what `keep` kept."""
    if "plain" in kept:
        return str(kept["plain"])
    params = {key: _say(value) for key, value in kept["params"].items()}
    return Message(kept["text"], params, kept.get("plural"), kept.get("number"))


def _keep(value: Any) -> Any:
    if isinstance(value, Message):
        return {"message": keep(value)}
    if isinstance(value, Money):
        return {"money": value.minor, "currency": value.currency}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value


def _say(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "message" in value:
        return say(value["message"])
    if "money" in value:
        return Money(value["money"], value["currency"])
    if "moment" in value:
        return datetime.fromisoformat(value["moment"])
    return date.fromisoformat(value["day"])
