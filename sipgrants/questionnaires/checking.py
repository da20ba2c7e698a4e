"""Everything that is wrong with answers, all at once. Nothing here stops a save: what is wrong is kept and named.

Programme rule (section 5): each round carries its own version of the forms, so limits are those of the form; the
round's own floor, ceiling and longest duration (section 3) come as bounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.core.money import Money
from sipgrants.questionnaires import crossing
from sipgrants.questionnaires.asking import (
    ELSEWHERE,
    MANY,
    NUMBERS,
    ROWS,
    TEXT,
    Asked,
    Sectioned,
    columns,
    is_empty,
    options,
    shown,
)
from sipgrants.questionnaires.texts import count_words
from sipgrants.questionnaires.values import read_date, read_number

_MAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


@dataclass(frozen=True)
class Missing(Problem):
    """A question that simply is not answered yet."""


@dataclass(frozen=True)
class Context:
    """What the answers alone do not tell: the round's bounds by question, how many files are there by question, the
    problems of what is kept elsewhere by kind, which of those kinds somebody has begun, and what the room that asks
    finds wrong with an answer (`beside`, by question; fields begin at the answer: "", `row.column`).
    """

    bounds: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    files: Mapping[str, int] = field(default_factory=dict)
    elsewhere: Mapping[str, Sequence[Problem]] = field(default_factory=dict)
    started: frozenset[str] = frozenset()
    beside: Mapping[str, Sequence[Problem]] = field(default_factory=dict)


NO_CONTEXT = Context()


def form_problems(
    sections: Sequence[Sectioned],
    values: Mapping[str, Any],
    context: Context = NO_CONTEXT,
    checks: Iterable[crossing.Check] = (),
) -> list[Problem]:
    """Return the problems of a whole form in the order of its questions; `checks` are those between answers."""
    every = [question for section in sections for question in section.questions]
    keys = shown(every, values)
    asked = [question for question in every if question.key in keys]
    crossed = crossing.found(checks, asked, values)
    found: list[Problem] = []
    for section in sections:
        for question in (one for one in section.questions if one.key in keys):
            path = f"{section.key}.{question.key}"
            found += question_problems(question, path, values.get(question.key), context)
            found += [Problem(path, message) for message in crossed.get(question.key, ())]
            found += _placed(path, context.beside.get(question.key, ()))
    return found


def question_problems(question: Asked, path: str, value: Any, context: Context = NO_CONTEXT) -> list[Problem]:
    """Return the problems of one question that is shown."""
    if question.kind in ELSEWHERE:
        return _placed(path, context.elsewhere.get(question.kind, ()))
    if question.kind == "file":
        return _files(question, path, context.files.get(question.key, 0))
    if is_empty(value):
        return [Missing(path, _MISSING.get(question.kind, _NOT_ANSWERED))] if question.required else []
    least, most = context.bounds.get(question.key) or _bounds(question)
    return _BY_KIND[question.kind](question, path, value, least, most)


def _placed(path: str, problems: Iterable[Problem]) -> list[Problem]:
    return [Problem(f"{path}.{one.field}" if one.field else path, one.message) for one in problems]


_NOT_ANSWERED = msg("This question is not answered yet.")
_MISSING = {
    "choice": msg("Choose an answer."),
    "date": msg("Enter a date, for example 2027-03-31."),
    "money": msg("Enter an amount in US dollars, for example 180000."),
    "months": msg("Enter a whole number of months, for example 24."),
}


def _bounds(question: Asked) -> tuple[int | None, int | None]:
    return question.settings.get("min"), question.settings.get("max")


def _files(question: Asked, path: str, number: int) -> list[Problem]:
    most = question.settings.get("max")
    if question.required and not number:
        return [Missing(path, msg("Add the file."))]
    if most is not None and number > most:
        return [Problem(path, nmsg("At most %(num)s file.", "At most %(num)s files.", most))]
    return []


def _text(question: Asked, path: str, value: Any, _least: Any, _most: Any) -> list[Problem]:
    limit, words = question.settings.get("max_words"), count_words(str(value))
    if limit is None or words <= limit:
        return []
    text = nmsg(
        "At most %(limit)s words: %(num)s word is too many.",
        "At most %(limit)s words: %(num)s words are too many.",
        words - limit,
        limit=limit,
    )
    return [Problem(path, text)]


def _mail(_question: Asked, path: str, value: Any, _least: Any, _most: Any) -> list[Problem]:
    good = _MAIL.fullmatch(str(value)) and len(str(value)) <= 254
    return [] if good else [Problem(path, msg("Enter a mail address, for example name@ministry.gov."))]


def _money(_question: Asked, path: str, value: Any, least: Any, most: Any) -> list[Problem]:
    if not isinstance(value, int):
        return [
            Problem(path, msg("This is no amount. Enter it in US dollars, in figures, for example 180000."))
        ]
    if value < 0:
        return [Problem(path, msg("An amount cannot be less than nothing."))]
    return _in_range(path, value, least, most, Money)


def _number(question: Asked, path: str, value: Any, least: Any, most: Any) -> list[Problem]:
    number = read_number(str(value))
    if number is None:
        return [Problem(path, msg("This is no number. Enter figures only, for example 12 or 12.5."))]
    if question.kind == "months" and number != number.to_integral_value():
        return [Problem(path, _MISSING["months"])]
    return _in_range(path, number, least, most, str)


def _in_range(
    path: str, value: Decimal | int, least: int | None, most: int | None, show: Callable[[int], Any]
) -> list[Problem]:
    if (least is None or value >= least) and (most is None or value <= most):
        return []
    if least is not None and most is not None:
        text = msg("Enter a figure from %(least)s to %(most)s.", least=show(least), most=show(most))
    elif least is not None:
        text = msg("Enter %(least)s or more.", least=show(least))
    else:
        text = msg("Enter at most %(most)s.", most=show(most or 0))
    return [Problem(path, text)]


def _date(_question: Asked, path: str, value: Any, _least: Any, _most: Any) -> list[Problem]:
    good = read_date(value)
    return [] if good else [Problem(path, msg("This is no date. Enter it as 2027-03-31."))]


def _choice(question: Asked, path: str, value: Any, _least: Any, _most: Any) -> list[Problem]:
    known = value in [one for one, _label in options(question)]
    return [] if known else [Problem(path, msg("Choose one of the answers offered."))]


def _many(question: Asked, path: str, value: Any, least: Any, most: Any) -> list[Problem]:
    offered = {one for one, _label in options(question)}
    if not isinstance(value, list) or not offered.issuperset(value):
        return [Problem(path, msg("Choose among the answers offered."))]
    if least is not None and len(value) < least:
        return [Problem(path, _too_few(least, len(offered)))]
    if most is not None and len(value) > most:
        return [Problem(path, nmsg("Choose at most %(num)s.", "Choose at most %(num)s.", most))]
    return []


def _too_few(least: int, offered: int) -> Message:
    if least == offered:
        return msg("Every statement has to be confirmed.")
    return nmsg("Choose at least %(num)s.", "Choose at least %(num)s.", least)


def _table(question: Asked, path: str, value: Any, least: Any, most: Any) -> list[Problem]:
    rows = [(number, row) for number, row in enumerate(value) if not is_empty(row)]
    found: list[Problem] = []
    if least is not None and len(rows) < least:
        found.append(
            Missing(path, nmsg("Enter at least %(num)s row.", "Enter at least %(num)s rows.", least))
        )
    if most is not None and len(rows) > most:
        found.append(Problem(path, nmsg("Enter at most %(num)s row.", "Enter at most %(num)s rows.", most)))
    for number, row in rows:
        found += _row(columns(question), f"{path}.{number}", row)
    return found


def _row(asked: Iterable[Asked], path: str, row: Mapping[str, Any]) -> list[Problem]:
    return [
        problem
        for column in asked
        for problem in question_problems(column, f"{path}.{column.key}", row.get(column.key))
    ]


_Check = Callable[[Asked, str, Any, Any, Any], list[Problem]]
_BY_KIND: dict[str, _Check] = {
    **dict.fromkeys(TEXT, _text),
    **dict.fromkeys(NUMBERS, _number),
    **dict.fromkeys(MANY, _many),
    **dict.fromkeys(ROWS, _table),
    "mail": _mail,
    "money": _money,
    "date": _date,
    "choice": _choice,
}
