"""Pages of applications: reading, drafting, comments, history, partners, files, handing in, offline."""

from sipgrants.applications.routes import (
    autosaving,
    commenting,
    drafting,
    filing,
    handing_in,
    history,
    partners,
    planning,
    reading,
    receiving,
    workbook,
)
from sipgrants.applications.routes.blueprint import bp

__all__ = [
    "autosaving",
    "bp",
    "commenting",
    "drafting",
    "filing",
    "handing_in",
    "history",
    "partners",
    "planning",
    "reading",
    "receiving",
    "workbook",
]
