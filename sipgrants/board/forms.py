"""Forms about the Board: shape only."""

from uuid import UUID

from flask_wtf.file import FileField
from wtforms import DateField, EmailField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from sipgrants.board.models import Seat, Term
from sipgrants.parties.models import Party
from sipgrants.web import locale
from sipgrants.web.forms import Form, label, options

ASKED = [InputRequired()]


class TermForm(Form):
    """A term of the Board."""

    name = StringField(label("Name"), [*ASKED, Length(max=60)])
    from_day = DateField(label("First day"), ASKED)
    until_day = DateField(label("Last day"), [Optional()])


class SeatForm(Form):
    """A member to be seated."""

    email = EmailField(label("Mail address"), [*ASKED, Length(max=254)])
    name = StringField(label("Name"), [Length(max=120)])
    country = SelectField(label("Nominated by"), ASKED)
    term = SelectField(label("Term"), ASKED)
    from_day = DateField(label("First day"), ASKED)
    replaces = SelectField(label("Whose seat it is"))

    def offer(self, parties: list[Party], terms: list[Term], seats: list[Seat]) -> None:
        """Fill the lists to choose from."""
        chosen = locale.choose()
        named = sorted((one.name(chosen), one.id) for one in parties)
        self.country.choices = options([("", ""), *((code, name) for name, code in named)])
        self.term.choices = options((str(one.id), one.name) for one in terms)
        taken = [(str(one.id), f"{one.person.name} ({one.country.name(chosen)})") for one in seats]
        self.replaces.choices = options([("", label("An empty seat")), *taken])

    @property
    def replaces_id(self) -> UUID | None:
        """Return the seat of the member who is replaced."""
        return UUID(self.replaces.data) if self.replaces.data else None


class ReasonForm(Form):
    """A step with its reason."""

    reason = TextAreaField(label("Reason"), [*ASKED, Length(max=2000)])


class EndForm(ReasonForm):
    """The end of a seat."""

    until_day = DateField(label("Last day"), ASKED)


class ConfirmForm(Form):
    """A step that asks nothing but to be confirmed."""


class OrientationForm(Form):
    """A document for members: a file, or a link."""

    title = StringField(label("Title"), [*ASKED, Length(max=200)])
    locale = SelectField(label("Language"), ASKED, choices=options(locale.NAMES.items()))
    day = DateField(label("Date of the document"), ASKED)
    url = StringField(label("Link"), [Length(max=500)], description=label("Begins with https://."))
    file = FileField(label("Or a file"))


class ClassForm(Form):
    """A Master Class."""

    title = StringField(label("Title"), [*ASKED, Length(max=200)])
    day = DateField(label("Day"), ASKED)


class AttendedForm(Form):
    """Who attended: the rows are read by the route, since they are as many as there are members."""


class ImportForm(Form):
    """A list of members: a file, or pasted."""

    file = FileField(label("File"), description=label("CSV, as spreadsheets save it."))
    list = TextAreaField(label("Or paste the list here"), [Length(max=1_000_000)])


class DeclareForm(Form):
    """The page of declarations: its rows are read by `reading`, since they are as many as there are applications."""
