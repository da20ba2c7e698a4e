"""The address under which the pages of events lie, and what several of them need."""

from typing import Any
from uuid import UUID

from flask import Blueprint, url_for

from sipgrants.core.i18n import Message, msg
from sipgrants.events import queries
from sipgrants.events.models import AwardEvent
from sipgrants.web import formats, gate
from sipgrants.web.steps import Step

bp = Blueprint("events", __name__, url_prefix="/events")


def event_of(id: UUID) -> AwardEvent:
    """Return the event that this person may read; NotFound otherwise."""
    return queries.find(gate.actor(), id)


def crumbs(event: AwardEvent | None = None) -> list[tuple[str, Any]]:
    """Return the pages above one of an event."""
    above = [(url_for("awards.index"), msg("Awards")), (url_for("events.index"), msg("Events"))]
    return [*above, (url_for("events.show", id=event.id), event.title)] if event else above


def step(event: AwardEvent, action: str, lede: Message, **more: Any) -> Step:
    """Return the page of a step of an event."""
    facts = [
        (msg("Event"), event.title),
        (msg("Begins"), formats.deadline(event.starts_at, event.zone)),
        (msg("Awards"), ", ".join(one.number for one in event.awards)),
    ]
    back = url_for("events.show", id=event.id)
    given = {"subject": event, "crumbs": crumbs(event), "here": "awards.index", "facts": facts, **more}
    return Step(action, back, lede, **given)
