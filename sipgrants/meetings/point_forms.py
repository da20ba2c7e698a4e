"""Forms of action points: shape only."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wtforms import DateField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from sipgrants.meetings.commands.points import LONGEST, Task
from sipgrants.web.forms import Form, label, options

ASKED = [InputRequired()]


class PointForm(Form):
    """What is to be done, about which item, by whom, by when."""

    what = TextAreaField(label("What is to be done"), [*ASKED, Length(max=LONGEST)])
    item = SelectField(label("Agenda item"))
    who = SelectField(label("Who"), ASKED)
    due_on = DateField(label("By when"), ASKED)

    def offer(self, people: Iterable[tuple[str, Any]], items: Iterable[tuple[str, str]]) -> None:
        """Fill the lists."""
        self.who.choices = options([("", label("Choose")), *people])
        self.item.choices = options([("", label("The meeting as a whole")), *items])

    def task(self) -> Task:
        """Return what was typed."""
        item = UUID(self.item.data) if self.item.data else None
        return Task(self.what.data or "", self.who.data or "", self.due_on.data, item)


class FinishForm(Form):
    """That it is done, in a few words."""

    note = TextAreaField(label("What was done"), [Length(max=LONGEST)])
