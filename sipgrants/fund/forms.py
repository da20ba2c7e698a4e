"""Forms of the fund: shape only."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    FileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from sipgrants.core import clock
from sipgrants.core.errors import Problem, require
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.fund.models import Contribution, Donor
from sipgrants.fund.status_queries import GENERAL, Chosen
from sipgrants.fund.words import BY_HAND, KINDS
from sipgrants.lifecycle import labels
from sipgrants.lifecycle.states import ContributionState
from sipgrants.web.forms import Form, MoneyField, label, options

ASKED = [InputRequired()]
# Currencies in which donors have paid trust funds of UNEP; beside them whichever has a rate is offered.
CURRENCIES = ("USD", "EUR", "CHF", "NOK", "SEK", "DKK", "GBP", "CAD", "AUD", "JPY")
RATE_HINT = label(
    "US dollars for one unit. Leave it empty: the UN operational rate of the day is taken, where it is recorded."
)


def _currency(**kwargs: Any) -> SelectField:
    return SelectField(label("Currency"), choices=options((one, one) for one in CURRENCIES), **kwargs)


def _rate(text: str = "Rate") -> DecimalField:
    return DecimalField(label(text), [Optional()], places=None, description=RATE_HINT)


def _known_rate(text: str) -> DecimalField:
    """A rate as the books have it: nothing is looked up for it."""
    hint = label("US dollars for one unit, as it was booked; 1 for US dollars.")
    return DecimalField(label(text), [InputRequired()], places=None, default=Decimal(1), description=hint)


def _rate_source() -> StringField:
    return StringField(label("Where a rate that you type comes from"), [Length(max=200)])


def amount_in(typed: str, currency: str, field: str = "amount") -> Money:
    """Return an amount typed in a currency chosen beside it; Invalid where it is none."""
    try:
        return Money.parse(typed, currency)
    except ValueError:
        text = msg("Enter an amount in figures, for example 180000 or 180000.50.")
        require([Problem(field, text)])
        raise


class DonorForm(Form):
    """A donor."""

    name = StringField(label("Name of the donor"), [InputRequired(), Length(max=200)])
    kind = RadioField(
        label("Kind of donor"), choices=options((key, label(one.text)) for key, one in KINDS.items())
    )


class PledgeForm(Form):
    """A pledge, in the donor's currency."""

    donor_id = SelectField(label("Donor"), ASKED)
    in_kind = BooleanField(
        label("Help in kind, for example a seconded officer: shown, never counted as money")
    )
    currency = _currency()
    amount = StringField(label("Amount"), [InputRequired(), Length(max=30)])
    rate = _rate()
    rate_source = _rate_source()
    pledged_on = DateField(label("Pledged on"), ASKED, default=clock.today)
    round_id = SelectField(label("Meant for one round only"))
    note = TextAreaField(label("Note; for help in kind what it is"), [Length(max=2000)])

    def offer(
        self, donors: list[Donor], rounds: list[tuple[str, str]], currencies: list[str] | None = None
    ) -> None:
        """Offer the donors, the rounds, and the usual currencies with those that have a rate."""
        self.currency.choices = options(
            (one, one) for one in dict.fromkeys([*CURRENCIES, *(currencies or ())])
        )
        self.donor_id.choices = options((str(one.id), one.name) for one in donors)
        self.round_id.choices = options([("", label("The fund as a whole")), *rounds])

    def round(self) -> UUID | None:
        """Return the round it is meant for."""
        return UUID(self.round_id.data) if self.round_id.data else None


class AgreementForm(Form):
    """The donor's agreement."""

    amount = StringField(
        label("Amount agreed, in the currency of the pledge"), [InputRequired(), Length(max=30)]
    )
    rate = _rate()
    rate_source = _rate_source()
    agreed_on = DateField(label("Agreed on"), ASKED, default=clock.today)
    agreement = StringField(
        label("Agreement: number or date of the letter"), [InputRequired(), Length(max=200)]
    )


class ReceiptForm(Form):
    """A part that arrived."""

    amount = StringField(label("Amount that arrived, in the currency of the contribution"), [InputRequired()])
    rate = _rate("Rate of the day it arrived")
    rate_source = _rate_source()
    day = DateField(label("Arrived on"), ASKED, default=clock.today)
    reference = StringField(label("Reference of the deposit"), [InputRequired(), Length(max=200)])


class OpeningForm(PledgeForm):
    """A contribution from before this system."""

    in_kind = None
    pledged_on = None
    rate_source = None
    amount = StringField(label("Amount agreed"), [InputRequired(), Length(max=30)])
    rate = _known_rate("Rate of the agreement")
    agreed_on = DateField(label("Agreed on"), ASKED)
    agreement = StringField(
        label("Agreement: number or date of the letter"), [InputRequired(), Length(max=200)]
    )
    received = StringField(label("Received so far"), [Length(max=30)], default="0")
    received_rate = _known_rate("Rate at which it was booked")
    received_on = DateField(label("Received on (the last part)"), [Optional()])
    settled = BooleanField(label("All came: nothing more is expected"))


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


class ReasonForm(Form):
    """A reason in words."""

    reason = TextAreaField(label("Reason"), [InputRequired(), Length(max=2000)])


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


class ContributionFilter(Form):
    """What the list of contributions is narrowed by."""

    class Meta:
        csrf = False

    state = SelectField(
        label("State"),
        choices=options(
            [
                ("", label("All")),
                *((str(one), label(labels.state("contribution", one).text)) for one in ContributionState),
            ]
        ),
        default="",
    )
    donor = SelectField(label("Donor"), default="")

    def offer(self, donors: list[Donor]) -> None:
        """Offer the donors."""
        self.donor.choices = options([("", label("All")), *((str(one.id), one.name) for one in donors)])


class StatusFilter(Form):
    """Which status: of a day, of a donor, of the pledges of a year, of what is meant for a round."""

    class Meta:
        csrf = False

    on = DateField(label("As at"), [Optional()])
    donor = SelectField(label("Donor"), default="")
    year = SelectField(label("Pledged in"), default="")
    round = SelectField(label("Meant for"), default="")

    def offer(self, donors: list[Donor], years: list[int], rounds: list[tuple[str, str]]) -> None:
        """Offer what there is."""
        every = ("", label("All"))
        self.donor.choices = options([every, *((str(one.id), one.name) for one in donors)])
        self.year.choices = options([every, *((str(one), str(one)) for one in years)])
        self.round.choices = options([every, (GENERAL, label("The fund as a whole")), *rounds])

    def day(self) -> date:
        """Return the day that is asked for, never one to come."""
        return min(self.on.data or clock.today(), clock.today())

    def chosen(self) -> Chosen:
        """Return what is asked for; what is not on offer counts as not chosen."""
        kept = {
            name: self[name].data
            for name in ("donor", "year", "round")
            if self[name].data in {one.value for one in self[name].choices}
        }
        return Chosen(
            donor=UUID(kept["donor"]) if kept.get("donor") else None,
            year=int(kept["year"]) if kept.get("year") else None,
            round=kept.get("round", ""),
        )


class PublishForm(Form):
    """The day of the status that is published."""

    on = DateField(label("As at"), ASKED)


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
