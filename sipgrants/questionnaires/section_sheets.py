"""A section of a form as a sheet of a workbook, and the way back from what was read to its answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.questionnaires.asking import (
    ELSEWHERE,
    MANY,
    ROWS,
    Asked,
    Sectioned,
    columns,
    is_empty,
    is_kept,
    options,
)
from sipgrants.questionnaires.reading import MOST_ROWS
from sipgrants.questionnaires.sheets import (
    Answer,
    Block,
    Fitted,
    Pairs,
    Row,
    Sheet,
    Slot,
    Table,
    Ticks,
    Told,
    distinct,
)
from sipgrants.questionnaires.texts import pick

Say = Callable[[Message], str]
_SPARE = 10
_WIDE = frozenset({"long_text"})


@dataclass(frozen=True)
class Speaker:
    """The language of a workbook: the forms' texts by `locale`, the system's own words by `say`; `bounds` of the round by
    question; `elsewhere`: where questions are answered that are kept elsewhere, by kind.
    """

    locale: str
    say: Say
    bounds: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    def text(self, texts: Mapping[str, str]) -> str:
        """Return one of the form's texts."""
        return pick(texts or {}, self.locale)


def path_of(form: str, section: str, key: str) -> str:
    """Return where an answer stands in a workbook."""
    return f"{form}.{section}.{key}"


def section_sheet(
    form: str,
    section: Sectioned,
    values: Mapping[str, Any],
    speaker: Speaker,
    asked: Sequence[Asked],
    closed: Message | None = None,
) -> Sheet:
    """Return the sheet of a section; `asked`: all questions of the form, for the words of conditions."""
    blocks: list[Block] = []
    if closed is not None:
        blocks.append(Told(speaker.say(closed)))
    guidance = speaker.text(section.guidance)
    if guidance:
        blocks.append(Told(guidance))
    by_key = {one.key: one for one in asked}
    for question in section.questions:
        path = path_of(form, section.key, question.key)
        blocks.append(_block(path, question, values.get(question.key), speaker, by_key))
    title = f"{form}{section.position} {speaker.text(section.title)}"
    return Sheet(f"{form}.{section.key}", title, tuple(blocks), closed)


def _block(path: str, question: Asked, value: Any, speaker: Speaker, by_key: Mapping[str, Asked]) -> Block:
    label, note = speaker.text(question.label), _note(question, speaker, by_key)
    if not is_kept(question):
        where = speaker.elsewhere.get(question.kind, "")
        return Told(f"{label}\n{where}".strip())
    if question.kind in MANY:
        chosen = tuple(str(one) for one in value) if isinstance(value, list) else ()
        return Ticks(path, label, note, _options(question, speaker), chosen)
    if question.kind in ROWS:
        return _table(path, question, value, speaker, note)
    return Answer(path, _slot(question, path, label, note), "" if value is None else value)


def _slot(asked: Asked, path: str, label: str, note: str) -> Slot:
    choices = path if asked.kind == "choice" else ""
    return Slot(asked.key, asked.kind, label, note, choices, width=40 if asked.kind in _WIDE else 24)


def _options(question: Asked, speaker: Speaker) -> Pairs:
    return distinct([(value, speaker.text(label)) for value, label in options(question)])


def _table(path: str, question: Asked, value: Any, speaker: Speaker, note: str) -> Table:
    present = [row for row in value if not is_empty(row)] if isinstance(value, list) else []
    asked = columns(question)
    heads = [
        _slot(one, f"{path}.{one.key}", speaker.text(one.label), _note(one, speaker, {})) for one in asked
    ]
    most = question.settings.get("max") or MOST_ROWS
    offered = max(question.settings.get("min") or 1, len(present), min(most, len(present) + _SPARE))
    rows = tuple(Row(str(number), row) for number, row in enumerate(present))
    return Table(path, speaker.text(question.label), note, tuple(heads), rows, offered, MOST_ROWS)


def fixed_table(
    path: str,
    question: Asked,
    facts: Sequence[Slot],
    rows: Sequence[Row],
    speaker: Speaker,
    after: Sequence[Slot] = (),
) -> Table:
    """Return the table of a question whose rows are given; `facts`: the columns that say what each row is about, `after`:
    those that stand behind what is filled in.
    """
    heads = [
        _slot(one, f"{path}.{one.key}", speaker.text(one.label), _note(one, speaker, {}))
        for one in columns(question)
    ]
    note = _note(question, speaker, {})
    label, number = speaker.text(question.label), len(rows)
    return Table(path, label, note, (*facts, *heads, *after), tuple(rows), number, number, is_fixed=True)


def section_lists(form: str, section: Sectioned, speaker: Speaker) -> dict[str, Pairs]:
    """Return the lists of choices that a section's sheet needs, by name."""
    found = {}
    for question in section.questions:
        path = path_of(form, section.key, question.key)
        if question.kind == "choice":
            found[path] = _options(question, speaker)
        for column in columns(question):
            if column.kind == "choice":
                found[f"{path}.{column.key}"] = _options(column, speaker)
    return found


def section_values(form: str, section: Sectioned, fitted: Fitted) -> dict[str, Any]:
    """Return the answers of a section that a workbook brought, by question."""
    found = {}
    for question in section.questions:
        path = path_of(form, section.key, question.key)
        if question.kind not in ELSEWHERE and path in fitted.values:
            value = fitted.values[path]
            found[question.key] = [row.values for row in value] if question.kind in ROWS else value
    return found


def _note(question: Asked, speaker: Speaker, by_key: Mapping[str, Asked]) -> str:
    """Return what a page tells beside a question: its hint, its limits, when it is asked."""
    told = [speaker.text(question.hint), _words(question, speaker), _range(question, speaker)]
    when = question.settings.get("show_when")
    if when and when["question"] in by_key:
        earlier = by_key[when["question"]]
        answer = speaker.text(dict(options(earlier)).get(when["is"], {}))
        only = msg("Only if: %(question)s %(answer)s", question=speaker.text(earlier.label), answer=answer)
        told.append(speaker.say(only))
    return "\n".join(one for one in told if one)


def _words(question: Asked, speaker: Speaker) -> str:
    most = question.settings.get("max_words")
    return speaker.say(msg("At most %(number)s words.", number=most)) if most else ""


def _range(question: Asked, speaker: Speaker) -> str:
    least, most = question.settings.get("min"), question.settings.get("max")
    least, most = speaker.bounds.get(question.key, (least, most))
    if question.kind in ("money", "number", "months") and least is not None and most is not None:
        is_money = question.kind == "money"
        low, high = (Money(one) if is_money else one for one in (least, most))
        return speaker.say(msg("Enter a figure from %(least)s to %(most)s.", least=low, most=high))
    return ""


def normal(question: Asked, value: Any) -> Any:
    """Return an answer in the one form in which it is compared: whole rows without empty ones, options in their order."""
    if question.kind in ROWS:
        keys = [one.key for one in columns(question)]
        rows = [row for row in value if not is_empty(row)] if isinstance(value, list) else []
        return [{key: "" if row.get(key) is None else row[key] for key in keys} for row in rows]
    if question.kind in MANY and isinstance(value, list):
        offered = [one for one, _label in options(question)]
        return sorted(value, key=lambda one: offered.index(one) if one in offered else len(offered))
    return "" if value is None else value
