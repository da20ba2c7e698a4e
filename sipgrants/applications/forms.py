"""Forms about applications: shape only."""

from collections.abc import Iterable

from flask_wtf.file import FileField, FileRequired, MultipleFileField
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from sipgrants.config import LOCALES
from sipgrants.lifecycle import labels
from sipgrants.rounds.models import Round
from sipgrants.web import locale
from sipgrants.web.forms import Form, MoneyField, label, options

ASKED = [InputRequired()]


class Confirmation(Form):
    """Nothing to fill in: the button is the answer."""


class Reason(Form):
    """A reason in words."""

    reason = TextAreaField(label("Reason"), [InputRequired(), Length(max=4000)])


class NewApplication(Form):
    """For which Party, in which language, and what it takes over."""

    party_id = SelectField(label("Party"), ASKED)
    language = SelectField(label("Language of the application"), ASKED)
    source = SelectField(label("Take over an earlier application"))
    register = BooleanField(
        label("Contacts: the focal points in the Party's register of today"), default=True
    )
    last = BooleanField(label("Lead institution and contacts of the Party's last application"), default=True)


class Invitation(Form):
    """Which Party is invited."""

    party_id = SelectField(label("Party to invite"), ASKED)


class Saying(Form):
    """A comment, and on which question."""

    question = SelectField(label("Question"), ASKED)
    text = TextAreaField(label("Comment"), [InputRequired(), Length(max=4000)])


class Upload(Form):
    """A file and what it is."""

    kind = SelectField(label("Which document is this?"), ASKED)
    file = FileField(label("File"), [FileRequired()])
    note = StringField(label("Note"), [Length(max=500)])


class SendBack(Form):
    """A workbook that was filled in."""

    file = FileField(label("Workbook (.xlsx)"), [FileRequired()])


class Paste(Form):
    """Rows copied from a spreadsheet, and where they go."""

    text = TextAreaField(label("Rows from a spreadsheet"), ASKED)
    how = RadioField(
        label("What happens to the rows that are there"),
        choices=options(
            [
                ("replace", label("The pasted rows take their place")),
                ("add", label("They stay; the pasted rows come below them")),
            ]
        ),
        default="replace",
    )


class Narrow(Form):
    """What the list is narrowed to, from the address."""

    class Meta:
        csrf = False

    text = StringField(label("Words of the title, or the reference"), [Length(max=100)])
    round_id = SelectField(label("Round"))
    state = SelectField(label("State"))
    party_id = SelectField(label("Party"))

    def offer(
        self, rounds: Iterable[Round], parties: Iterable[tuple[str, str]], states: Iterable[str]
    ) -> None:
        """Offer rounds, Parties and states."""
        known = [(str(one.id), one.name(locale.choose())) for one in rounds]
        words = [(str(one), locale.translate(labels.state("application", one))) for one in states]
        self.round_id.choices = options([("", ""), *known])
        self.state.choices = options([("", ""), *words])
        self.party_id.choices = options([("", ""), *parties])


class ByMail(Form):
    """What came by mail, with its evidence."""

    party_id = SelectField(label("Party"), ASKED)
    reference = StringField(label("Reference of its draft, where there is one"), [Length(max=40)])
    title = StringField(label("Project title"), [InputRequired(), Length(max=300)])
    amount = MoneyField(label("Amount asked for"))
    months = IntegerField(label("Duration in months"), [Optional(), NumberRange(1, 120)])
    arrived = DateTimeLocalField(
        label("Time of the mail, in UTC"), ASKED, format=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]
    )
    evidence = TextAreaField(label("Evidence"), [InputRequired(), Length(max=4000)])
    signed_letter = FileField(label("Signed Form C"), [FileRequired()])
    others = MultipleFileField(label("All other files of the mail"))


def languages(round_: Round) -> list[tuple[str, str]]:
    """Return the languages of a round as choices."""
    return [(code, locale.NAMES[code]) for code in LOCALES if code in round_.languages]
