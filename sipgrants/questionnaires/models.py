"""Versions of forms as data, and answers to them. Texts are kept by language: {"en": ..., "fr": ...}."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.core import clock
from sipgrants.core.db import Record


class FormVersion(Record):
    """One version of one form: A, B, C, or a kind of report. A draft until it is frozen: then nothing of it changes any
    more (the database refuses, see `triggers_models`), and `sha256` is the hash of its content.
    """

    __tablename__ = "form_version"
    __table_args__ = (
        UniqueConstraint("kind", "number"),
        CheckConstraint("(frozen_at is null) = (sha256 = '')", name="frozen"),
    )
    subject_type = "form"
    kind: Mapped[str]
    number: Mapped[int]
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    introduction: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    source: Mapped[str] = mapped_column(default="")
    # Between answers: {"key", "rule", "left", "right": [...], "message" by language}, see `crossing`.
    checks: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    frozen_at: Mapped[datetime | None]
    sha256: Mapped[str] = mapped_column(default="")
    __mapper_args__ = {"version_id_col": version}
    sections: Mapped[list["Section"]] = relationship(order_by="Section.position", lazy="selectin")


class Section(Record):
    """A section of a form: one page."""

    __tablename__ = "form_section"
    __table_args__ = (UniqueConstraint("form_id", "key"),)
    form_id: Mapped[UUID] = mapped_column(ForeignKey("form_version.id"), index=True)
    key: Mapped[str]
    position: Mapped[int]
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    guidance: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    questions: Mapped[list["Question"]] = relationship(order_by="Question.position", lazy="selectin")


class Question(Record):
    """A question; `settings` holds what its kind needs (max_words, min, max, options, columns, show_when)."""

    __tablename__ = "form_question"
    __table_args__ = (UniqueConstraint("section_id", "key"),)
    section_id: Mapped[UUID] = mapped_column(ForeignKey("form_section.id"), index=True)
    key: Mapped[str]
    kind: Mapped[str]
    position: Mapped[int]
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    hint: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    required: Mapped[bool] = mapped_column(default=True)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class AnswerSet(Record):
    """The answers of one application or report to one form."""

    __tablename__ = "answer_set"
    form_id: Mapped[UUID] = mapped_column(ForeignKey("form_version.id"))
    form: Mapped[FormVersion] = relationship()
    answers: Mapped[list["Answer"]] = relationship(lazy="selectin")


class Answer(Record):
    """One answer; `value` is text, a number, a list or rows of a table, as JSON. `revision` grows with each change.

    `page` is the window in which it was typed: the same person may have two open.
    """

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("answer_set_id", "key"),)
    answer_set_id: Mapped[UUID] = mapped_column(ForeignKey("answer_set.id"), index=True)
    key: Mapped[str]
    value: Mapped[Any] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_by: Mapped[UUID | None]
    page: Mapped[str | None]


class AnswerChange(Record):
    """What an answer was before somebody changed it, or (`is_set_aside`) what was typed while a colleague was faster."""

    __tablename__ = "answer_change"
    answer_set_id: Mapped[UUID] = mapped_column(ForeignKey("answer_set.id"), index=True)
    key: Mapped[str]
    before: Mapped[Any] = mapped_column(JSON)
    changed_by: Mapped[UUID | None]
    is_set_aside: Mapped[bool] = mapped_column(default=False)
