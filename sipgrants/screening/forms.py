"""Forms of screening: shape only."""

from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
    widgets,
)
from wtforms.validators import InputRequired, Length, Optional

from sipgrants.lifecycle import labels
from sipgrants.screening import checklist
from sipgrants.screening.sections_queries import BESIDE
from sipgrants.web import locale
from sipgrants.web.forms import Form, label, options

LONGEST = Length(max=10_000)
ASKED = [InputRequired(label("Fill this in.")), LONGEST]
STATES = ("submitted", "returned", "eligible", "ineligible", "with_board", "withdrawn")


class TableFilter(Form):
    """What the table of a round is narrowed to; read from the address."""

    class Meta:
        csrf = False

    state = SelectField(label("State"))
    rule = SelectField(label("Line of the checklist"))
    answer = SelectField(
        label("Answer"),
        choices=options(
            [
                ("", label("Any")),
                ("yes", label("Yes")),
                ("open", label("Waits for an officer")),
                ("no", label("No")),
            ]
        ),
    )

    order = SelectField(
        label("Sort by"),
        choices=options(
            [
                ("", label("Reference")),
                ("waiting", label("Most lines that wait for an officer")),
                ("no", label("Most lines that say no")),
                ("clear", label("What can be decided first")),
                ("received", label("When it came in")),
            ]
        ),
    )

    def offer(self) -> None:
        """Offer states and lines in the reader's language."""
        states = [(one, locale.translate(labels.state("application", one))) for one in STATES]
        rules = [(one, locale.translate(checklist.LABELS[one])) for one in checklist.RULES]
        self.state.choices = options([("", label("Any")), *states])
        self.rule.choices = options([("", label("Any")), *rules])

    @property
    def active(self) -> int:
        """Return how many filters are chosen."""
        return sum(bool(one.data) for one in (self.state, self.rule, self.answer))

    @property
    def wanted(self) -> dict[str, str]:
        """Return what the table is narrowed to and how it is sorted."""
        return {one.name: one.data or "" for one in (self.state, self.rule, self.answer, self.order)}


class LineForm(Form):
    """An officer's word on one line."""

    decided = RadioField(label("Answer"), choices=options([("yes", label("Yes")), ("no", label("No"))]))
    reason = TextAreaField(label("Reason"), [Optional(), LONGEST])


class SendBackForm(Form):
    """Which sections open, until when, and what is to be mended."""

    sections = SelectMultipleField(
        label("Sections that open"),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
    until = DateField(label("To be mended by the end of"), [InputRequired(label("Choose a day."))])
    text = TextAreaField(label("What is to be mended"), ASKED)

    def offer(self, sections: list[Any]) -> None:
        """Offer the sections of the round's forms in the reader's language."""
        code = locale.choose()
        self.sections.choices = options(
            (one.key, f"{one.form} {one.number}. {one.title.get(code) or one.title['en']}")
            for one in sections
        ) + options((key, locale.translate(words)) for key, words in BESIDE.items())


class IneligibleForm(Form):
    """The reasons that the letter gives."""

    reasons = TextAreaField(label("Reasons, one a line"), ASKED)
    at_once = BooleanField(label("Send this letter at once, before the others of the round"))


class ReasonsForm(Form):
    """Reasons, one a line."""

    reasons = TextAreaField(label("Reasons, one a line"), ASKED)


class ReinstateForm(ReasonsForm):
    """The reasons, and whether nobody had to ask."""

    mistake = BooleanField(label("The finding was a mistake: nobody asked for reconsideration"))


class ReconsiderationForm(Form):
    """What a focal point asks."""

    text = TextAreaField(label("Why the finding should be looked at again"), ASKED)


class LetterTextForm(Form):
    """The round's own words for a kind of letter in one language."""

    opening = TextAreaField(
        label("Opening"),
        [Length(max=5000)],
        description=label("Instead of the usual first paragraph. An empty line begins a new one."),
    )
    closing = TextAreaField(
        label("Closing"), [Length(max=5000)], description=label("Instead of the usual last paragraph.")
    )


class Confirmation(Form):
    """Nothing but the press of the button."""
