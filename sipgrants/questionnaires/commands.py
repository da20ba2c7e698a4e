"""Loading forms, opening answers, saving a section."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.core import audit, clock, db
from sipgrants.core.audit import Acting
from sipgrants.core.db import command, session
from sipgrants.core.errors import NotFound
from sipgrants.questionnaires import marks as seen_marks
from sipgrants.questionnaires import queries, shipped_queries
from sipgrants.questionnaires.asking import is_empty, is_kept, is_kept_alike
from sipgrants.questionnaires.keeping_commands import Hand
from sipgrants.questionnaires.models import Answer, AnswerSet, FormVersion, Section


@dataclass(frozen=True)
class Conflict:
    """An answer that was changed elsewhere while this person was writing: both texts, whose the other is and since when.

    `is_own`: by the same person in another window.
    """

    key: str
    mine: Any
    theirs: Any
    by_id: UUID | None
    at: datetime
    is_own: bool = False


@dataclass(frozen=True)
class Saved:
    """What a save did: the questions that changed, those that did not because of a colleague, the marks of what the page
    that stays open has seen by now, and the questions that somebody changed meanwhile and that page does not show yet.
    """

    changed: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    marks: str
    newer: tuple[str, ...] = ()


@command
def load_forms(folder: Path = shipped_queries.FORMS, *, by: Acting) -> list[FormVersion]:
    """Take the forms that ship with the system into the database, frozen. A version that is there stays as it is."""
    known = {(form.kind, form.number) for form in session().scalars(select(FormVersion))}
    contents = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    forms = [shipped_queries.form_of(one) for one in contents if (one["kind"], one["number"]) not in known]
    session().add_all(forms)
    session().flush()
    for form in forms:
        audit.record("form.load", form, by, kind=form.kind, number=form.number)
        freeze(form, by=by)
    return forms


@command
def freeze(form: FormVersion, *, by: Acting) -> str:
    """Fix a version for good, because a round that carries it is announced or somebody answers to it; return its hash."""
    if form.frozen_at is None:
        session().flush()
        db.lock(form)
    if form.frozen_at is None:  # still, now that nobody else writes on it
        form.sha256 = queries.fingerprint(form)
        form.frozen_at = clock.now()
        session().flush()
        audit.record("form.freeze", form, by, sha256=form.sha256)
    return form.sha256


@command
def take_form(kind: str, *, by: Acting) -> FormVersion:
    """Return the newest version of a form; an installation older than the form gets the one that ships."""
    try:
        return queries.form_version(kind)
    except NotFound:
        form = shipped_queries.shipped(kind)
    session().add(form)
    session().flush()
    audit.record("form.load", form, by, kind=form.kind, number=form.number)
    freeze(form, by=by)
    return form


@command
def answer_set(form: FormVersion, *, by: Acting) -> AnswerSet:
    """Open an empty set of answers to a form. (`by` is who opens it; the room that owns it records that.)"""
    freeze(form, by=by)
    made = AnswerSet(form=form, answers=[])
    session().add(made)
    session().flush()
    return made


@command
def copy_answers(answers: AnswerSet, *, by: Acting, form: FormVersion | None = None) -> AnswerSet:
    """Begin anew from earlier answers, also to a later version of the form: what it still asks in the same way is taken
    over.
    """
    target = form or answers.form
    freeze(target, by=by)
    before = {question.key: question.kind for question in queries.questions(answers.form)}
    now = {question.key: question.kind for question in queries.questions(target)}
    same = {key for key, kind in now.items() if key in before and is_kept_alike(before[key], kind)}
    rows = [_answer(one.key, one.value, by) for one in answers.answers if one.key in same]
    made = AnswerSet(form=target, answers=rows)
    session().add(made)
    session().flush()
    return made


@command
def save_section(
    answers: AnswerSet,
    section_key: str,
    values: Mapping[str, Any],
    *,
    by: Acting,
    marks: str | None = None,
    page: str | None = None,
) -> Saved:
    """Keep what was typed in a section, right or wrong. An answer that a colleague, or the same person in another window,
    changed since the page was opened is not overwritten: both texts come back, and the one that was typed is kept
    aside. `marks`: what the page carried; `page`: which window it is.
    """
    session().refresh(answers, with_for_update={"of": AnswerSet})
    section = queries.section(answers, section_key)
    present = {one.key: one for one in answers.answers}
    seen = seen_marks.read(marks)
    hand = Hand(answers.id, by, page)
    changed, conflicts = [], []
    for key in _kept(section, values):
        answer, value = present.get(key), values[key]
        now = answer.value if answer else None
        if seen_marks.mark(value) in (seen_marks.mark(now), seen.get(key)) and not _adds_a_row(now, value):
            continue  # nothing typed here: it is as it was, or as it was when the page was opened
        if answer and hand.is_from_elsewhere(answer) and key in seen and seen[key] != seen_marks.mark(now):
            own = by.person_id is not None and answer.changed_by == by.person_id
            conflicts.append(Conflict(key, value, now, answer.changed_by, answer.changed_at, own))
        else:
            _write(answers, answer, key, value, hand)
            changed.append(key)
    hand.set_aside({one.key: one.mine for one in conflicts})
    session().flush()
    known, newer = seen_by_now(answers, section, seen, values)
    held = {one.key for one in conflicts}
    return Saved(tuple(changed), tuple(conflicts), known, tuple(key for key in newer if key not in held))


def seen_by_now(
    answers: AnswerSet, section: Section, seen: Mapping[str, str], values: Mapping[str, Any]
) -> tuple[str, list[str]]:
    """Return the marks of what a page knows after a save (what it typed and what it had seen, never what it does not show
    yet), and the questions that it does not show as they are.
    """
    present = queries.values(answers)
    known, newer = {}, []
    for one in section.questions:
        if not is_kept(one):
            continue
        now = seen_marks.mark(present.get(one.key))
        typed = seen_marks.mark(values[one.key]) if one.key in values else None
        known[one.key] = now if typed == now else seen.get(one.key, now)
        if known[one.key] != now:
            newer.append(one.key)
    return seen_marks.join(known), newer


def _kept(section: Section, values: Mapping[str, Any]) -> Iterable[str]:
    return (question.key for question in section.questions if is_kept(question) and question.key in values)


def _adds_a_row(before: Any, after: Any) -> bool:
    """An empty row that was asked for is no answer yet, but it has to be there when the page comes back."""
    return isinstance(after, list) and is_empty(after) and len(after) != len(before or [])


def _write(answers: AnswerSet, answer: Answer | None, key: str, value: Any, hand: Hand) -> None:
    if answer is None:
        answers.answers.append(_answer(key, value, hand.by, hand.page))
        return
    hand.keep(key, answer, value)
    answer.value, answer.revision, answer.page = value, answer.revision + 1, hand.page
    answer.changed_at, answer.changed_by = clock.now(), hand.by.person_id


def _answer(key: str, value: Any, by: Acting, page: str | None = None) -> Answer:
    return Answer(
        key=key, value=value, revision=1, changed_at=clock.now(), changed_by=by.person_id, page=page
    )
