"""Pages of rounds: `records` to read and set up, `steps` for what moves a round."""

from sipgrants.rounds.routes import records, steps
from sipgrants.rounds.routes.blueprint import bp

__all__ = ["bp", "records", "steps"]
