"""The pages of reports."""

from sipgrants.reports.routes import reviewing, writing
from sipgrants.reports.routes.pages import bp

__all__ = ["bp", "reviewing", "writing"]
