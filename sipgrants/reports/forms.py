"""Forms about reports: shape only."""

from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import InputRequired, Length, Optional

from sipgrants.lifecycle import labels
from sipgrants.lifecycle.states import ReportState
from sipgrants.questionnaires.models import FormVersion
from sipgrants.questionnaires.texts import pick
from sipgrants.reports.kinds import LABELS
from sipgrants.web import locale
from sipgrants.web.forms import Form, label, options


class Filters(Form):
    """What the list of reports is narrowed to; read from the address."""

    class Meta:
        csrf = False

    state = SelectField(
        label("State"),
        choices=options(
            [
                ("", label("Any")),
                *((str(one), label(labels.state("report", one).text)) for one in ReportState),
            ]
        ),
    )
    kind = SelectField(
        label("Kind of report"),
        choices=options([("", label("Any")), *((key, label(words.text)) for key, words in LABELS.items())]),
    )
    overdue = BooleanField(label("Overdue only"))

    @property
    def chosen(self) -> int:
        """Return how many filters are set."""
        return sum(bool(one.data) for one in (self.state, self.kind, self.overdue))


class Confirmation(Form):
    """Nothing to fill in: the button is the answer."""


class Upload(Form):
    """A file for a question."""

    file = FileField(
        label("File"), [FileRequired()], description=label("PDF, Word, Excel, JPEG or PNG; at most 20 MB.")
    )


class Photograph(Upload):
    """A photograph with what it shows."""

    caption = StringField(label("What it shows"), [InputRequired(), Length(max=200)])
    place = StringField(label("Where"), [Optional(), Length(max=200)])
    taken_on = DateField(label("Taken on"), [Optional()])


class Reason(Form):
    """A reason in words."""

    reason = TextAreaField(label("Reason"), [InputRequired(), Length(max=4000)])


class Note(Form):
    """A remark that may be left out."""

    note = TextAreaField(label("Remark to the Party"), [Length(max=4000)])


class Return(Form):
    """What is to be mended, and where."""

    reason = TextAreaField(label("What is to be mended"), [InputRequired(), Length(max=4000)])
    sections = SelectMultipleField(
        label("In these sections"),
        description=label("Only these open again. If none is ticked, the whole report does."),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        validate_choice=False,
    )

    def offer(self, form: FormVersion) -> None:
        """Offer the sections of the report's form."""
        where = locale.choose()
        self.sections.choices = options((one.key, pick(one.title, where)) for one in form.sections)
