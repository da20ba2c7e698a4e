"""Pages of applications: reading, drafting, partners, files, handing in."""

from sipgrants.applications.routes import (
    autosaving,
    drafting,
    filing,
    handing_in,
    partners,
    reading,
    receiving,
)
from sipgrants.applications.routes.blueprint import bp

__all__ = ["autosaving", "bp", "drafting", "filing", "handing_in", "partners", "reading", "receiving"]
