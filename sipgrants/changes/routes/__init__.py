"""The pages of changes."""

from sipgrants.changes.routes import asking, deciding
from sipgrants.changes.routes.pages import bp

__all__ = ["asking", "bp", "deciding"]
