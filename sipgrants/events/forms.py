"""Forms of events of awards: shape only. Times are the wall clock of the chosen zone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_wtf.file import FileField, FileRequired
from wtforms import (
    DateField,
    DateTimeLocalField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from sipgrants.accounts.models import Person
from sipgrants.awards.models import Award
from sipgrants.core.errors import Invalid, Problem
from sipgrants.events.commands import Task
from sipgrants.events.kinds import KINDS, TASK, WORDS, Happening, Notes
from sipgrants.events.models import AwardEvent
from sipgrants.parties.forms import zones
from sipgrants.rounds import deadline
from sipgrants.web.forms import Form, label, options

ASKED = [InputRequired()]
_KINDS = [(key, label(text.text)) for key, text in KINDS.items()]
_READERS = [
    ("internal", label("The Secretariat and the auditor only")),
    ("shared", label("The teams of the awards, too")),
]


class EventFilter(Form):
    """What a list of events is narrowed to; read from the address."""

    class Meta:
        csrf = False

    when = SelectField(
        label("When"),
        choices=options([("", label("All")), ("coming", label("To come")), ("past", label("Past"))]),
        default="",
    )
    kind = SelectField(label("Kind of event"), choices=options([("", label("All")), *_KINDS]), default="")


class EventForm(Form):
    """An event as the wall clock of its zone."""

    kind = RadioField(label("Kind of event"), ASKED, choices=options(_KINDS))
    title = StringField(label("Name of the event"), [*ASKED, Length(max=200)])
    awards = SelectMultipleField(
        label("Awards"),
        ASKED,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        description=label(
            "One or several. The focal points and project managers of their Parties take part."
        ),
    )
    zone = SelectField(label("Time zone"), choices=zones, default="Europe/Zurich")
    starts = DateTimeLocalField(label("Begins"), ASKED)
    ends = DateTimeLocalField(label("Ends"), ASKED)
    link = StringField(
        label("Link"),
        [Length(max=500)],
        description=label("An address that begins with https://, or a place below, or both."),
    )
    place = StringField(label("Place"), [Length(max=200)])
    staff = SelectMultipleField(
        label("Who of the Secretariat takes part"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    others = TextAreaField(label("Who else takes part"), [Length(max=2000)])

    def offer(self, awards: Iterable[Award], staff: Iterable[Person], here: str) -> None:
        """Fill the lists; `here`: the reader's language."""
        self.awards.choices = options(
            (str(one.id), f"{one.number}, {one.party.name(here)}: {one.title}") for one in awards
        )
        self.staff.choices = options((str(one.id), one.name) for one in staff)

    def happening(self) -> Happening:
        """Return what was typed; Invalid where a clock does not show that time."""
        begins, ends = self._utc("starts"), self._utc("ends")
        if isinstance(begins, Problem) or isinstance(ends, Problem):
            raise Invalid([one for one in (begins, ends) if isinstance(one, Problem)])
        return Happening(
            kind=self.kind.data or "",
            title=self.title.data or "",
            zone=self.zone.data,
            starts_at=begins,
            ends_at=ends,
            awards=[UUID(one) for one in self.awards.data or []],
            staff=[UUID(one) for one in self.staff.data or []],
            link=self.link.data or "",
            place=self.place.data or "",
            others=self.others.data or "",
        )

    def _utc(self, name: str) -> datetime | Problem:
        return deadline.to_utc(self[name].data, self.zone.data, deadline.Twice.EARLIER, name)


def event_as_typed(event: AwardEvent) -> dict[str, Any]:
    """Return an event as the form shows it."""
    zone = ZoneInfo(event.zone)
    values = {name: getattr(event, name) for name in ("kind", "title", "zone", "link", "place", "others")}
    return {
        **values,
        "starts": event.starts_at.astimezone(zone).replace(tzinfo=None),
        "ends": event.ends_at.astimezone(zone).replace(tzinfo=None),
        "awards": [str(one.id) for one in event.awards],
        "staff": [str(one.id) for one in event.staff],
    }


class NotesForm(Form):
    """What was said; each text says who reads it."""

    attended = TextAreaField(
        label("Who was there"),
        [Length(max=WORDS)],
        description=label("Read by the teams of the awards, partner Parties included."),
    )
    shared = TextAreaField(
        label("Notes shared with the Parties"),
        [Length(max=WORDS)],
        description=label(
            "Read by the teams of all awards of this event, partner Parties included, and by Secretariat and auditor."
        ),
    )
    internal = TextAreaField(
        label("Internal notes of the Secretariat"),
        [Length(max=WORDS)],
        description=label("Read by the Secretariat and the auditor only."),
    )

    def notes(self) -> Notes:
        """Return what was typed."""
        return Notes(self.attended.data or "", self.shared.data or "", self.internal.data or "")


class EventFileForm(Form):
    """A file, what it shows and who may open it."""

    file = FileField(label("File"), [FileRequired()])
    caption = StringField(label("What it shows"), [Length(max=300)])
    readers = RadioField(label("Who may open it"), ASKED, choices=options(_READERS), default="internal")


class AwardPointForm(Form):
    """What is to be done, by whom, by when."""

    what = TextAreaField(label("What is to be done"), [*ASKED, Length(max=TASK)])
    who = SelectField(label("Who"), ASKED)
    due_on = DateField(label("By when"), ASKED)

    def offer(self, people: Iterable[tuple[str, str]]) -> None:
        """Fill the list."""
        self.who.choices = options([("", label("Choose")), *people])

    def task(self) -> Task:
        """Return what was typed."""
        return Task(self.what.data or "", self.who.data or "", self.due_on.data)


class AwardPointDone(Form):
    """That it is done, in a few words."""

    note = TextAreaField(label("What was done"), [Length(max=TASK)])
