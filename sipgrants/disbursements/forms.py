"""Forms of instalments, refunds and running awards: shape only."""

from typing import Any
from uuid import UUID

from flask_wtf.file import FileField, FileRequired
from wtforms import (
    DateField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as Part
from wtforms.validators import InputRequired, Length, Optional

from sipgrants.awards.forms import REPORTS
from sipgrants.awards.terms import TYPES, Terms
from sipgrants.core import clock
from sipgrants.core.money import Money
from sipgrants.disbursements.opening import KINDS, STATES, Running, RunningPart
from sipgrants.lifecycle import labels
from sipgrants.lifecycle.states import InstalmentState
from sipgrants.web.forms import Form, MoneyField, label, options

ASKED = [InputRequired()]


class PaperForm(Form):
    """A request that came on paper, named by an officer."""

    paper_request = StringField(label("Request on paper: from whom, of which day"), [Length(max=300)])


class CertifyForm(Form):
    """The amount that is certified."""

    amount = MoneyField(
        label("Amount certified"),
        ASKED,
        description=label(
            "Less than planned where an unspent balance is taken off; the rest moves to the next."
        ),
    )


class PaymentForm(Form):
    """The payment as Umoja has it."""

    paid_on = DateField(label("Paid on"), ASKED, default=clock.today)
    reference = StringField(label("Reference of the payment in Umoja"), [InputRequired(), Length(max=60)])
    charge = MoneyField(label("Bank charge, if any, in US dollars"))


class PaymentsFile(Form):
    """The payments that UNEP's system made."""

    file = FileField(
        label("File of payments"),
        [FileRequired()],
        description=label("CSV or Excel (.xlsx), one payment a line."),
    )


class DayForm(Form):
    """A day."""

    day = DateField(label("Received on"), ASKED, default=clock.today)


class ReasonForm(Form):
    """A reason in words."""

    reason = TextAreaField(label("Reason"), [InputRequired(), Length(max=4000)])


class BounceForm(ReasonForm):
    """When the money came back, and why."""

    day = DateField(label("Came back on"), ASKED, default=clock.today)


class RefundForm(Form):
    """Money that is due back or came, or spending that is disallowed."""

    kind = RadioField(
        label("What happened"), choices=options((key, label(one.text)) for key, one in KINDS.items())
    )
    amount = MoneyField(label("Amount in US dollars"), ASKED)
    day = DateField(label("Day"), ASKED, default=clock.today)
    reference = StringField(label("Reference of the deposit, where money came"), [Length(max=60)])
    reason = TextAreaField(label("Reason"), [InputRequired(), Length(max=2000)])


class WriteOffForm(ReasonForm):
    """What is given up."""

    amount = MoneyField(label("Amount in US dollars"), ASKED)


class ChargeForm(Form):
    """A bank charge of a transfer."""

    amount = MoneyField(label("Amount in US dollars"), ASKED)
    day = DateField(label("Day"), ASKED, default=clock.today)
    reference = StringField(label("Reference in Umoja"), [InputRequired(), Length(max=60)])


class InterestForm(ChargeForm):
    """Interest on an advance."""

    reference = StringField(label("Reference of the deposit"), [InputRequired(), Length(max=60)])


class PaidPart(Part):
    """One instalment of a running award."""

    amount = MoneyField(label("Amount in US dollars"), ASKED)
    paid_on = DateField(label("Paid on"), [Optional()])
    reference = StringField(label("Reference in Umoja"), [Length(max=60)])
    waits_for_report = SelectField(label("Not paid yet: waits for"), choices=options(REPORTS), default="")


class RunningForm(Form):
    """An award that runs already, as its agreement and Umoja have it."""

    party_id = SelectField(label("Party"), ASKED)
    title = StringField(label("Title of the project"), [InputRequired(), Length(max=300)])
    summary = TextAreaField(label("Summary for the public"), [Length(max=4000)])
    round_id = SelectField(label("Round"))
    state = RadioField(
        label("State"), choices=options((one, label(labels.state("award", one).text)) for one in STATES)
    )
    amount = MoneyField(label("Amount of the award"), ASKED)
    agreement_type = RadioField(
        label("Type of agreement"), choices=options((key, label(one.text)) for key, one in TYPES.items())
    )
    agreement_number = StringField(label("Number of the agreement"), [InputRequired(), Length(max=100)])
    institution = StringField(
        label("Institution that signed for the Party"), [InputRequired(), Length(max=300)]
    )
    starts_on = DateField(label("First day of the project"), ASKED)
    ends_on = DateField(label("Last day of the project"), ASKED)
    spent_share = IntegerField(
        label("Share of the last advance to be spent before the next, in per cent"), ASKED, default=70
    )
    signed_on = DateField(label("Signed by both on"), ASKED)
    signed_by_party = StringField(label("Signed for the Party by"), [InputRequired(), Length(max=200)])
    signed_by_secretariat = StringField(
        label("Signed for the Secretariat by"), [InputRequired(), Length(max=200)]
    )
    vendor_reference = StringField(label("Vendor record in Umoja"), [Length(max=60)])
    instalments = FieldList(FormField(PaidPart), label=label("Instalments"), min_entries=1, max_entries=20)
    accepted = MoneyField(label("Spending accepted so far"))
    reported_to = DateField(
        label("Every report for a period that ended by this day was accepted"), [Optional()]
    )
    note = TextAreaField(label("Note for the second person"), [Length(max=2000)])

    def offer(self, parties: list[tuple[str, str]], rounds: list[tuple[str, str]]) -> None:
        """Offer Parties and rounds."""
        self.party_id.choices = options([("", ""), *parties])
        self.round_id.choices = options([("", label("None")), *rounds])

    def running(self, numbers: dict[str, int]) -> Running:
        """Return what was typed; `numbers`: of the rounds by identifier."""
        names = ("title", "signed_by_party", "signed_by_secretariat", "signed_on", "reported_to")
        chosen = self.round_id.data
        return Running(
            **{name: self[name].data for name in names},
            state=self.state.data or "",
            amount_minor=self.amount.minor(),
            terms=Terms(**{name: self[name].data for name in Terms.__dataclass_fields__}),
            vendor_reference=self.vendor_reference.data or "",
            parts=[_part(number, row.form) for number, row in enumerate(self.instalments, start=1)],
            accepted_minor=self.accepted.minor(),
            summary=self.summary.data or "",
            round_id=UUID(chosen) if chosen else None,
            round_number=numbers.get(chosen, 0),
            note=self.note.data or "",
        )


def _part(number: int, row: Any) -> RunningPart:
    return RunningPart(
        number,
        row.amount.minor(),
        row.paid_on.data,
        row.reference.data or "",
        row.waits_for_report.data or None,
    )


def certified(minor: int) -> dict[str, Money]:
    """Return the planned amount as the form shows it."""
    return {"amount": Money(minor)}


class InstalmentFilter(Form):
    """What the list of instalments is narrowed by."""

    class Meta:
        csrf = False

    state = SelectField(
        label("State"),
        choices=options(
            [
                ("", label("On their way")),
                *((str(one), label(labels.state("instalment", one).text)) for one in InstalmentState),
            ]
        ),
        default="",
    )
