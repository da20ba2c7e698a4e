"""Pages of applications: reading, drafting, partners, files, handing in, offline."""

from sipgrants.applications.routes import (
    autosaving,
    drafting,
    filing,
    handing_in,
    partners,
    reading,
    receiving,
    uploading,
    workbook,
)
from sipgrants.applications.routes.blueprint import bp

__all__ = [
    "autosaving",
    "bp",
    "drafting",
    "filing",
    "handing_in",
    "partners",
    "reading",
    "receiving",
    "uploading",
    "workbook",
]
