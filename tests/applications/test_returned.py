"""What was sent back opens, and nothing else, by whatever way one writes; after the date nothing does."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from sipgrants.applications import commands
from sipgrants.applications.models import Application
from sipgrants.core import clock
from sipgrants.core.errors import Conflict
from sipgrants.lifecycle.actor import Actor
from tests.builders import applications, calls

Way = Callable[[Application, Actor], Any]


def attach(kind: str) -> Way:
    return lambda made, by: applications.attach(made, by, kind)


def write(section: str, **values: Any) -> Way:
    return lambda made, by: commands.save_section(made, by=by, section=section, values=values)


def sign(made: Application, by: Actor) -> Any:
    return commands.sign(made, by=by, section="signature", values={"signatory": "Focal point of Zambia"})


def keep_risks(made: Application, by: Actor) -> Any:
    return commands.save_part(made, by=by, part="risks", content=[])


def merge_risks(made: Application, by: Actor) -> Any:
    return commands.merge_part(made, by=by, part="risks", content=[])


def in_french(made: Application, by: Actor) -> Any:
    commands.set_language(made, by=by, language="fr")


# What is opened, and by which way it is written.
WAYS: dict[str, tuple[str, Way]] = {
    "section": ("background", write("background", problem="New.")),
    "signed section": ("signature", sign),
    "part of the plan": ("risks", keep_risks),
    "part that saves by itself": ("risks", merge_risks),
    "annex": ("documents", attach("annex")),
    "annex in parts": ("documents", applications.on_the_way),
    "signed letter": ("signature", attach("signed_letter")),
    "language": ("language", in_french),
}


def returned(opened: list[str]) -> tuple[Application, Actor]:
    focal = calls.focal_point()
    made = applications.application_in("returned", by=focal)
    calls.put(made, open_sections=opened)
    return made, focal


@pytest.mark.parametrize("way", WAYS)
def test_each_way_opens_with_its_section_alone_and_closes_with_the_date(both: Session, way: str) -> None:
    section, work = WAYS[way]
    others = sorted({one for one, _work in WAYS.values()} - {section})
    made, focal = returned(others)
    with clock.set_to(calls.AFTER):
        with pytest.raises(Conflict, match="sent back"):
            work(made, focal)
        calls.put(made, open_sections=[section])
        work(made, focal)
    assert made.cure_until is not None
    with (
        clock.set_to(made.cure_until + (made.cure_until - calls.AFTER)),
        pytest.raises(Conflict, match="passed"),
    ):
        work(made, focal)
