"""Pages of meetings: `records` to plan and run them, `live` screens, `decisions`, `votes`, `points`, the `line` and its
`scenarios`, and the `reports`.
"""

from sipgrants.meetings.routes import decisions, line, live, points, records, reports, scenarios, votes
from sipgrants.meetings.routes.blueprint import bp

__all__ = ["bp", "decisions", "line", "live", "points", "records", "reports", "scenarios", "votes"]
