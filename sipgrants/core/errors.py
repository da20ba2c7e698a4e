"""Refusals: each carries a reason that a person can read."""

from collections.abc import Iterable
from dataclasses import dataclass

from sipgrants.core.i18n import Message, msg


class Refused(Exception):
    """A command or a page said no; `message` says why. `status` is what the edge answers."""

    status = 403

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class Forbidden(Refused):
    """The person has not the right."""


class NotFound(Refused):
    """There is no such record, or none that this person may know of."""

    status = 404

    def __init__(self, message: Message | None = None) -> None:
        super().__init__(message or msg("There is no such page, or it is not open to you."))


class Conflict(Refused):
    """The right is there, but the record's present state does not allow it."""

    status = 409


class Stale(Conflict):
    """Somebody else changed the record since this person last saw it."""

    def __init__(self, message: Message | None = None) -> None:
        text = msg(
            "Somebody was faster: this record was changed after you opened it. Here is its present state."
        )
        super().__init__(message or text)


class TooMany(Refused):
    """Too many attempts in too short a time."""

    status = 429


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: `field` names the place (dotted path), `message` says what to do."""

    field: str
    message: Message


class Invalid(Refused):
    """The content is not acceptable; `problems` names everything that is wrong, all at once."""

    status = 422

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems[0].message if self.problems else msg("Something is not right yet."))


def too_long(field: str, text: str, most: int) -> list[Problem]:
    """Return the problem of a text with more than `most` characters, or nothing."""
    if len(text) <= most:
        return []
    return [Problem(field, msg("This is too long: at most %(number)s characters.", number=most))]


def require(problems: Iterable[Problem]) -> None:
    """Raise `Invalid` with all `problems`, or return where there are none."""
    found = tuple(problems)
    if found:
        raise Invalid(found)
