"""Who changed which answer when, from what to what: read from what was kept at each change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.core.db import session
from sipgrants.questionnaires.asking import is_kept
from sipgrants.questionnaires.comparing import lines
from sipgrants.questionnaires.models import Answer, AnswerChange, AnswerSet, Question
from sipgrants.questionnaires.texts import pick
from sipgrants.questionnaires.wording import Piece, beginning, pieces


@dataclass(frozen=True)
class Trace:
    """One change of one answer. `before` and `after` name the rows that keep the texts (None: nothing, or the answer
    of now); `is_set_aside`: typed while a colleague was faster, kept in `before` and never part of the answer.
    """

    section: str
    question: Question
    at: datetime
    by: UUID | None
    before: UUID | None
    after: UUID | None
    answer: Answer | None
    is_set_aside: bool = False


@dataclass(frozen=True)
class Told:
    """A change as a page shows it; `back` names the earlier text that may be put back (None: there is none).
    `is_first`: the beginning of a text where there was none before.
    """

    section: str
    label: str
    at: datetime
    by: UUID | None
    pieces: Sequence[Piece]
    back: UUID | None
    is_set_aside: bool
    is_first: bool


def traces(sets: Iterable[AnswerSet], section: str = "") -> list[Trace]:
    """Return every change of the answers (of one section where named), newest first, without the texts: one statement."""
    known = list(sets)
    columns = (
        AnswerChange.id,
        AnswerChange.answer_set_id,
        AnswerChange.key,
        AnswerChange.created_at,
        AnswerChange.changed_by,
        AnswerChange.is_set_aside,
    )
    wanted = select(*columns).where(AnswerChange.answer_set_id.in_([one.id for one in known]))
    rows: dict[tuple[UUID, str], list[Any]] = defaultdict(list)
    for row in session().execute(wanted.order_by(AnswerChange.created_at, AnswerChange.id)):
        rows[row.answer_set_id, row.key].append(row)
    found: list[Trace] = []
    for one in known:
        present = {answer.key: answer for answer in one.answers}
        for place in one.form.sections:
            for question in place.questions if section in ("", place.key) else ():
                if is_kept(question):
                    kept = rows.get((one.id, question.key), [])
                    found += _of_question(place.key, question, kept, present.get(question.key))
    return sorted(found, key=lambda trace: trace.at, reverse=True)


def _of_question(section: str, question: Question, rows: list[Any], answer: Answer | None) -> list[Trace]:
    """What a row keeps was written by whoever it names, and stood until the row was made."""
    aside = [
        Trace(section, question, row.created_at, row.changed_by, row.id, None, answer, is_set_aside=True)
        for row in rows
        if row.is_set_aside
    ]
    if answer is None:
        return aside
    steps = [row for row in rows if not row.is_set_aside]
    texts = [None, *(row.id for row in steps), None]
    times = [answer.created_at, *(row.created_at for row in steps)]
    authors = [*(row.changed_by for row in steps), answer.changed_by]
    written = [
        Trace(section, question, at, by, before, after, answer)
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
    now = trace.answer.value if trace.answer else None
    before = kept.get(trace.before) if trace.before else None
    after = kept.get(trace.after) if trace.after else now
    if trace.is_set_aside:
        # Beside the answer of now: what the one text says that the other does not.
        before, after = now, before
    earlier = kept.get(trace.before) if trace.before else None
    was, became = (_text(trace.question, value, locale) for value in (before, after))
    is_first = not was and not trace.is_set_aside
    return Told(
        trace.section,
        pick(trace.question.label, locale),
        trace.at,
        trace.by,
        beginning(became) if is_first else pieces(was, became),
        trace.before if trace.before and earlier != now else None,
        trace.is_set_aside,
        is_first,
    )


def _text(question: Question, value: Any, locale: str) -> str:
    return "\n".join(lines(question, value, locale))
