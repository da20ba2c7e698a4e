"""Forms of the ledger, of its statement, and of the settings."""

from datetime import date

from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from sipgrants.core import clock
from sipgrants.fund.forms.fields import ASKED
from sipgrants.fund.models import Contribution
from sipgrants.fund.words import BY_HAND
from sipgrants.web.forms import Form, MoneyField, label, options


class PostingForm(Form):
    """What a finance officer books by hand."""

    kind = RadioField(
        label("What happened"), choices=options((str(key), label(one.text)) for key, one in BY_HAND.items())
    )
    amount = MoneyField(label("Amount in US dollars"), [InputRequired()])
    day = DateField(label("Day"), ASKED, default=clock.today)
    memo = StringField(label("What for"), [InputRequired(), Length(max=500)])
    reference = StringField(label("Reference in Umoja"), [Length(max=200)])
    contribution_id = SelectField(label("Contribution, where money goes back to a donor"))

    def offer(self, contributions: list[Contribution]) -> None:
        """Offer the contributions that brought money."""
        known = [(str(one.id), f"{one.number}: {one.donor.name}") for one in contributions if not one.in_kind]
        self.contribution_id.choices = options([("", label("None")), *known])
        self.amount.description = label("A gain on exchange with a minus, for example -120.50.")


class SettingForm(Form):
    """The new value of a setting."""

    value = StringField(label("New value"), [InputRequired(), Length(max=50)])
    reason = TextAreaField(label("Reason"), [InputRequired(), Length(max=2000)])


class PeriodForm(Form):
    """From which day to which: this year, where nothing is asked for."""

    class Meta:
        csrf = False

    since = DateField(label("From"), [Optional()])
    until = DateField(label("To"), [Optional()])

    def days(self) -> tuple[date, date]:
        """Return the first and the last day, and show them in the form."""
        today = clock.today()
        self.until.data = self.until.data or today
        self.since.data = min(self.since.data or self.until.data.replace(month=1, day=1), self.until.data)
        return self.since.data, self.until.data
