"""A section as its page shows it: texts in the reader's language, what was typed, what is wrong, beside each question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sipgrants.core.errors import Problem
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
    shown,
)
from sipgrants.questionnaires.texts import count_words, pick
from sipgrants.questionnaires.values import read_date, typed


@dataclass(frozen=True)
class Other:
    """The answer that was saved elsewhere beside one's own: whose, since when; `is_own`: one's own, in another window."""

    value: Any
    name: str
    at: datetime
    is_own: bool = False


@dataclass(frozen=True)
class Option:
    """Something to choose."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Field:
    """A question or a cell. `path` is its name and place, `typed` what stands in the field, `shown` what a reader sees:
    text, Money, a date, or a tuple of texts.
    """

    path: str
    key: str
    kind: str
    label: str
    hint: str
    required: bool
    typed: str
    shown: Any
    options: tuple[Option, ...]
    problems: tuple[Message, ...]
    max_words: int | None = None

    @property
    def words_left(self) -> int | None:
        """Return how many words may still be written (below zero: too many); None without a limit."""
        return None if self.max_words is None else self.max_words - count_words(self.typed)


@dataclass(frozen=True)
class Row:
    """A row of a table: `path` names it on its button."""

    path: str
    cells: tuple[Field, ...]
    is_empty: bool


@dataclass(frozen=True)
class QuestionPage(Field):
    """A question with its rows, its condition (`when`: path and value asked for, and the words of that question) and a
    colleague's answer where both wrote.
    """

    columns: tuple[Field, ...] = ()
    rows: tuple[Row, ...] = ()
    most: int | None = None
    when: tuple[str, str, str, str] | None = None
    is_shown: bool = True
    is_elsewhere: bool = False
    below: tuple[Problem, ...] = ()  # problems inside what is kept elsewhere
    other: Other | None = None
    other_lines: Any = None

    @property
    def has_rows(self) -> bool:
        """Tell whether a row has something in it."""
        return any(not row.is_empty for row in self.rows)


@dataclass(frozen=True)
class SectionPage:
    """A section: its own problems come once more on top, with links."""

    key: str
    number: int
    title: str
    guidance: str
    questions: tuple[QuestionPage, ...]
    problems: tuple[Problem, ...]
    marks: str

    @property
    def has_conditions(self) -> bool:
        """Tell whether a question depends on another one of this page."""
        return any(question.when for question in self.questions)

    @property
    def has_files(self) -> bool:
        """Tell whether a file is asked for."""
        return any(question.kind == "file" for question in self.questions)


def section_page(
    section: Sectioned,
    values: Mapping[str, Any],
    locale: str,
    *,
    problems: Iterable[Problem] = (),
    marks: str = "",
    form_questions: Sequence[Asked] | None = None,
    others: Mapping[str, Other] | None = None,
) -> SectionPage:
    """Return the page of a section; `form_questions`: all questions of the form, for conditions across sections."""
    own = [one for one in problems if one.field.startswith(f"{section.key}.")]
    by_path: dict[str, list[Message]] = defaultdict(list)
    for one in own:
        by_path[one.field].append(one.message)
    asked = shown(form_questions or section.questions, values)
    maker = _Maker(section, values, locale, by_path, own, asked, others or {})
    return SectionPage(
        section.key,
        section.position,
        pick(section.title, locale),
        pick(section.guidance, locale),
        tuple(maker.question(question) for question in section.questions),
        _on_top(section, own, locale),
        marks,
    )


def _on_top(section: Sectioned, own: Sequence[Problem], locale: str) -> tuple[Problem, ...]:
    """Name the question with each problem. Those inside what is kept elsewhere stand on its card, not on top."""
    by_key = {question.key: question for question in section.questions}
    found = []
    for one in own:
        _section, key, *rest = one.field.split(".")
        if not rest or by_key[key].kind not in ELSEWHERE:
            found.append(Problem(one.field, named(section, one, locale)))
    return tuple(found)


