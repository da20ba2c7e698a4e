"""Pages of applications: reading, drafting, partners, files, handing in."""

from sipgrants.applications.routes import (
    drafting,
    filing,
    handing_in,
    partners,
    reading,
    receiving,
    uploading,
)
from sipgrants.applications.routes.blueprint import bp

__all__ = ["bp", "drafting", "filing", "handing_in", "partners", "reading", "receiving", "uploading"]
