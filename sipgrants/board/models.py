"""The Governing Board: terms, seats, declarations.

Declarations and bars name an application by its identifier only: applications are a later stage.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.accounts.models import Person
from sipgrants.core.db import Record, Subject
from sipgrants.parties.models import Party


class Term(Record):
    """A term of the Board, confirmed by the Conference of the Parties until its next meeting."""

    __tablename__ = "board_term"
    subject_type = "term"
    name: Mapped[str]
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    seats: Mapped[list["Seat"]] = relationship(back_populates="term", lazy="selectin")


class Seat(Record):
    """A seat of a term, held by a person nominated by a country; two per region, ten in all."""

    __tablename__ = "board_seat"
    __table_args__ = (CheckConstraint("until_day is null or until_day >= from_day", name="days"),)
    subject_type = "seat"
    term_id: Mapped[UUID] = mapped_column(ForeignKey("board_term.id"), index=True)
    region: Mapped[str]
    country_id: Mapped[str] = mapped_column(ForeignKey("party.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    is_co_chair: Mapped[bool] = mapped_column(default=False)
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("board_seat.id"))
    asked_by: Mapped[UUID | None]
    seconded_by: Mapped[UUID | None]
    term: Mapped[Term] = relationship(back_populates="seats")
    person: Mapped[Person] = relationship(lazy="joined")
    country: Mapped[Party] = relationship(lazy="joined")


class Declaration(Subject):
    """What a member declares about one application: no interest, an interest (bars), or one that was lifted."""

    __tablename__ = "declaration"
    __table_args__ = (
        UniqueConstraint("person_id", "application_id"),
        CheckConstraint("state in ('none', 'interest', 'lifted')", name="state"),
        CheckConstraint("state <> 'lifted' or lift_reason <> ''", name="lift_reason"),
        CheckConstraint("state <> 'interest' or reason <> ''", name="reason"),
    )
    subject_type = "declaration"
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    application_id: Mapped[UUID] = mapped_column(index=True)
    round_id: Mapped[UUID] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(default="")
    lift_reason: Mapped[str] = mapped_column(default="")
    lifted_by: Mapped[UUID | None]
