"""What several forms of the fund ask for: a currency, a rate, an amount in a currency chosen beside it."""

from typing import Any

from wtforms import DecimalField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from sipgrants.core.errors import Problem, require
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.web.forms import Form, label, options

ASKED = [InputRequired()]
# Currencies in which donors have paid trust funds of UNEP; beside them whichever has a rate is offered.
CURRENCIES = ("USD", "EUR", "CHF", "NOK", "SEK", "DKK", "GBP", "CAD", "AUD", "JPY")
RATE_HINT = label(
    "US dollars for one unit. Leave it empty: the UN operational rate of the day is taken, where it is recorded."
)


def currency_field(**kwargs: Any) -> SelectField:
    return SelectField(label("Currency"), choices=options((one, one) for one in CURRENCIES), **kwargs)


def rate_field(words: object) -> DecimalField:
    return DecimalField(words, [Optional()], places=None, description=RATE_HINT)


def known_rate(words: object) -> DecimalField:
    """A rate as the books have it; without one the table is asked."""
    hint = label(
        "US dollars for one unit, as it was booked. Leave it empty for US dollars, or to take the UN operational rate "
        "of that day, where it is recorded."
    )
    return DecimalField(words, [Optional()], places=None, description=hint)


def rate_source_field() -> StringField:
    return StringField(label("Where a rate that you type comes from"), [Length(max=200)])


def amount_in(typed: str, currency: str, field: str = "amount") -> Money:
    """Return an amount typed in a currency chosen beside it; Invalid where it is none."""
    try:
        return Money.parse(typed, currency)
    except ValueError:
        text = msg("Enter an amount in figures, for example 180000 or 180000.50.")
        require([Problem(field, text)])
        raise


class ReasonForm(Form):
    """A reason in words."""

    reason = TextAreaField(label("Reason"), [InputRequired(), Length(max=2000)])
