"""Pages of scoring: a member's `sheets`, the `seals`, and the `rankings` after them."""

from sipgrants.scoring.routes import rankings, seals, sheets
from sipgrants.scoring.routes.blueprint import bp

__all__ = ["bp", "rankings", "seals", "sheets"]
