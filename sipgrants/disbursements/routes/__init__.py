"""The pages of instalments, refunds and running awards."""

from sipgrants.disbursements.routes import matching, moves, records, refunds
from sipgrants.disbursements.routes.blueprint import bp

__all__ = ["bp", "matching", "moves", "records", "refunds"]
