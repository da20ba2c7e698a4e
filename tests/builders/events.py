"""Events of awards: to come, over, with notes, files and action points."""

from datetime import timedelta
from typing import Any

from sipgrants.awards.models import Award
from sipgrants.core import clock, files
from sipgrants.core.files import Upload
from sipgrants.events import commands
from sipgrants.events.commands import Task
from sipgrants.events.kinds import Happening, Notes
from sipgrants.events.models import AwardEvent, AwardEventFile, AwardPoint
from sipgrants.lifecycle.actor import Actor
from tests.builders.files import png
from tests.builders.remembering import remembered


def happening(*awards: Award, days: int = 7, **values: Any) -> Happening:
    """What is typed of a SIP Coffee of an hour, `days` from now (below nothing: it was)."""
    starts = values.pop("starts_at", clock.now() + timedelta(days=days))
    given = {
        "kind": "coffee",
        "title": "SIP Coffee",
        "zone": "Africa/Lusaka",
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=1),
        "link": "https://meet.example/1",
    }
    return Happening(**{**given, "awards": [one.id for one in awards], **values})


@remembered
def event(by: Actor, *awards: Award, **values: Any) -> AwardEvent:
    """An event about these awards."""
    return commands.add(by=by, happening=happening(*awards, **values))


@remembered
def recorded(by: Actor, *awards: Award, **values: Any) -> AwardEvent:
    """An event that was, with its notes."""
    made = event(by, *awards, days=-1, **values)
    commands.record(
        made, by=by, notes=Notes("Five people", "The kiln is built.", "Worried about the budget.")
    )
    return made


@remembered
def file(event: AwardEvent, by: Actor, *, is_shared: bool = False) -> AwardEventFile:
    """A photo of it."""
    photo = Upload("kiln.png", "image/png", files.keep(png()))
    return commands.attach(event, by=by, upload=photo, caption="The kiln", is_shared=is_shared)


@remembered
def point(event: AwardEvent, by: Actor, who: str, days: int = 10) -> AwardPoint:
    """Somebody is to do something within some days."""
    due_on = clock.today() + timedelta(days)
    return commands.add_point(event, by=by, task=Task("Send the invoice", who, due_on))
