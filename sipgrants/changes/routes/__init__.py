"""The pages of changes."""

from sipgrants.changes.routes import asking, closing, deciding
from sipgrants.changes.routes.pages import bp

__all__ = ["asking", "bp", "closing", "deciding"]