def named(section: Sectioned, problem: Problem, locale: str) -> Message:
    """Return what is wrong with the name of its question before it, for a list away from the question."""
    _section, key, *rest = problem.field.split(".")
    question = next(question for question in section.questions if question.key == key)
    # What is kept elsewhere has pages of its own with names of their own, but rows with columns are known here.
    in_rows = question.kind not in ELSEWHERE or (
        bool(columns(question)) and rest[:1] != [] and rest[0].isdigit()
    )
    label = _place(question, rest if in_rows else [], locale)
    return msg("%(label)s – %(problem)s", label=label, problem=problem.message)


def _place(question: Asked, rest: Sequence[str], locale: str) -> Message | str:
    """What a question, or the cell of a table, is called."""
    name = pick(question.label, locale).rstrip(" :")
    if not rest:
        return name
    column = next((pick(one.label, locale) for one in columns(question) if one.key == rest[-1]), "")
    return msg("%(question)s, row %(row)s, %(column)s", question=name, row=int(rest[0]) + 1, column=column)


@dataclass(frozen=True)
class _Maker:
    section: Sectioned
    values: Mapping[str, Any]
    locale: str
    by_path: Mapping[str, list[Message]]
    problems: Sequence[Problem]
    asked: frozenset[str]
    others: Mapping[str, Other]

    def question(self, question: Asked) -> QuestionPage:
        path, value = f"{self.section.key}.{question.key}", self.values.get(question.key)
        other = self.others.get(question.key)
        return QuestionPage(
            **self._field(question, path, value),
            columns=tuple(self._cell(one, f"{path}.-.{one.key}", "") for one in columns(question)),
            rows=self._rows(question, path, value),
            most=question.settings.get("max"),
            when=self._when(question),
            is_shown=question.key in self.asked,
            is_elsewhere=not is_kept(question),
            below=tuple(one for one in self.problems if one.field.startswith(f"{path}.")),
            other=other,
            other_lines=self._rows(question, path, other.value) or self._shown(question, other.value)
            if other
            else None,
        )

    def _field(self, asked: Asked, path: str, value: Any) -> dict[str, Any]:
        return {
            "path": path,
            "key": asked.key,
            "kind": asked.kind,
            "label": pick(asked.label, self.locale),
            "hint": pick(asked.hint or {}, self.locale),
            "required": asked.required,
            "typed": typed(asked.kind, value) if isinstance(value, str | int) else "",
            "shown": self._shown(asked, value),
            "options": self._options(asked, value),
            "problems": tuple(self.by_path.get(path, ())),
            "max_words": asked.settings.get("max_words"),
        }

    def _cell(self, column: Asked, path: str, value: Any) -> Field:
        return Field(**self._field(column, path, value))

    def _options(self, asked: Asked, value: Any) -> tuple[Option, ...]:
        chosen = value if isinstance(value, list) else [value]
        return tuple(Option(one, pick(label, self.locale), one in chosen) for one, label in options(asked))

    def _rows(self, question: Asked, path: str, value: Any) -> tuple[Row, ...]:
        if question.kind not in ROWS:
            return ()
        least = max(1, question.settings.get("min") or 1)
        present = value if isinstance(value, list) else []
        padded = [*present, *({} for _ in range(least - len(present)))]
        return tuple(
            Row(
                f"{path}.{number}",
                tuple(
                    self._cell(one, f"{path}.{number}.{one.key}", row.get(one.key))
                    for one in columns(question)
                ),
                is_empty(row),
            )
            for number, row in enumerate(padded)
        )

    def _shown(self, asked: Asked, value: Any) -> Any:
        if asked.kind == "money" and isinstance(value, int):
            return Money(value)
        if asked.kind == "date":
            return read_date(value) or value
        if asked.kind in MANY or asked.kind == "choice":
            chosen = value if isinstance(value, list) else [value]
            labels = dict(options(asked))
            return tuple(
                pick(labels[one], self.locale) if one in labels else str(one) for one in chosen if one
            )
        return value or ""

    def _when(self, question: Asked) -> tuple[str, str, str, str] | None:
        """The condition, where its question is on the same page; else what was answered there decides."""
        when = question.settings.get("show_when")
        here = {one.key: one for one in self.section.questions}
        if when is None or when["question"] not in here:
            return None
        earlier = here[when["question"]]
        wanted = dict(options(earlier)).get(when["is"], {})
        name = f"{self.section.key}.{earlier.key}"
        return name, when["is"], pick(earlier.label, self.locale), pick(wanted, self.locale)
