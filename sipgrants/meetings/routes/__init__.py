"""Pages of meetings: `records` to plan and run them, `decisions`, the `line` and its `scenarios`, the `reports`."""

from sipgrants.meetings.routes import decisions, line, records, reports, scenarios
from sipgrants.meetings.routes.blueprint import bp

__all__ = ["bp", "decisions", "line", "records", "reports", "scenarios"]
