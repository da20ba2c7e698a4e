"""Forms of the steps of a round: shape only. Dates are typed as the wall clock of the round's zone."""

from wtforms import DateTimeLocalField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from sipgrants.config import LOCALES
from sipgrants.core.i18n import msg
from sipgrants.parties.models import Party
from sipgrants.rounds.forms import ASKED, TWICE
from sipgrants.web import locale
from sipgrants.web.forms import Form, MoneyField, label, options


def _why() -> TextAreaField:
    return TextAreaField(label("Reason"), [InputRequired(), Length(max=4000)])


class Reason(Form):
    """A reason in words."""

    reason = _why()


class LaterDeadline(Form):
    """A later deadline for everybody, as the wall clock of the round's zone; whether questions are taken longer, too."""

    closes = DateTimeLocalField(label("New deadline"), ASKED)
    twice = RadioField(
        label("Where the clock shows that hour twice, which is meant?"), choices=TWICE, default=""
    )
    questions = RadioField(label("Last moment for questions"), ASKED)
    reason = _why()

    def offer(self, present: str | None) -> None:
        """Ask about the last moment for questions, at present `present`; a round that takes none is not asked."""
        if present is None:
            del self.questions
            return
        stays = msg("As now: %(moment)s", moment=present)
        self.questions.choices = options(
            [("follow", label("It moves by as much as the deadline")), ("stay", locale.translate(stays))]
        )

    def follows(self) -> bool:
        """Tell whether the last moment for questions moves by as much as the deadline."""
        return "questions" in self and self.questions.data == "follow"


class ScoresDue(Form):
    """By when the Board scores, as the wall clock of the round's zone."""

    scores_due = DateTimeLocalField(label("Score sheets are due by"), ASKED)
    twice = RadioField(
        label("Where the clock shows that hour twice, which is meant?"), choices=TWICE, default=""
    )


class ApplicantDeadline(Form):
    """A later deadline for one Party."""

    party_id = SelectField(label("Party"), ASKED)
    until = DateTimeLocalField(label("New deadline"), ASKED)
    twice = RadioField(
        label("Where the clock shows that hour twice, which is meant?"), choices=TWICE, default=""
    )
    reason = _why()

    def offer(self, parties: list[Party]) -> None:
        """Offer the Parties, by name."""
        named = sorted((one.name(locale.choose()), one.id) for one in parties)
        self.party_id.choices = options([("", ""), *((code, name) for name, code in named)])


class NewEnvelope(Form):
    """A larger envelope, the decision behind it and the money."""

    envelope = MoneyField(label("New envelope"), ASKED)
    decision = StringField(label("Decision of the Board"), [InputRequired(), Length(max=200)])
    money = StringField(label("Where the money comes from"), [InputRequired(), Length(max=500)])


class ErratumForm(Form):
    """A correction of the guidance."""


for _code in LOCALES:
    setattr(ErratumForm, f"text_{_code}", TextAreaField(locale.NAMES[_code], [Length(max=5000)]))
