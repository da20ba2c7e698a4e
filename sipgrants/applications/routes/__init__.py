"""Pages of applications: reading, drafting, partners, files, handing in, offline."""

from sipgrants.applications.routes import drafting, filing, handing_in, partners, reading, receiving, workbook
from sipgrants.applications.routes.blueprint import bp

__all__ = ["bp", "drafting", "filing", "handing_in", "partners", "reading", "receiving", "workbook"]
