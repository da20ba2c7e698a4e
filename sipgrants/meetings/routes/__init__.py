"""Pages of meetings: `records` to plan and run them, `live` screens, `decisions`, `votes`, `points`,
`papers`, the `line` and its `scenarios`, and the `reports`.
"""

from sipgrants.meetings.routes import (
    decisions,
    line,
    live,
    papers,
    points,
    records,
    reports,
    scenarios,
    votes,
)
from sipgrants.meetings.routes.blueprint import bp

__all__ = ["bp", "decisions", "line", "live", "papers", "points", "records", "reports", "scenarios", "votes"]
