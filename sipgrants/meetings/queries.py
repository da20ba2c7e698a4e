"""Meetings as their readers may know them, and what the Board has decided so far in a round."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from sqlalchemy import func, select

from sipgrants.applications.models import Application
from sipgrants.board import queries as board
from sipgrants.board.bars import Bar, Quorum, quorum
from sipgrants.board.confirming import Confirmers, confirmers
from sipgrants.board.models import Seat
from sipgrants.board.seating import REGIONS
from sipgrants.core import clock, db
from sipgrants.core.db import session
from sipgrants.core.money import ZERO, Money
from sipgrants.core.paging import Page, paginate
from sipgrants.lifecycle.actor import BOARD, Actor
from sipgrants.lifecycle.rights import known
from sipgrants.meetings.models import Attendance, Decision, Meeting, MeetingReport
from sipgrants.meetings.portfolio import Balance, Choice, Granted, Outcome, balance
from sipgrants.meetings.quorum import Answer, Presence, Reply, answered, in_room
from sipgrants.meetings.running_models import Vote
from sipgrants.parties.models import Party
from sipgrants.parties.status import Span
from sipgrants.rounds.models import Round
from sipgrants.scoring import queries as scoring
from sipgrants.scoring.queries import Picture

UNDER_WAY = ("drafted", "taken")


def find(meeting_id: UUID) -> Meeting:
    """Return a meeting; NotFound otherwise. Every member of the Board and the Secretariat may know of it."""
    return db.find(Meeting, meeting_id)


def listed(page: int = 1) -> Page[Meeting]:
    """Return the meetings, latest first."""
    return paginate(select(Meeting).order_by(Meeting.starts_at.desc()), page)


def asked_for(application: Application) -> Money:
    """Return the most that may be approved: what was asked for, else the ceiling of the round."""
    return Money(application.amount_minor or application.round.ceiling_minor)


def standing_decision(application: Application) -> Decision | None:
    """Return the confirmed decision that stands on an application."""
    return session().scalar(
        select(Decision).where(Decision.application_id == application.id, Decision.state == "confirmed")
    )


def next_number() -> int:
    """Return the number that the next meeting gets."""
    return (session().scalar(select(func.max(Meeting.number))) or 0) + 1


def report_of(meeting_id: UUID) -> MeetingReport | None:
    """Return the report of a meeting, once it is drafted."""
    return session().scalar(select(MeetingReport).where(MeetingReport.meeting_id == meeting_id))


@dataclass
class Table:
    """Everything decided so far in a round, beside its picture; computed for one reader."""

    picture: Picture
    decisions: list[Decision]
    granted: tuple[Granted, ...]
    earlier: frozenset[str]

    @cached_property
    def confirmed(self) -> dict[UUID, Decision]:
        """The decision that stands, by application."""
        return {one.application_id: one for one in self.decisions if one.state == "confirmed"}

    @cached_property
    def under_way(self) -> dict[UUID, Decision]:
        """The decision drafted or taken and not confirmed yet, by application."""
        return {one.application_id: one for one in self.decisions if one.state in UNDER_WAY}

    @property
    def envelope(self) -> Money:
        """Return the envelope of the round."""
        return Money(self.picture.round.envelope_minor or 0)

    def latest(self, application_id: UUID) -> Decision | None:
        """Return the decision to show for an application: the one under way, else the one that stands."""
        return self.under_way.get(application_id) or self.confirmed.get(application_id)

    def choices(self, states: Collection[str] = ("taken", "confirmed")) -> list[Choice]:
        """Return all applications as choices; those decided in other `states` count as not decided."""
        return [self._choice(one, states) for one in self.picture.applications]

    def _choice(self, one: Application, states: Collection[str]) -> Choice:
        standing, coming = self.confirmed.get(one.id), self.under_way.get(one.id)
        decision = coming if coming and coming.state in states else standing
        fell = any(award.application == one.id and award.fell for award in self.granted)
        day = self.picture.round.status_day or clock.today()
        return Choice(
            application=one.id,
            region=one.party.region,
            ldc=holds(one.party, "ldc", day),
            sids=holds(one.party, "sids", day),
            first_time=one.party_id not in self.earlier,
            outcome=Outcome(decision.outcome) if decision else None,
            amount=decision.amount if decision else ZERO,
            fell=fell,
        )

    def balance(self, states: Collection[str] = ("taken", "confirmed")) -> Balance:
        """Return what stands beside every choice, for this reader."""
        return balance(self.choices(states), self.envelope, REGIONS, self.picture.hidden)

    def barred(self, application_id: UUID) -> dict[UUID, Bar]:
        """Return who is barred from an application, and why."""
        return self.picture.bars.get(application_id, {})

    def has_award(self, application_id: UUID) -> bool:
        """Tell whether an award beyond declined or lapsed came of an application."""
        return any(one.application == application_id and not one.fell for one in self.granted)


def table(round_: Round, reader: Actor | None = None) -> Table:
    """Return everything decided so far in a round, in a fixed number of statements."""
    picture = scoring.picture(round_, reader)
    query = (
        select(Decision)
        .join(Application, Application.id == Decision.application_id)
        .where(Application.round_id == round_.id)
        .order_by(Decision.created_at)
    )
    granted: tuple[Granted, ...] = known("awards.granted")
    return Table(picture, list(session().scalars(query)), granted, _earlier(round_, granted))


def _earlier(round_: Round, granted: Iterable[Granted]) -> frozenset[str]:
    """Return the Parties that won a grant outside this round."""
    here = set(session().scalars(select(Application.id).where(Application.round_id == round_.id)))
    won = select(Application.party_id).where(
        Application.round_id != round_.id, Application.state == "approved"
    )
    awards = {one.party for one in granted if one.application not in here and not one.fell}
    return frozenset(session().scalars(won)) | awards


def holds(party: Party, kind: str, day: date) -> bool:
    """Tell whether a Party is an LDC or SIDS (`kind`) on `day`."""
    return any(
        one.kind == kind and one.value == "yes" and Span(one.from_day, one.until_day).holds(day)
        for one in party.statuses
    )


def present(meeting: Meeting) -> frozenset[UUID]:
    """Return who is in the room or on the line now."""
    here = [Presence(one.person_id, None, one.left_at) for one in meeting.attendances if one.is_present]
    return frozenset(one for one in in_room(here, clock.now()) if isinstance(one, UUID))


def replies(decision: Decision, meeting: Meeting) -> dict[UUID, Reply]:
    """Return the answers by correspondence that came in time."""
    given = [Answer(one.person_id, Reply(one.answer), one.created_at) for one in decision.answers]
    found = answered(given, meeting.ends_at or clock.now())
    return {member: reply for member, reply in found.items() if isinstance(member, UUID)}


def taking_part(meeting: Meeting, decision: Decision | None) -> frozenset[UUID]:
    """Return who takes part in an item: those present, or those who answered by correspondence."""
    if meeting.mode == "correspondence":
        return frozenset(replies(decision, meeting)) if decision else frozenset()
    return present(meeting)


def quorum_of(
    found: Table, meeting: Meeting, application_id: UUID, decision: Decision | None = None
) -> Quorum:
    """Return the quorum of one item: two thirds (a setting of the round) of those who are not barred."""
    round_ = found.picture.round
    members = [one.person_id for one in found.picture.seats]
    share = Fraction(round_.quorum_part, round_.quorum_whole)
    return quorum(members, found.barred(application_id), taking_part(meeting, decision), share)


def confirmers_of(found: Table, decision: Decision) -> Confirmers:
    """Return whose word confirms a decision: both Co-Chairs; the other alone; or the member elected for it."""
    return confirmers_among(found.picture.seats, found.barred(decision.application_id), decision)


def confirmers_among(seats: Iterable[Seat], barred: Collection[UUID], decision: Decision) -> Confirmers:
    """The same, where those who sit and those who are barred from the application are known already."""
    chairs, meeting = board.co_chairs(seats), decision.meeting
    if meeting.mode == "correspondence":
        came = set(replies(decision, meeting))
    else:
        came = {one.person_id for one in meeting.attendances if one.is_present}
    absent = {one for one in chairs if one not in came}
    elected = decision.elected.person_id if decision.elected else None
    return confirmers(chairs, barred, absent, elected)


def waiting_for_word(found: Table, person_id: UUID | None, meeting_id: UUID | None = None) -> list[Decision]:
    """Return the decisions taken that wait for a person's word."""
    return [
        one
        for one in found.under_way.values()
        if one.state == "taken"
        and (meeting_id is None or one.meeting_id == meeting_id)
        and person_id in confirmers_of(found, one).missing([each.person_id for each in one.confirmations])
    ]


