"""Pages of meetings: `records` to plan and run them, `live` screens, `decisions`, `votes`, `points`, and the `reports`."""

from sipgrants.meetings.routes import decisions, live, points, records, reports, votes
from sipgrants.meetings.routes.blueprint import bp

__all__ = ["bp", "decisions", "live", "points", "records", "reports", "votes"]
