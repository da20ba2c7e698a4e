"""Forms of the rates of exchange."""

from wtforms import DateField, FileField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from sipgrants.core import clock
from sipgrants.fund.forms.fields import ASKED
from sipgrants.web.forms import Form, label


class RateForm(Form):
    """One rate of exchange, as published."""

    currency = StringField(label("Currency, by its three letters"), [InputRequired(), Length(max=3)])
    units = StringField(
        label("How many units one US dollar costs"),
        [InputRequired(), Length(max=30)],
        description=label("As the UN Treasury publishes it, for example 0.92 for the euro."),
    )
    day = DateField(label("Holds from"), ASKED, default=clock.today)
    source = StringField(
        label("Where it was published"),
        [InputRequired(), Length(max=200)],
        default="UN Treasury, operational rates of exchange",
    )
    reason = TextAreaField(
        label("Reason, where a rate that is recorded was wrong"), [Length(max=500)], default=""
    )


class RatesForm(Form):
    """A table of rates."""

    file = FileField(
        label("File"), description=label("Excel or CSV, with the columns currency, rate and day.")
    )
    day = DateField(
        label("Holds from, where the table has no column for it"), [Optional()], default=clock.today
    )
    source = RateForm.source
    reason = RateForm.reason
