"""Forms of the appraisal: shape only."""

from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from sipgrants.web.forms import Form, label, options

LONGEST = Length(max=20_000)
ASKED = [InputRequired(label("Fill this in.")), LONGEST]
DAY = [InputRequired(label("Choose a day."))]


class ExpertForm(Form):
    """Who is asked for a comment, and by when."""

    email = StringField(label("Mail address"), [*ASKED, Length(max=254)])
    name = StringField(
        label("Name"),
        [Optional(), Length(max=200)],
        description=label("Where the person has no account yet."),
    )
    country = SelectField(
        label("Country"), description=label("An expert of a country that applies takes no part.")
    )
    due_on = DateField(label("Comment by"), DAY)

    def offer(self, countries: list[tuple[str, str]]) -> None:
        """Offer the countries in the reader's language."""
        self.country.choices = options([("", label("None")), *countries])


class QuestionForm(Form):
    """A question to the applicant."""

    text = TextAreaField(label("Question"), ASKED)
    due_on = DateField(label("Answer by"), DAY)


class AnswerForm(Form):
    """The applicant's answer."""

    answer = TextAreaField(label("Answer"), ASKED)


class ReasonForm(Form):
    """A reason."""

    reason = TextAreaField(label("Reason"), ASKED)


class InterestForm(Form):
    """What an expert's interest is."""

    interest = TextAreaField(label("What is your interest?"), ASKED)


class CommentForm(Form):
    """An expert's comment."""

    comment = TextAreaField(label("Your comment"), ASKED)


class Nothing(Form):
    """Nothing but the press of the button."""
