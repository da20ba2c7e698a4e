"""Pages of scoring: a member's `sheets`, the `seals`, and the `rankings` after them."""

from sipgrants.scoring.routes import autosaving, rankings, seals, sheets
from sipgrants.scoring.routes.blueprint import bp

__all__ = ["autosaving", "bp", "rankings", "seals", "sheets"]
