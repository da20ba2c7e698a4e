"""Pages of rounds: `records` to read and set up, `steps` for what moves a round on, `questions` and `calendar` beside."""

from sipgrants.rounds.routes import calendar, questions, records, steps
from sipgrants.rounds.routes.blueprint import bp

__all__ = ["bp", "calendar", "questions", "records", "steps"]
