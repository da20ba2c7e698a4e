"""What differs between two contents of the same form, question by question, as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from babel.dates import format_date
from babel.numbers import format_decimal

from sipgrants.core.money import Money
from sipgrants.questionnaires.asking import MANY, ROWS, Asked, Sectioned, columns, is_empty, is_kept, options
from sipgrants.questionnaires.texts import pick
from sipgrants.questionnaires.values import read_date, typed
from sipgrants.questionnaires.wording import Piece, pieces


class Sections(Protocol):
    """A version of a form."""

    @property
    def sections(self) -> Sequence[Sectioned]: ...


@dataclass(frozen=True)
class Difference:
    """One question whose answer changed; `before` and `after` are lines of text, none where nothing was answered."""

    section: str
    question: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def pieces(self) -> list[Piece]:
        """Return how the later answer came from the earlier one, word by word."""
        return pieces("\n".join(self.before), "\n".join(self.after))


def compare(
    form: Sections, before: Mapping[str, Any], after: Mapping[str, Any], locale: str = "en"
) -> list[Difference]:
    """Return what differs between two answers by question, in the order of the form; what reads the same does not."""
    found = [
        Difference(
            pick(section.title, locale),
            question.key,
            pick(question.label, locale),
            lines(question, before.get(question.key), locale),
            lines(question, after.get(question.key), locale),
        )
        for section in form.sections
        for question in section.questions
        if is_kept(question) and before.get(question.key) != after.get(question.key)
    ]
    return [one for one in found if one.before != one.after]


def lines(question: Asked, value: Any, locale: str = "en") -> tuple[str, ...]:
    """Return an answer as lines of text: options by their labels, days and amounts as the language writes them, a row of
    a table as one line.
    """
    if is_empty(value):
        return ()
    if question.kind in ROWS and isinstance(value, list):
        return tuple(_row(question, row, locale) for row in value if not is_empty(row))
    if question.kind in MANY and isinstance(value, list):
        return tuple(_option(question, one, locale) for one in value)
    if question.kind == "choice":
        return (_option(question, value, locale),)
    return tuple(_written(question.kind, value, locale).split("\n"))


def _written(kind: str, value: Any, locale: str) -> str:
    if kind == "money" and isinstance(value, int):
        amount = Money(value).decimal()
        whole = amount == amount.to_integral_value()
        return format_decimal(amount, "#,##0" if whole else "#,##0.00", locale, numbering_system="latn")
    day = read_date(value) if kind == "date" else None
    return format_date(day, "d MMMM y", locale) if day else typed(kind, value)


def _row(question: Asked, row: Mapping[str, Any], locale: str) -> str:
    cells = (lines(column, row.get(column.key), locale) for column in columns(question))
    return " | ".join(" ".join(cell) for cell in cells)


def _option(question: Asked, value: Any, locale: str) -> str:
    labels = dict(options(question))
    return pick(labels[value], locale) if value in labels else str(value)
