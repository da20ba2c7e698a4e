"""Messages for people, kept as source text and parameters until the edge knows the reader's language.

`msg`, `cmsg` and `nmsg` are keywords of the extraction (`.ci/translations`), so a text written in any room
reaches the catalogues.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Message:
    """A sentence in the source language with named parameters; a parameter may be a message itself."""

    text: str
    params: Mapping[str, Any] = field(default_factory=dict)
    plural: str | None = None
    number: int | None = None
    context: str | None = None

    def __hash__(self) -> int:
        return hash((self.text, self.plural, self.number, self.context))

    def __str__(self) -> str:
        """Return the English sentence: for logs, tests and the command line."""
        singular = self.plural is None or self.number == 1
        text = self.text if singular else str(self.plural)
        return text % {key: str(value) for key, value in self.params.items()} if self.params else text


def msg(text: str, /, **params: Any) -> Message:
    """Mark `text` for translation; `%(name)s` places take `params`."""
    return Message(text, params)


def cmsg(context: str, text: str, /) -> Message:
    """Mark a word that other languages bend to what it is said of: the name of that record is its `context`."""
    return Message(text, context=context)


def nmsg(singular: str, plural: str, number: int, /, **params: Any) -> Message:
    """Mark a text with a plural; `number` chooses the form and is given to the text as `num`."""
    return Message(singular, {"num": number, **params}, plural, number)
