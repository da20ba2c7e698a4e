"""Forms of questions and events of a round: shape only."""

from typing import Any
from zoneinfo import ZoneInfo

from wtforms import DateTimeLocalField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from sipgrants.config import LOCALES
from sipgrants.rounds.commands.events import Happening
from sipgrants.rounds.deadline import Twice
from sipgrants.rounds.event_queries import KINDS
from sipgrants.rounds.forms import ASKED, TWICE, texts
from sipgrants.rounds.models import RoundEvent, RoundQuestion
from sipgrants.web import locale
from sipgrants.web.forms import Form, label, options

_HOUR = 60


def needs(form: Form, codes: list[str], *names: str) -> None:
    """Mark the texts in these languages as asked for; that they are there is checked by the command."""
    for name in names:
        for code in codes:
            form[f"{name}_{code}"].flags.required = True


class AskForm(Form):
    """A question of a team."""

    party_id = SelectField(label("For which Party you ask"), ASKED)
    text = TextAreaField(label("Your question"), [InputRequired(), Length(max=4000)])


class AnswerForm(Form):
    """The wording that is published and the answer, in every language; what is needed is checked by the command."""

    def need(self, codes: list[str]) -> None:
        """Say which languages are asked for before it is published."""
        needs(self, codes, "wording", "answer")

    def languages(self) -> list[str]:
        """Return the codes of the languages, in the order of the page."""
        return list(LOCALES)


class MergeForm(Form):
    """With which question another one is answered."""

    same_as = SelectField(label("Answer it together with"), ASKED)

    def offer(self, others: list[RoundQuestion]) -> None:
        """Offer the other questions, in the words that are published where there are any."""
        words = [(str(one.id), one.wording.get("en") or one.text) for one in others]
        short = [(key, text if len(text) <= 100 else text[:99] + "…") for key, text in words]
        self.same_as.choices = options([("", ""), *short])


class CorrectionForm(Form):
    """A correction of a published answer."""


class EventForm(Form):
    """A webinar or a clinic, as the wall clock of the round's zone."""

    kind = RadioField(
        label("Kind of event"), choices=options((key, label(text.text)) for key, text in KINDS.items())
    )
    starts = DateTimeLocalField(label("Begins"), ASKED)
    twice = RadioField(
        label("Where the clock shows that hour twice, which is meant?"), choices=TWICE, default=""
    )
    minutes = IntegerField(label("Length, in minutes"), ASKED, default=_HOUR)
    link = StringField(label("Link"), [Length(max=500)])
    place = StringField(label("Place"), [Length(max=200)])

    def happening(self) -> Happening:
        """Return what was typed."""
        return Happening(
            kind=self.kind.data or "",
            titles=texts(self, "title"),
            starts=self.starts.data,
            minutes=self.minutes.data,
            link=self.link.data or "",
            place=self.place.data or "",
            twice=Twice(self.twice.data) if self.twice.data else None,
        )


for _code in LOCALES:
    _own = locale.NAMES[_code]
    setattr(AnswerForm, f"wording_{_code}", TextAreaField(_own, [Length(max=2000)]))
    setattr(AnswerForm, f"answer_{_code}", TextAreaField(_own, [Length(max=8000)]))
    setattr(CorrectionForm, f"text_{_code}", TextAreaField(_own, [Length(max=8000)]))
    setattr(EventForm, f"title_{_code}", StringField(_own, [Length(max=200)]))


def answer_as_typed(question: RoundQuestion) -> dict[str, Any]:
    """Return what is written so far; nothing is copied from the question, whose words may name somebody."""
    values: dict[str, Any] = {f"wording_{code}": text for code, text in question.wording.items()}
    return values | {f"answer_{code}": text for code, text in question.answer.items()}


def event_as_typed(event: RoundEvent) -> dict[str, Any]:
    """Return an event as the form shows it."""
    local = event.starts_at.astimezone(ZoneInfo(event.round.zone)).replace(tzinfo=None)
    values = {name: getattr(event, name) for name in ("kind", "minutes", "link", "place")}
    return {**values, "starts": local, **{f"title_{code}": text for code, text in event.titles.items()}}
