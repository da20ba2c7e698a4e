"""Pages of meetings: `records` to plan and run them, `decisions`, and the `reports`."""

from sipgrants.meetings.routes import decisions, records, reports
from sipgrants.meetings.routes.blueprint import bp

__all__ = ["bp", "decisions", "records", "reports"]
