"""Who changed which answer when, from what to what: read from what was kept at each change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import select

from sipgrants.core.db import session
from sipgrants.core.i18n import Message
from sipgrants.core.money import Money
from sipgrants.questionnaires.asking import Asked, columns, is_empty, is_kept
from sipgrants.questionnaires.comparing import lines
from sipgrants.questionnaires.models import AnswerChange, AnswerSet
from sipgrants.questionnaires.texts import pick
from sipgrants.questionnaires.wording import Piece, beginning, pieces


class Standing(Protocol):
    """What stands in a place now: since when there is anything, who wrote it last."""

    @property
    def value(self) -> Any: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def changed_by(self) -> UUID | None: ...


@dataclass(frozen=True)
class Place:
    """A question with its answer, or (`row`: what it is called) one row that is kept alike, as a table of its own; `key`
    names its changes in the set.
    """

    set_id: UUID
    key: str
    section: str
    question: Asked
    answer: Standing | None
    row: Message | str = ""


@dataclass(frozen=True)
class Trace:
    """One change of one answer. `before` and `after` name the rows that keep the texts (None: nothing, or the answer
    of now); `is_set_aside`: typed while a colleague was faster, kept in `before` and never part of the answer.
    """

    place: Place
    at: datetime
    by: UUID | None
    before: UUID | None
    after: UUID | None
    is_set_aside: bool = False


@dataclass(frozen=True)
class Field:
    """One thing that a change says: word by word where it is a text (`pieces`), else the old and the new value (a text, a
    message, an amount, a list of them; None: nothing). `name`: what it is called, none where the change itself says it.
    """

    name: Message | str | None = None
    pieces: Sequence[Piece] = ()
    was: Any = None
    became: Any = None


@dataclass(frozen=True)
class Told:
    """A change as a page shows it; `back` names the earlier text that may be put back (None: there is none).
    `is_first`: the beginning of a text where there was none before; `is_gone`: it went, with all that it said.
    """

    section: str
    label: Message | str
    title: Message | str
    at: datetime
    by: UUID | None
    fields: Sequence[Field]
    back: UUID | None
    is_set_aside: bool
    is_first: bool
    is_gone: bool = False


def places(sets: Iterable[AnswerSet]) -> list[Place]:
    """Return the place of every question whose answer is kept in these sets."""
    return [
        Place(one.id, question.key, section.key, question, present.get(question.key))
        for one in sets
        for present in [{answer.key: answer for answer in one.answers}]
        for section in one.form.sections
        for question in section.questions
        if is_kept(question)
    ]


def traces(known: Sequence[Place], section: str = "") -> list[Trace]:
    """Return every change in these places (of one section where named), newest first, without the texts: one statement."""
    columns = (
        AnswerChange.id,
        AnswerChange.answer_set_id,
        AnswerChange.key,
        AnswerChange.created_at,
        AnswerChange.changed_by,
        AnswerChange.is_set_aside,
    )
    wanted = select(*columns).where(AnswerChange.answer_set_id.in_({one.set_id for one in known}))
    rows: dict[tuple[UUID, str], list[Any]] = defaultdict(list)
    for row in session().execute(wanted.order_by(AnswerChange.created_at, AnswerChange.id)):
        rows[row.answer_set_id, row.key].append(row)
    found: list[Trace] = []
    for place in known:
        if section in ("", place.section):
            found += _of_place(place, rows.get((place.set_id, place.key), []))
    return sorted(found, key=lambda trace: trace.at, reverse=True)


def _of_place(place: Place, rows: list[Any]) -> list[Trace]:
    """What a row keeps was written by whoever it names, and stood until the row was made."""
    aside = [
        Trace(place, row.created_at, row.changed_by, row.id, None, is_set_aside=True)
        for row in rows
        if row.is_set_aside
    ]
    answer = place.answer
    if answer is None:
        return aside
    steps = [row for row in rows if not row.is_set_aside]
    texts = [None, *(row.id for row in steps), None]
    times = [answer.created_at, *(row.created_at for row in steps)]
    authors = [*(row.changed_by for row in steps), answer.changed_by]
    written = [
        Trace(place, at, by, before, after)
        for at, by, before, after in zip(times, authors, texts[:-1], texts[1:], strict=True)
    ]
    return [*aside, *written]


def told(chosen: Sequence[Trace], locale: str) -> list[Told]:
    """Return changes with their texts compared word by word: one statement, however many."""
    named = {one for trace in chosen for one in (trace.before, trace.after) if one}
    rows = session().execute(select(AnswerChange.id, AnswerChange.before).where(AnswerChange.id.in_(named)))
    kept: dict[UUID, Any] = {row.id: row.before for row in rows}
    return [_told(trace, kept, locale) for trace in chosen]


def _told(trace: Trace, kept: Mapping[UUID, Any], locale: str) -> Told:
    place = trace.place
    now = place.answer.value if place.answer else None
    before = kept.get(trace.before) if trace.before else None
    after = kept.get(trace.after) if trace.after else now
    if trace.is_set_aside:
        # Beside the answer of now: what the one text says that the other does not.
        before, after = now, before
    earlier = kept.get(trace.before) if trace.before else None
    is_first = is_empty(before) and not trace.is_set_aside
    return Told(
        place.section,
        pick(place.question.label, locale),
        place.row,
        trace.at,
        trace.by,
        list(_fields(place, before, after, locale)),
        trace.before if trace.before and earlier != now else None,
        trace.is_set_aside,
        is_first,
    )


def _fields(place: Place, before: Any, after: Any, locale: str) -> Iterator[Field]:
    if not place.row:
        yield _field(place.question, before, after, locale)
        return
    was, became = ((value or [{}])[0] for value in (before, after))
    for column in columns(place.question):
        one = _field(column, was.get(column.key), became.get(column.key), locale)
        if was.get(column.key) != became.get(column.key):
            yield replace(one, name=pick(column.label, locale))


def _field(question: Asked, before: Any, after: Any, locale: str) -> Field:
    if question.kind == "money" and not isinstance(before or after, str):
        return Field(was=_money(before), became=_money(after))
    was, became = _text(question, before, locale), _text(question, after, locale)
    return Field(pieces=pieces(was, became) if was else beginning(became))


def _money(value: Any) -> Money | str | None:
    return Money(value) if isinstance(value, int) else value


def _text(question: Asked, value: Any, locale: str) -> str:
    return "\n".join(lines(question, value, locale))
