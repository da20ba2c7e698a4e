"""People, their dated roles, and the tokens they get by mail."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.core.db import Record
from sipgrants.core.sealing import Sealed


class Person(Record):
    """Somebody who may sign in. `epoch` ends all sessions when it is raised."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("notices in ('each', 'digest', 'required')", name="notices"),)
    subject_type = "person"
    email: Mapped[str] = mapped_column(unique=True)  # lower case
    name: Mapped[str]
    locale: Mapped[str] = mapped_column(default="en")
    zone: Mapped[str] = mapped_column(default="Europe/Zurich")
    password_hash: Mapped[str | None]
    totp_secret: Mapped[str | None] = mapped_column(Sealed)
    totp_last_step: Mapped[int | None]
    recovery_hashes: Mapped[list[str]] = mapped_column(JSON, default=list)
    epoch: Mapped[int] = mapped_column(default=0)
    disabled_at: Mapped[datetime | None]
    last_sign_in_at: Mapped[datetime | None]
    last_visit_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    notices: Mapped[str] = mapped_column(default="each")  # each, digest, required: see notices.py
    roles: Mapped[list["RoleAssignment"]] = relationship(back_populates="person", lazy="selectin")


class RoleAssignment(Record):
    """A role of a person from one day until another, for a Party, a nominating country or the Secretariat."""

    __tablename__ = "role_assignment"
    __table_args__ = (
        CheckConstraint("until_day is null or until_day >= from_day", name="days"),
        Index("ix_role_assignment_role_party", "role", "party_id"),
    )
    subject_type = "role"
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str]
    party_id: Mapped[str | None] = mapped_column(ForeignKey("party.id"))
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    letter_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_file.id"))
    granted_by: Mapped[UUID | None]
    seconded_by: Mapped[UUID | None]
    end_reason: Mapped[str] = mapped_column(default="")
    person: Mapped[Person] = relationship(back_populates="roles")


class Token(Record):
    """What a mail lets do once: `invitation` (14 days), `reset` (1 hour), `code` (10 minutes), `address` (1 day).

    What the mail says is made from the identifier and the installation's key (see `tokens.py`): the row is no secret.
    """

    __tablename__ = "token"
    __table_args__ = (CheckConstraint("kind in ('invitation', 'reset', 'code', 'address')", name="kind"),)
    subject_type = "token"
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Presence(Record):
    """That somebody has a section of a record open just now: no history, rows are gone after minutes."""

    __tablename__ = "presence"
    __table_args__ = (UniqueConstraint("about_id", "part", "person_id"),)
    about_id: Mapped[UUID]
    part: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(index=True)
