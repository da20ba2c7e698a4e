"""Awards, their agreement, conditions, instalments and what is due when."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.applications.models import Application
from sipgrants.core.db import Record, Subject
from sipgrants.core.files import StoredFile
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.lifecycle import labels
from sipgrants.lifecycle.states import AwardState, InstalmentState
from sipgrants.parties.models import Party

_STANDS = text("state not in ('declined', 'lapsed')")
_STATES = ", ".join(f"'{state}'" for state in AwardState)
_INSTALMENT_STATES = ", ".join(f"'{state}'" for state in InstalmentState)


class Award(Subject):
    """A grant: offered, agreed, carried out, closed. One recorded while running has no application."""

    __tablename__ = "award"
    __table_args__ = (
        CheckConstraint(f"state in ({_STATES})", name="state"),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint(
            "state not in ('active', 'suspended', 'completed', 'closed') "
            "or (starts_on is not null and ends_on is not null)",
            name="agreement",
        ),
        CheckConstraint("is_opening or application_id is not null", name="application"),
        # One standing award per application; a decision is offered once.
        Index(
            "uq_award_standing", "application_id", unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS
        ),
        UniqueConstraint("decision_id"),
    )
    subject_type = "award"
    number: Mapped[str] = mapped_column(unique=True)  # public, never changed
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("application.id"), index=True)
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"))
    round_id: Mapped[UUID | None] = mapped_column(ForeignKey("round.id"), index=True)
    party_id: Mapped[str] = mapped_column(ForeignKey("party.id"), index=True)
    title: Mapped[str]
    summary: Mapped[str] = mapped_column(Text, default="")
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    institution: Mapped[str] = mapped_column(default="")
    offered_on: Mapped[date | None]
    answer_by: Mapped[date | None]
    accepted_at: Mapped[datetime | None]
    plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan.id"))
    plan_submitted_at: Mapped[datetime | None]
    plan_approved_at: Mapped[datetime | None]
    plan_note: Mapped[str] = mapped_column(Text, default="")
    agreement_type: Mapped[str] = mapped_column(default="SSFA")
    agreement_number: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    signed_by_party: Mapped[str] = mapped_column(default="")
    signed_by_party_on: Mapped[date | None]
    signed_by_secretariat: Mapped[str] = mapped_column(default="")
    signed_by_secretariat_on: Mapped[date | None]
    signed_copy_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_file.id"))
    vendor_reference: Mapped[str] = mapped_column(default="")
    vendor_confirmed_by: Mapped[UUID | None]
    vendor_confirmed_at: Mapped[datetime | None]
    spent_share: Mapped[int] = mapped_column(default=70)  # per cent of the last advance that must be spent
    is_opening: Mapped[bool] = mapped_column(default=False)
    opened_on: Mapped[date | None]  # the day of the opening record
    notice: Mapped[str] = mapped_column(Text, default="")  # of suspension or termination
    payable_minor: Mapped[int] = mapped_column(BigInteger, default=0)  # still payable once terminated
    assets_note: Mapped[str] = mapped_column(Text, default="")
    activated_on: Mapped[date | None]
    completed_on: Mapped[date | None]
    terminated_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    notice_from: Mapped[date | None]  # the day from which a suspension or termination counts
    cure_by: Mapped[date | None]  # until when the reasons of a suspension are to be removed
    to_cure: Mapped[str] = mapped_column(Text, default="")  # what is to be done for it
    party: Mapped[Party] = relationship(lazy="joined", innerjoin=True)
    application: Mapped[Application | None] = relationship()
    signed_copy: Mapped[StoredFile | None] = relationship()
    conditions: Mapped[list["Condition"]] = relationship(order_by="Condition.position", lazy="selectin")
    instalments: Mapped[list["Instalment"]] = relationship(
        order_by="Instalment.number", lazy="selectin", back_populates="award"
    )

    @property
    def amount(self) -> Money:
        """Return what was awarded."""
        return Money(self.amount_minor)

    @property
    def is_signed(self) -> bool:
        """Tell whether both have signed the agreement."""
        return self.signed_by_party_on is not None and self.signed_by_secretariat_on is not None


class Condition(Record):
    """A condition of the Board, to be met before the award is active."""

    __tablename__ = "award_condition"
    award_id: Mapped[UUID] = mapped_column(ForeignKey("award.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None]
    met_at: Mapped[datetime | None]
    met_by: Mapped[UUID | None]
    evidence: Mapped[str] = mapped_column(Text, default="")


class Instalment(Subject):
    """A part of the award, and what it waits for. Its moves are made by `disbursements`."""

    __tablename__ = "instalment"
    __table_args__ = (
        UniqueConstraint("award_id", "number"),
        CheckConstraint(f"state in ({_INSTALMENT_STATES})", name="state"),
        CheckConstraint("minor > 0 or state = 'cancelled'", name="minor"),
        CheckConstraint(
            "state not in ('paid', 'acknowledged') or (paid_on is not null and payment_reference <> '')",
            name="paid",
        ),
        CheckConstraint(
            "certified_by is null or approved_by is null or certified_by <> approved_by", name="two_people"
        ),
        CheckConstraint(
            "requested_by is null or ((certified_by is null or requested_by <> certified_by) "
            "and (approved_by is null or requested_by <> approved_by))",
            name="three_people",
        ),
        CheckConstraint("paid_by is null or approved_by is null or paid_by <> approved_by", name="payer"),
        CheckConstraint("state <> 'held' or hold_reason <> ''", name="hold_reason"),
    )
    subject_type = "instalment"
    award_id: Mapped[UUID] = mapped_column(ForeignKey("award.id"), index=True)
    number: Mapped[int]
    minor: Mapped[int] = mapped_column(BigInteger)
    waits_for_signature: Mapped[bool] = mapped_column(default=True)
    waits_for_report: Mapped[str | None]  # a kind of report that must be accepted
    waits_for_day: Mapped[date | None]
    waits_for_spending: Mapped[bool] = mapped_column(default=False)
    due_on: Mapped[date | None]
    requested_by: Mapped[UUID | None]
    requested_at: Mapped[datetime | None]
    paper_request: Mapped[str] = mapped_column(default="")  # an officer asked on a request that came on paper
    payable_after_end: Mapped[bool] = mapped_column(default=False)  # of a terminated award: still to be paid
    certified_by: Mapped[UUID | None]
    certified_at: Mapped[datetime | None]
    approved_by: Mapped[UUID | None]
    approved_at: Mapped[datetime | None]
    paid_by: Mapped[UUID | None]
    paid_on: Mapped[date | None]
    payment_reference: Mapped[str] = mapped_column(default="")
    acknowledged_by: Mapped[UUID | None]
    acknowledged_on: Mapped[date | None]
    hold_reason: Mapped[str] = mapped_column(default="")
    override_reason: Mapped[str] = mapped_column(default="")
    overridden_by: Mapped[UUID | None]
    override_seconded_by: Mapped[UUID | None]
    override_waits: Mapped[str] = mapped_column(default="")  # what it covers, with blanks between
    award: Mapped[Award] = relationship(back_populates="instalments")

    @property
    def amount(self) -> Money:
        """Return its amount."""
        return Money(self.minor)

    @property
    def party_id(self) -> str:
        """Return the Party whose award this is part of."""
        return self.award.party_id

    @property
    def application(self) -> Application | None:
        """Return the application behind its award."""
        return self.award.application


class Due(Record):
    """What an award owes by a day: a report of a kind for a period. Met when the report is accepted or waived."""

    __tablename__ = "due"
    __table_args__ = (UniqueConstraint("award_id", "kind", "period_from"),)
    award_id: Mapped[UUID] = mapped_column(ForeignKey("award.id"), index=True)
    kind: Mapped[str]  # progress, expenditure, inventory, final, statement
    period_from: Mapped[date]
    period_to: Mapped[date]
    due_on: Mapped[date] = mapped_column(index=True)
    met_at: Mapped[datetime | None]
    void: Mapped[bool] = mapped_column(default=False)


class OpeningAward(Record):
    """An award that runs already, written down by one person; it counts once a second has confirmed it."""

    __tablename__ = "opening_award"
    subject_type = "opening_award"
    party_id: Mapped[str] = mapped_column(ForeignKey("party.id"), index=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    recorded_by: Mapped[UUID]
    award_id: Mapped[UUID | None] = mapped_column(ForeignKey("award.id"))
    party: Mapped[Party] = relationship(lazy="joined", innerjoin=True)

    @property
    def title(self) -> str:
        """Return the title of the project."""
        return str(self.content["title"])

    @property
    def written(self) -> list[tuple[Message, Any]]:
        """Return what was written down, for the second person: amounts, days and texts by language as what they are."""
        kept = self.content
        rows = [
            (msg("Party"), self.party.names),
            (msg("State"), labels.state("award", kept["state"])),
            (msg("Amount of the award"), Money(kept["amount_minor"])),
            (msg("Agreement"), f"{kept['agreement_type']} {kept['agreement_number']}"),
            (msg("From"), date.fromisoformat(kept["starts_on"])),
            (msg("To"), date.fromisoformat(kept["ends_on"])),
            (msg("Vendor record"), kept["vendor_reference"]),
            (msg("Spending accepted"), Money(kept["accepted_minor"])),
            (msg("Reports accepted up to"), _day(kept["reported_to"])),
        ]
        parts = kept["instalments"]
        return rows + [(msg("Instalment %(number)s", number=one["number"]), _paid(one)) for one in parts]


def _day(text: str | None) -> date | str:
    return date.fromisoformat(text) if text else "-"


def _paid(kept: Mapping[str, Any]) -> Message:
    amount = Money(kept["minor"])
    if not kept["paid_on"]:
        return msg("%(amount)s, not paid yet", amount=amount)
    day, reference = date.fromisoformat(kept["paid_on"]), kept["reference"]
    return msg("%(amount)s, paid on %(day)s, %(reference)s", amount=amount, day=day, reference=reference)
