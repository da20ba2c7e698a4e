"""Checks between answers of one form: data of the form's version, told at the field and counted with the problems.

A check names one answer (`left`), a rule and one or more others (`right`): "the share for travel is at most the amount",
"the parts add up to the amount", "the end comes after the beginning". `question.column` is the sum of a table's column.
What is not answered, or cannot be read, is complained about elsewhere: a check stays silent then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sipgrants.core.i18n import Message, msg
from sipgrants.questionnaires.asking import Asked, columns, is_empty
from sipgrants.questionnaires.texts import Spoken
from sipgrants.questionnaires.values import read_date, read_number

Check = Mapping[str, Any]
RULES: dict[str, Message] = {
    "at_most": msg("is at most"),
    "equal": msg("is the same as"),
    "sum_equals": msg("is the sum of"),
    "before": msg("comes before"),
}
# Answers can be held against each other where they are of one measure.
MEASURES = {"money": "money", "number": "number", "months": "number", "date": "date"}
_SINGLE = ("at_most", "equal", "before")


def found(
    checks: Iterable[Check], questions: Sequence[Asked], values: Mapping[str, Any]
) -> dict[str, list[Message]]:
    """Return what does not hold, by the question at which it is told; `questions` are those that are asked."""
    asked = {one.key: one for one in questions}
    broken: dict[str, list[Message]] = {}
    for check in checks:
        if not _holds(check, asked, values):
            place = check["left"].partition(".")[0]
            broken.setdefault(place, []).append(Message("%(text)s", {"text": Spoken(check["message"])}))
    return broken


def _holds(check: Check, asked: Mapping[str, Asked], values: Mapping[str, Any]) -> bool:
    left = _value(check["left"], asked, values)
    right = [_value(one, asked, values) for one in check["right"]]
    if check["rule"] in _SINGLE:
        other = right[0] if right else None
        return left is None or other is None or _COMPARED[check["rule"]](left, other)
    given = [one for one in right if one is not None]
    return (
        left is None
        or not given
        or any(isinstance(one, date) for one in [left, *given])
        or left == sum(given)
    )


_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "at_most": lambda left, right: left <= right,
    "equal": lambda left, right: left == right,
    "before": lambda left, right: left < right,
}


def _value(name: str, asked: Mapping[str, Asked], values: Mapping[str, Any]) -> Any:
    """A number, whole cents, a day; None where there is nothing to compare."""
    key, _dot, column = name.partition(".")
    question = asked.get(key)
    if question is None:
        return None
    if not column:
        return _read(question.kind, values.get(key))
    kind = next((one.kind for one in columns(question) if one.key == column), "")
    rows = values.get(key)
    cells = [row.get(column) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    read = [_read(kind, one) for one in cells if not is_empty(one)]
    return None if not read or None in read or MEASURES.get(kind) == "date" else sum(read)


def _read(kind: str, value: Any) -> Decimal | int | date | None:
    if is_empty(value) or kind not in MEASURES:
        return None
    if kind == "money":
        return value if isinstance(value, int) else None
    return read_date(value) if kind == "date" else read_number(str(value))


def operands(questions: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the names that a check may use with their measure: answers, and sums of a table's columns."""
    names: dict[str, str] = {}
    for one in questions:
        if one["kind"] in MEASURES:
            names[one["key"]] = MEASURES[one["kind"]]
        for column in one.get("columns", ()):
            if MEASURES.get(column["kind"]) in ("money", "number"):
                names[f"{one['key']}.{column['key']}"] = MEASURES[column["kind"]]
    return names


def wrong(check: Check, known: Mapping[str, str]) -> list[Message]:
    """Return what is wrong with a check itself; `known` are the operands of its form."""
    if check.get("rule") not in RULES:
        return [msg("Choose what has to hold.")]
    told = [
        msg("“%(name)s” is no question of this form whose answer can be compared.", name=name)
        for name in dict.fromkeys([check["left"], *check["right"]])
        if name not in known
    ]
    if told:
        return told
    if not check["right"]:
        return [msg("Choose what it is compared with.")]
    return [*_measured(check, known), *_named(check)]


def _measured(check: Check, known: Mapping[str, str]) -> list[Message]:
    measures = {known[name] for name in [check["left"], *check["right"]]}
    if len(measures) > 1:
        return [msg("Amounts, numbers and dates cannot be compared with each other.")]
    if (check["rule"] == "before") != (measures == {"date"}) and check["rule"] in ("before", "sum_equals"):
        return [msg("“Comes before” is for dates, “is the sum of” for amounts and numbers.")]
    return []


def _named(check: Check) -> list[Message]:
    if check["left"] in check["right"]:
        return [msg("An answer is not compared with itself.")]
    if check["rule"] in _SINGLE and len(check["right"]) > 1:
        return [msg("Choose one answer to compare with; only a sum has several.")]
    return [] if check["message"].get("en") else [msg("Write in English what the applicant is told.")]
