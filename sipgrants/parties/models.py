"""Parties and their dated status."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.core.db import Base, Record


class Party(Base):
    """A Party to the Convention; `id` is its ISO 3166-1 alpha-2 code, `names` its UN short name by language."""

    __tablename__ = "party"
    subject_type = "party"
    id: Mapped[str] = mapped_column(String(2), primary_key=True)
    iso3: Mapped[str] = mapped_column(String(3))
    m49: Mapped[str] = mapped_column(String(3))
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    region: Mapped[str] = mapped_column(index=True)
    regional_group: Mapped[str]
    category: Mapped[str]
    zone: Mapped[str]
    deposited_on: Mapped[date | None]
    in_force_from: Mapped[date | None]
    left_on: Mapped[date | None]  # the day on which a withdrawal took effect
    ldc_expected_until: Mapped[date | None]  # announced by the UN, not confirmed
    source: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    confidence: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    version: Mapped[int] = mapped_column(default=1)
    statuses: Mapped[list["PartyStatus"]] = relationship(
        order_by="PartyStatus.from_day", back_populates="party", lazy="selectin"
    )
    __mapper_args__ = {"version_id_col": version}

    @property
    def party_id(self) -> str:
        """Return its own code: a Party's roles count for it."""
        return self.id

    def name(self, locale: str = "en") -> str:
        """Return the short name in a language."""
        return self.names.get(locale) or self.names["en"]


class PartyStatus(Record):
    """What a Party is from one day (None: always) to the day before `until_day` (None: still).

    `eligibility` (developing, transition, check, no), `ldc` or `sids` (yes, no). `assumed`: nobody has decided it yet.
    """

    __tablename__ = "party_status"
    __table_args__ = (
        CheckConstraint("kind in ('eligibility', 'ldc', 'sids')", name="kind"),
        CheckConstraint(
            "value in ('developing', 'transition', 'check', 'no') and kind = 'eligibility'"
            " or value in ('yes', 'no') and kind <> 'eligibility'",
            name="value",
        ),
        CheckConstraint("from_day is null or until_day is null or from_day < until_day", name="days"),
    )
    subject_type = "party_status"
    party_id: Mapped[str] = mapped_column(ForeignKey("party.id"), index=True)
    kind: Mapped[str]
    value: Mapped[str]
    from_day: Mapped[date | None]
    until_day: Mapped[date | None]
    assumed: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    recorded_by: Mapped[UUID | None]
    party: Mapped[Party] = relationship(back_populates="statuses")