@dataclass
class Row:
    """One application in a meeting as its reader may know it; nothing but title, Party and why for the barred."""

    application: Application
    bar: Bar | None
    decision: Decision | None = None
    quorum: Quorum | None = None
    barred: list[tuple[Seat, Bar]] = field(default_factory=list)
    confirmers: Confirmers | None = None
    standing: Decision | None = None
    vote: Vote | None = None
    coming: Decision | None = None

    @property
    def left(self) -> Decision | None:
        """Return the draft of a meeting that ended, to be taken over. It reads that meeting: for officers' forms alone."""
        return self.coming if self.coming and self.coming.is_left else None

    @property
    def is_open(self) -> bool:
        """Whether a decision may be drafted or edited here now."""
        if self.application.state not in ("with_board", "reserve") or self.bar:
            return False
        return self.decision is None or self.decision.state in ("drafted", "confirmed", "superseded")


def rows(found: Table, meeting: Meeting, reader: Actor) -> dict[UUID, Row]:
    """Return the applications of a meeting's agenda by identifier, in the order of the agenda."""
    wanted = {one.application_id for one in meeting.items if one.application_id}
    seats = scoring.by_person(found.picture.all_seats.values())
    sitting = {one.person_id: one for one in found.picture.seats}
    own = sitting.get(reader.person_id) if reader.has(BOARD) and reader.person_id else None
    return {
        one.id: _row(found, meeting, one, seats, own)
        for one in found.picture.applications
        if one.id in wanted
    }


