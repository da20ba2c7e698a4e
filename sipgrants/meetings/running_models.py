"""What is on record while a meeting runs: its sessions and who was there, items opened and closed, votes, action points."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sipgrants.core.db import Record, Subject
from sipgrants.meetings.models import AgendaItem, Decision, Meeting
from sipgrants.meetings.voting import Tally


def _only_one(name: str, *columns: str, where: str) -> Index:
    condition = text(where)
    return Index(name, *columns, unique=True, sqlite_where=condition, postgresql_where=condition)


class MeetingSession(Record):
    """A day or half-day of a meeting, from its opening to its adjournment; at most one is open."""

    __tablename__ = "meeting_session"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        _only_one("uq_meeting_session_open", "meeting_id", where="ended_at is null"),
    )
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    number: Mapped[int]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    stays: Mapped[list["Stay"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="Stay.came_at"
    )


class Stay(Record):
    """A member in the room or on the line, from when until when. Whoever comes back begins another."""

    __tablename__ = "meeting_stay"
    __table_args__ = (_only_one("uq_meeting_stay_open", "session_id", "person_id", where="left_at is null"),)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("meeting_session.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    online: Mapped[bool] = mapped_column(default=False)
    came_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class Discussion(Record):
    """An item under discussion, from when until when; at most one of a meeting is open."""

    __tablename__ = "discussion"
    __table_args__ = (_only_one("uq_discussion_open", "meeting_id", where="closed_at is null"),)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    recusals: Mapped[list["Recusal"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="Recusal.asked_at"
    )


class Recusal(Record):
    """A barred member who was there: when they were asked to leave, and when they were called back."""

    __tablename__ = "recusal"
    __table_args__ = (UniqueConstraint("discussion_id", "person_id"),)
    discussion_id: Mapped[UUID] = mapped_column(ForeignKey("discussion.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    called_back_at: Mapped[datetime | None]


class Vote(Subject):
    """A vote on a drafted decision; the figures are set when it is closed, by the rule that is named."""

    __tablename__ = "vote"
    __table_args__ = (
        CheckConstraint("state in ('open', 'closed', 'void')", name="state"),
        CheckConstraint("rule in ('simple_majority', 'two_thirds_majority')", name="rule"),
        CheckConstraint("state <> 'closed' or carried is not null", name="result"),
        _only_one("uq_vote_standing", "decision_id", where="state <> 'void'"),
    )
    subject_type = "vote"
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"), index=True)
    rule: Mapped[str] = mapped_column(default="simple_majority")
    closed_at: Mapped[datetime | None]
    in_favour: Mapped[int | None]
    against: Mapped[int | None]
    abstained: Mapped[int | None]
    carried: Mapped[bool | None]
    decision: Mapped[Decision] = relationship()
    ballots: Mapped[list["Ballot"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="Ballot.created_at"
    )

    @property
    def application_id(self) -> UUID:
        """Return the application it is about: by it a member is barred."""
        return self.decision.application_id

    @property
    def counted(self) -> Tally | None:
        """Return the figures of a vote that is closed."""
        if self.state != "closed":
            return None
        return Tally(self.in_favour or 0, self.against or 0, self.abstained or 0, self.rule)

    def of(self, person_id: UUID | None) -> "Ballot | None":
        """Return what a member voted."""
        return next((one for one in self.ballots if one.person_id == person_id), None)


class Ballot(Record):
    """What a member voted, on their own screen or by a show of hands (`by_hand`)."""

    __tablename__ = "ballot"
    __table_args__ = (
        UniqueConstraint("vote_id", "person_id"),
        CheckConstraint("choice in ('yes', 'no', 'abstain')", name="choice"),
    )
    vote_id: Mapped[UUID] = mapped_column(ForeignKey("vote.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    choice: Mapped[str]
    by_hand: Mapped[bool] = mapped_column(default=False)


class ActionPoint(Subject):
    """What somebody (a person, or whoever holds a role) undertook at a meeting to do by a day."""

    __tablename__ = "action_point"
    __table_args__ = (
        CheckConstraint("state in ('open', 'done')", name="state"),
        CheckConstraint("(person_id is null) <> (role is null)", name="who"),
        CheckConstraint("(state = 'done') = (done_at is not null)", name="done"),
    )
    subject_type = "action_point"
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    item_id: Mapped[UUID | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    what: Mapped[str] = mapped_column(Text)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str | None]
    due_on: Mapped[date]
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    meeting: Mapped[Meeting] = relationship()
    item: Mapped[AgendaItem | None] = relationship(lazy="joined")

    @property
    def application_id(self) -> UUID | None:
        """Return the application it is about: by it a member is barred."""
        return self.item.application_id if self.item else None
