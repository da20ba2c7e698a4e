"""Forms of documents on the agenda: shape only."""

from collections.abc import Sequence
from uuid import UUID

from flask_wtf.file import FileField, FileRequired, MultipleFileField
from wtforms import RadioField, SelectMultipleField, StringField, widgets
from wtforms.validators import InputRequired, Length, Optional

from sipgrants.applications.models import Application
from sipgrants.core.errors import Invalid, Problem
from sipgrants.core.i18n import msg
from sipgrants.meetings.commands.papers import LONGEST, Words
from sipgrants.meetings.paper_models import AgendaPaper
from sipgrants.web.forms import Form, label, options

SPEAKS = [("no", label("No, of none")), ("yes", label("Yes, of those ticked here"))]


class _Named(Form):
    """What a document is called, and of which applications it speaks."""

    title = StringField(label("Title"), [InputRequired(), Length(max=LONGEST)])
    speaks = RadioField(
        label("Does it speak of applications?"), [Optional()], choices=options(SPEAKS), validate_choice=False
    )
    applications = SelectMultipleField(
        label("Of which applications"),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )

    def offer(self, applications: Sequence[Application]) -> None:
        """Offer the applications of the agenda; without any, or about one of them, nothing is asked."""
        if applications:
            self.applications.choices = options((str(one.id), _called(one)) for one in applications)
        else:
            del self.speaks, self.applications

    def show(self, paper: AgendaPaper) -> None:
        """Fill the form with what a document says of itself now."""
        ticked = [str(one) for one in paper.applications]
        self.process(data={"title": paper.title, "speaks": "yes" if ticked else "no", "applications": ticked})

    def words(self) -> Words:
        """Return what was typed; Invalid where it speaks of applications and none is ticked."""
        title = self.title.data or ""
        if "speaks" not in self or self.speaks.data not in ("yes", "no"):
            return Words(title)
        ticked = [UUID(one) for one in self.applications.data or ()] if self.speaks.data == "yes" else []
        if self.speaks.data == "yes" and not ticked:
            raise Invalid([Problem("applications", msg("Tick the applications of which it speaks."))])
        return Words(title, ticked)


def _called(one: Application) -> str:
    return f"{one.reference}: {one.title}"


class PaperForm(_Named):
    """One document or several."""

    files = MultipleFileField(label("Files"), [FileRequired()])


class ReplaceForm(_Named):
    """Another file for a document, or another title."""

    file = FileField(label("New file"))
