"""Pages of applications: reading, drafting, comments, history, partners, files, handing in."""

from sipgrants.applications.routes import (
    commenting,
    drafting,
    filing,
    handing_in,
    history,
    partners,
    reading,
    receiving,
)
from sipgrants.applications.routes.blueprint import bp

__all__ = [
    "bp",
    "commenting",
    "drafting",
    "filing",
    "handing_in",
    "history",
    "partners",
    "reading",
    "receiving",
]
