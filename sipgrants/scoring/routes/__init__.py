"""Pages of scoring: a member's `sheets`, also `offline`, the `seals`, and the `rankings` after them."""

from sipgrants.scoring.routes import autosaving, offline, rankings, seals, sheets
from sipgrants.scoring.routes.blueprint import bp

__all__ = ["autosaving", "bp", "offline", "rankings", "seals", "sheets"]