def _row(found: Table, meeting: Meeting, one: Application, seats: dict[UUID, Seat], own: Seat | None) -> Row:
    bars = found.barred(one.id)
    if one.id in found.picture.hidden:
        return Row(one, bars.get(own.person_id) if own else None)
    decision = next(
        (d for d in reversed(found.decisions) if d.application_id == one.id and d.meeting_id == meeting.id),
        None,
    )
    return Row(
        one,
        None,
        decision,
        quorum_of(found, meeting, one.id, decision),
        [(seats[person], bar) for person, bar in bars.items() if person in seats],
        confirmers_of(found, decision) if decision and decision.state == "taken" else None,
        found.confirmed.get(one.id),
        coming=found.under_way.get(one.id),
    )


def current_meetings() -> list[Meeting]:
    """Return the meetings that are planned or in session, the next first."""
    query = select(Meeting).where(Meeting.state.in_(("planned", "in_session"))).order_by(Meeting.starts_at)
    return list(session().scalars(query))


def attendance_of(meeting: Meeting, person_id: UUID) -> Attendance | None:
    """Return a member's attendance, where it was recorded."""
    return next((one for one in meeting.attendances if one.person_id == person_id), None)


def open_reports() -> list[MeetingReport]:
    """Return the reports that are drafted and not adopted."""
    return list(session().scalars(select(MeetingReport).where(MeetingReport.state == "drafted")))
