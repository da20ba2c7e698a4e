"""A site visit that was, with its notes and what was agreed, and a SIP Coffee of two projects to come."""

from datetime import datetime, timedelta
from typing import Any

from sipgrants.cli.stories.granting import award
from sipgrants.cli.stories.telling import Story, World
from sipgrants.events import commands
from sipgrants.events.commands import Task
from sipgrants.events.kinds import Happening, Notes

VISITED, MET_FOR_COFFEE = "active_second_due", "active_first_paid"
SHARED = (
    "The mobile bench works and was tested with two groups.\nThe training of the second group begins a month later than "
    "planned: the meeting place was flooded.\nThe team sends photographs of the retorts with their serial numbers."
)
INTERNAL = "Training money of this year will not be spent in full: expect a revision of the budget."


def talked(world: World) -> Story:
    """The officer plans both, visits, writes down what was said, and what the team is to do."""
    yield world.at(-30, 10)
    officer = world.office("officer")
    begins = world.at(-12, 7)
    about = _about(world, begins, begins + timedelta(hours=8), VISITED)
    visit = commands.add(
        by=officer, happening=Happening("visit", "Visit to the test sites", **about, place="Chipata")
    )
    yield world.at(-10, 15)
    attended = "Project manager, two officials of the agency, eleven miners of two groups, programme officer"
    commands.record(visit, by=officer, notes=Notes(attended, SHARED, INTERNAL))
    task = Task(
        "Send photographs of the retorts with their serial numbers", f"party:{visit.parties[0]}", world.day(9)
    )
    commands.add_point(visit, by=officer, task=task)
    yield world.at(-5, 11)
    begins = world.at(6, 12)
    about = _about(world, begins, begins + timedelta(hours=1), VISITED, MET_FOR_COFFEE)
    link = "https://example.org/coffee"
    commands.add(by=officer, happening=Happening("coffee", "SIP Coffee: first purchases", **about, link=link))


def _about(world: World, begins: datetime, ends: datetime, *keys: str) -> dict[str, Any]:
    return {
        "zone": "Africa/Lusaka",
        "starts_at": begins,
        "ends_at": ends,
        "awards": [award(world.awards[key]).id for key in keys],
        "staff": [world.office("officer").person_id],
    }
