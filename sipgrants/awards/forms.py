"""Forms of awards: shape only."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms import Form as Part
from wtforms.validators import InputRequired, Length, Optional

from sipgrants.awards import terms
from sipgrants.awards.models import Award, Instalment
from sipgrants.awards.terms import SIDES, TYPES, Terms
from sipgrants.core import clock
from sipgrants.core.money import Money
from sipgrants.lifecycle import labels
from sipgrants.lifecycle.states import AwardState
from sipgrants.web.forms import Form, MoneyField, label, options

ASKED = [InputRequired()]
REPORTS = [
    ("", label("Nothing")),
    ("progress", label("A progress report")),
    ("expenditure", label("An expenditure report")),
    ("inventory", label("An inventory")),
    ("final", label("The final report")),
    ("statement", label("The final statement")),
]


class OfferForm(Form):
    """The offer of an award."""

    answer_by = DateField(label("Answer by"), ASKED)
    conditions = TextAreaField(
        label("Conditions of the Board"), [Length(max=8000)], description=label("One condition on each line.")
    )
    summary = TextAreaField(
        label("Summary for the public"),
        [Length(max=4000)],
        description=label("Shown with the funded project."),
    )

    def begin(self, conditions: str, days: int) -> None:
        """Propose what the decision and the settings say."""
        self.conditions.data = conditions
        self.answer_by.data = clock.today() + timedelta(days)


class ReasonForm(Form):
    """A reason in words."""

    reason = TextAreaField(label("Reason"), [InputRequired(), Length(max=4000)])


class EvidenceForm(Form):
    """What shows that a condition is met."""

    evidence = TextAreaField(label("What shows that it is met"), [InputRequired(), Length(max=4000)])


class TermsForm(Form):
    """The terms of the agreement."""

    agreement_type = RadioField(
        label("Type of agreement"), choices=options((key, label(one.text)) for key, one in TYPES.items())
    )
    agreement_number = StringField(label("Number of the agreement"), [InputRequired(), Length(max=100)])
    institution = StringField(
        label("Institution that signs for the Party"), [InputRequired(), Length(max=300)]
    )
    starts_on = DateField(label("First day of the project"), ASKED)
    ends_on = DateField(label("Last day of the project"), ASKED)
    spent_share = IntegerField(
        label("Share of the last advance to be spent before the next, in per cent"), ASKED
    )

    def agreed(self) -> Terms:
        """Return what was typed."""
        return Terms(**{name: self[name].data for name in Terms.__dataclass_fields__})


class PartForm(Part):
    """One instalment."""

    amount = MoneyField(label("Amount in US dollars"), [InputRequired()])
    waits_for_report = SelectField(label("Waits for"), choices=options(REPORTS), default="")
    waits_for_spending = BooleanField(label("Waits for the spending of the last advance"))
    waits_for_day = DateField(label("Not before"), [Optional()])
    due_on = DateField(label("Planned for"), [Optional()])


class InstalmentsForm(Form):
    """The instalments of an award, in their order."""

    instalments = FieldList(FormField(PartForm), label=label("Instalments"), max_entries=20)

    def parts(self) -> list[terms.Part]:
        """Return what was typed, numbered in its order."""
        return [_part(number, row.form) for number, row in enumerate(self.instalments, start=1)]


def _part(number: int, row: Any) -> terms.Part:
    return terms.Part(
        number,
        row.amount.minor(),
        row.waits_for_report.data or None,
        row.waits_for_day.data,
        bool(row.waits_for_spending.data),
        row.due_on.data,
    )


def as_typed(instalments: Iterable[Instalment]) -> dict[str, Any]:
    """Return instalments as the form shows them."""
    names = ("waits_for_day", "waits_for_spending", "due_on")
    rows = [
        {
            "amount": Money(one.minor),
            "waits_for_report": one.waits_for_report or "",
            **{name: getattr(one, name) for name in names},
        }
        for one in instalments
    ]
    return {"instalments": rows or [{}]}


class SignatureForm(Form):
    """A signature of the agreement."""

    side = RadioField(
        label("Who signed"), choices=options((key, label(one.text)) for key, one in SIDES.items())
    )
    name = StringField(label("Name and function"), [InputRequired(), Length(max=200)])
    signed_on = DateField(label("Signed on"), ASKED, default=clock.today)
    file = FileField(
        label("Signed copy"), description=label("PDF, at most 20 MB. Needed once, with either signature.")
    )


class VendorForm(Form):
    """The reference of the vendor record; bank data stay in Umoja."""

    reference = StringField(
        label("Reference of the vendor record in Umoja"), [InputRequired(), Length(max=60)]
    )


class SuspensionForm(Form):
    """The notice of a suspension: why, from when, what is to be done until when."""

    reason = TextAreaField(label("Reasons"), [InputRequired(), Length(max=4000)])
    from_day = DateField(
        label("From"),
        ASKED,
        default=clock.today,
        description=label("No new commitment may be entered into from this day on. Payments stop at once."),
    )
    to_cure = TextAreaField(
        label("What the Party is to do"), [Length(max=4000)], description=label("One step on each line.")
    )
    cure_by = DateField(
        label("To be done by"),
        ASKED,
        description=label("Reminders lead to this day. After it the award is resumed or terminated."),
    )


class TerminationForm(ReasonForm):
    """An early end, from when, and what is still payable."""

    until_day = DateField(
        label("Last day of the project"),
        ASKED,
        default=clock.today,
        description=label(
            "Today, or later where the notice gives time. Reports are due as if it ended then."
        ),
    )

    payable = SelectMultipleField(
        label("Instalments still to be paid"),
        choices=[],
        coerce=int,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )

    def offer(self, award: Award, shown: Any) -> None:
        """Offer the instalments that are neither paid nor cancelled."""
        left = [one for one in award.instalments if one.state not in ("paid", "acknowledged", "cancelled")]
        self.payable.choices = options((one.number, f"{one.number}: {shown(one.minor)}") for one in left)  # type: ignore[misc]


class ClosureForm(Form):
    """What becomes of the equipment."""

    assets_note = TextAreaField(
        label("What becomes of the equipment"),
        [Length(max=4000)],
        description=label(
            "Needed where nothing was agreed item by item, for example: no equipment was bought."
        ),
    )


class AwardFilter(Form):
    """What the list of awards is narrowed by."""

    class Meta:
        csrf = False

    q = StringField(label("Number or title"))
    state = SelectField(
        label("State"),
        choices=options(
            [("", label("All")), *((str(one), label(labels.state("award", one).text)) for one in AwardState)]
        ),
        default="",
    )
    round = SelectField(label("Round"), default="")

    def offer(self, rounds: list[tuple[str, str]]) -> None:
        """Offer the rounds."""
        self.round.choices = options([("", label("All")), *rounds])
