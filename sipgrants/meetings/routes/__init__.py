"""Pages of meetings: `records` to plan and run them, `live` screens, `decisions`, `votes`, `points`, `papers`, the `line`
and its `scenarios`, the `reports`; `advice` to applicants, the public `statements`, and what members keep reading
(`decided`).
"""

from sipgrants.meetings.routes import (
    advice,
    decided,
    decisions,
    line,
    live,
    papers,
    points,
    records,
    reports,
    scenarios,
    statements,
    votes,
)
from sipgrants.meetings.routes.blueprint import bp

__all__ = [
    "advice",
    "bp",
    "decided",
    "decisions",
    "line",
    "live",
    "papers",
    "points",
    "records",
    "reports",
    "scenarios",
    "statements",
    "votes",
]
