"""Rounds: a call for applications with all its settings."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.core.db import Record, Subject
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.states import RoundQuestionState, RoundState
from sipgrants.parties.models import Party

_STATES = ", ".join(f"'{state}'" for state in RoundState)
_QUESTION_STATES = ", ".join(f"'{state}'" for state in RoundQuestionState)


class Round(Subject):
    """One round. Everything here is a setting, frozen from the announcement on but for what a move changes."""

    __tablename__ = "round"
    __table_args__ = (
        CheckConstraint(f"state in ({_STATES})", name="state"),
        CheckConstraint(
            "state in ('draft', 'completed', 'cancelled') or closes_at is not null", name="closes_at"
        ),
        CheckConstraint("floor_minor <= ceiling_minor", name="range"),
        CheckConstraint("closes_at is null or opens_at is null or opens_at < closes_at", name="dates"),
        CheckConstraint(
            "questions_until is null or closes_at is null or questions_until < closes_at",
            name="questions_until",
        ),
        CheckConstraint("majority in ('simple_majority', 'two_thirds_majority')", name="majority"),
    )
    subject_type = "round"
    number: Mapped[int] = mapped_column(unique=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # by language
    guidance: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # by language
    zone: Mapped[str] = mapped_column(default="Europe/Zurich")
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    announced_at: Mapped[datetime | None]
    floor_minor: Mapped[int] = mapped_column(BigInteger, default=5_000_000)
    ceiling_minor: Mapped[int] = mapped_column(BigInteger, default=25_000_000)
    envelope_minor: Mapped[int | None] = mapped_column(BigInteger)
    envelope_reason: Mapped[str] = mapped_column(default="")
    longest_months: Mapped[int] = mapped_column(default=36)
    class_caps: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)  # budget class -> per cent
    checklist: Mapped[list[Any]] = mapped_column(JSON, default=list)
    languages: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["en"])
    framework_label: Mapped[str] = mapped_column(default="Output")
    scoring_mode: Mapped[str] = mapped_column(default="sealed")
    scores_due_at: Mapped[datetime | None]
    quorum_part: Mapped[int] = mapped_column(default=2)
    quorum_whole: Mapped[int] = mapped_column(default=3)
    partners_confirm: Mapped[str] = mapped_column(default="submission")  # or "cure"
    cure_days: Mapped[int] = mapped_column(default=0)
    grace_minutes: Mapped[int] = mapped_column(default=0)
    reconsideration_days: Mapped[int] = mapped_column(default=14)
    status_day: Mapped[date | None]  # the day on which the status of Parties is tested
    reserve_until: Mapped[date | None]
    form_a_id: Mapped[UUID | None] = mapped_column(ForeignKey("form_version.id"))
    form_b_id: Mapped[UUID | None] = mapped_column(ForeignKey("form_version.id"))
    form_c_id: Mapped[UUID | None] = mapped_column(ForeignKey("form_version.id"))
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    past: Mapped[dict[str, Any] | None] = mapped_column(
        JSON
    )  # what is documented of a round before this system
    declarations_asked_at: Mapped[datetime | None]
    letters_released_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(default="")
    questions_until: Mapped[datetime | None]  # until then teams may ask; None: no questions are taken
    majority: Mapped[str] = mapped_column(default="simple_majority")  # of a vote, where there is no consensus
    criteria: Mapped[list["Criterion"]] = relationship(order_by="Criterion.position", lazy="selectin")
    errata: Mapped[list["Erratum"]] = relationship(order_by="Erratum.created_at", lazy="selectin")

    def name(self, locale: str = "en") -> str:
        """Return the name in a language."""
        return self.names.get(locale) or self.names.get("en") or f"Round {self.number}"


class Criterion(Record):
    """What the Board scores by: a weight in per cent and a description of each step of the scale, by language."""

    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("round_id", "key"),
        CheckConstraint("weight between 1 and 100", name="weight"),
    )
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    key: Mapped[str]
    position: Mapped[int]
    weight: Mapped[int]
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    steps: Mapped[dict[str, Any]] = mapped_column(JSON)  # "0".."5" -> text by language


class Erratum(Record):
    """A dated correction of the guidance after the announcement."""

    __tablename__ = "erratum"
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    text: Mapped[dict[str, str]] = mapped_column(JSON)
    published_by: Mapped[UUID | None]


class ApplicantExtension(Record):
    """A later deadline for one applicant Party, decided by two officers with a reason; in force once seconded."""

    __tablename__ = "applicant_extension"
    __table_args__ = (CheckConstraint("decided_by <> seconded_by", name="two_people"),)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    party_id: Mapped[str] = mapped_column(ForeignKey("party.id"))
    until: Mapped[datetime]
    reason: Mapped[str]
    decided_by: Mapped[UUID]
    seconded_by: Mapped[UUID | None]
    party: Mapped[Party] = relationship(lazy="joined", innerjoin=True)

    @property
    def written(self) -> list[tuple[Message, Any]]:
        """Return what was asked for, for the second person."""
        return [(msg("Party"), self.party.names), (msg("New deadline"), self.until)]


class RoundQuestion(Subject):
    """A question that a Party's team asks about a round, and its answer to all.

    `text` is the question as it was asked, `wording` as it is published, by language: it names nobody. Who asked is for
    the Secretariat alone. `same_as`: the question with which it was merged, whose answer is its own.
    """

    __tablename__ = "round_question"
    __table_args__ = (
        CheckConstraint(f"state in ({_QUESTION_STATES})", name="state"),
        CheckConstraint("state <> 'answered' or answered_at is not null", name="answered_at"),
        CheckConstraint("state <> 'declined' or reason <> ''", name="reason"),
        CheckConstraint("(state = 'merged') = (same_as_id is not null)", name="same_as"),
    )
    subject_type = "round_question"
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    asking_party: Mapped[str] = mapped_column(ForeignKey("party.id"))
    text: Mapped[str]
    wording: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    answer: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    answered_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    same_as_id: Mapped[UUID | None] = mapped_column(ForeignKey("round_question.id"))
    round: Mapped[Round] = relationship(lazy="joined")
    corrections: Mapped[list["AnswerCorrection"]] = relationship(
        order_by="AnswerCorrection.created_at", lazy="selectin"
    )


class AnswerCorrection(Record):
    """A dated correction of a published answer: the answer itself stays as it was."""

    __tablename__ = "answer_correction"
    question_id: Mapped[UUID] = mapped_column(ForeignKey("round_question.id"), index=True)
    text: Mapped[dict[str, str]] = mapped_column(JSON)
    published_by: Mapped[UUID | None]


class RoundEvent(Record):
    """A webinar or a clinic of a round: when, how long, and how to get there. `sequence` grows with every change, so that
    calendars take it over.
    """

    __tablename__ = "round_event"
    __table_args__ = (
        CheckConstraint("kind in ('webinar', 'clinic', 'other')", name="kind"),
        CheckConstraint("minutes between 5 and 1440", name="minutes"),
    )
    subject_type = "round_event"
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    kind: Mapped[str]
    titles: Mapped[dict[str, str]] = mapped_column(JSON)  # by language
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    link: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    round: Mapped[Round] = relationship(lazy="joined")
