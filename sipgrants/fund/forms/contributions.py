"""Forms of donors and contributions."""

from uuid import UUID

from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from sipgrants.core import clock
from sipgrants.fund.forms.fields import (
    ASKED,
    CURRENCIES,
    currency_field,
    known_rate,
    rate_field,
    rate_source_field,
)
from sipgrants.fund.models import Donor
from sipgrants.fund.words import KINDS
from sipgrants.lifecycle import labels
from sipgrants.lifecycle.states import ContributionState
from sipgrants.web.forms import Form, label, options


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
    currency = currency_field()
    amount = StringField(label("Amount"), [InputRequired(), Length(max=30)])
    rate = rate_field(label("Rate"))
    rate_source = rate_source_field()
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
    rate = rate_field(label("Rate"))
    rate_source = rate_source_field()
    agreed_on = DateField(label("Agreed on"), ASKED, default=clock.today)
    agreement = StringField(
        label("Agreement: number or date of the letter"), [InputRequired(), Length(max=200)]
    )


class ReceiptForm(Form):
    """A part that arrived."""

    amount = StringField(label("Amount that arrived, in the currency of the contribution"), [InputRequired()])
    rate = rate_field(label("Rate of the day it arrived"))
    rate_source = rate_source_field()
    day = DateField(label("Arrived on"), ASKED, default=clock.today)
    reference = StringField(label("Reference of the deposit"), [InputRequired(), Length(max=200)])


class OpeningForm(PledgeForm):
    """A contribution from before this system."""

    in_kind = None
    pledged_on = None
    rate_source = None
    amount = StringField(label("Amount agreed"), [InputRequired(), Length(max=30)])
    rate = known_rate(label("Rate of the agreement"))
    agreed_on = DateField(label("Agreed on"), ASKED)
    agreement = StringField(
        label("Agreement: number or date of the letter"), [InputRequired(), Length(max=200)]
    )
    received = StringField(label("Received so far"), [Length(max=30)], default="0")
    received_rate = known_rate(label("Rate at which it was booked"))
    received_on = DateField(label("Received on (the last part)"), [Optional()])
    settled = BooleanField(label("All came: nothing more is expected"))


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
