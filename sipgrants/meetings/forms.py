"""Forms of meetings: shape only. Times are the wall clock of the meeting's zone."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from wtforms import DateTimeLocalField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from sipgrants.board.models import Seat
from sipgrants.core.errors import Invalid, Problem
from sipgrants.meetings.models import Decision, Meeting
from sipgrants.meetings.planned import Plan
from sipgrants.meetings.wording import Words
from sipgrants.parties.forms import zones
from sipgrants.rounds import deadline
from sipgrants.rounds.models import Round
from sipgrants.web import locale
from sipgrants.web.forms import Form, MoneyField, label, options

ASKED = [InputRequired()]
OUTCOMES = [
    ("approved", label("Approved")),
    ("reserve", label("Reserve")),
    ("not_approved", label("Not approved")),
]
MODES = [("meeting", label("In a meeting")), ("correspondence", label("By correspondence"))]


_WORDS = ("outcome", "conditions", "recommendations", "reasons")


class PlanForm(Form):
    """Where and when a meeting is held."""

    number = IntegerField(label("Number"), [*ASKED, NumberRange(min=1, max=999)])
    round_id = SelectField(label("Round"))
    mode = RadioField(label("How the Board decides"), choices=options(MODES), default="meeting")
    place = StringField(label("Place"), [Length(max=200)])
    zone = SelectField(label("Time zone"), choices=zones, default="Europe/Zurich")
    starts_at = DateTimeLocalField(label("Begins"), ASKED)
    ends_at = DateTimeLocalField(label("Ends, or deadline for answers"), [Optional()])

    def offer(self, rounds: list[Round]) -> None:
        """Fill the list of rounds."""
        named = [(str(one.id), one.name(locale.choose())) for one in rounds]
        self.round_id.choices = options([("", label("No round")), *named])

    def plan(self) -> Plan:
        """Return what was typed; Invalid where a clock does not show that time."""
        begins, ends = self._utc("starts_at"), self._utc("ends_at")
        wrong = [one for one in (begins, ends) if isinstance(one, Problem)]
        if wrong:
            raise Invalid(wrong)
        return Plan(
            self.number.data or 0,
            self.mode.data,
            begins if isinstance(begins, datetime) else None,
            ends if isinstance(ends, datetime) else None,
            self.place.data or "",
            self.zone.data,
        )

    def _utc(self, name: str) -> datetime | Problem | None:
        typed = self[name].data
        return deadline.to_utc(typed, self.zone.data, deadline.Twice.EARLIER, name) if typed else None


class ItemForm(Form):
    """An item about anything else."""

    title = StringField(label("Item"), [*ASKED, Length(max=300)])


class DecisionForm(Form):
    """The words of a decision."""

    outcome = RadioField(label("Outcome"), ASKED, choices=options(OUTCOMES))
    amount = MoneyField(label("Amount"))
    conditions = TextAreaField(label("Conditions"), [Length(max=4000)])
    recommendations = TextAreaField(label("Recommendations"), [Length(max=4000)])
    reasons = TextAreaField(label("Reasons"), [Length(max=4000)])

    def show(self, decision: Decision | None) -> None:
        """Fill the form with what a decision says now."""
        if decision is not None:
            self.process(data={name: getattr(decision, name) for name in _WORDS})
            self.amount.data = decision.amount if decision.amount_minor else None

    def words(self) -> Words:
        """Return what was typed."""
        texts = [self[name].data or "" for name in ("conditions", "recommendations", "reasons")]
        return Words(self.outcome.data or "", self.amount.amount, *texts)


class ReasonForm(Form):
    """A step with its reason."""

    reason = TextAreaField(label("Reason"), [*ASKED, Length(max=2000)])


class ElectForm(Form):
    """The member elected to confirm an item."""

    person = SelectField(label("Member"), ASKED)

    def offer(self, seats: list[Seat]) -> None:
        """Fill the list of members."""
        self.person.choices = options((str(one.person_id), one.person.name) for one in seats)

    @property
    def person_id(self) -> UUID:
        """Return who was chosen."""
        return UUID(self.person.data)


class AnswerForm(Form):
    """A member's answer by correspondence."""

    answer = RadioField(
        label("Your answer"),
        ASKED,
        choices=options(
            [("agree", label("Agree")), ("object", label("Object")), ("abstain", label("Abstain"))]
        ),
    )
    reason = TextAreaField(label("Why, where you object"), [Length(max=2000)])


def typed(meeting: Meeting) -> dict[str, object]:
    """Return a meeting as its form shows it: the wall clock of its zone."""
    zone = ZoneInfo(meeting.zone)
    return {
        "number": meeting.number,
        "round_id": str(meeting.round_id or ""),
        "mode": meeting.mode,
        "place": meeting.place,
        "zone": meeting.zone,
        "starts_at": meeting.starts_at.astimezone(zone),
        "ends_at": meeting.ends_at.astimezone(zone) if meeting.ends_at else None,
    }
