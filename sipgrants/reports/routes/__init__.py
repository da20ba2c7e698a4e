"""The pages of reports."""

from sipgrants.reports.routes import autosaving, history, offline, reviewing, writing
from sipgrants.reports.routes.pages import bp

__all__ = ["autosaving", "bp", "history", "offline", "reviewing", "writing"]
