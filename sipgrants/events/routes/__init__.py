"""The pages of events of awards: list, record, a page for each step, the file for calendars."""

from sipgrants.events.routes import points, records, steps
from sipgrants.events.routes.blueprint import bp

__all__ = ["bp", "points", "records", "steps"]
