"""Files that come with a form: through the one door (`core.door`), handed on as `Upload`. Never inside a transaction."""

from typing import Any

from sipgrants.core import door
from sipgrants.core.files import Upload
from sipgrants.core.media import ANY, ONLY_PDF, Limits


def taken(brought: Any, field: str = "file", limits: Limits = ANY) -> Upload | None:
    """Return the file that was chosen, looked through and kept; None where none was, Invalid where it is not taken."""
    if not brought or not getattr(brought, "filename", ""):
        return None
    data = brought.stream.read(limits.largest + 1)
    return door.take(data, brought.filename, field=field, limits=limits)


def of(field: Any, limits: Limits = ANY) -> Upload | None:
    """Return the same of a form's file field."""
    return taken(field.data, field.name, limits)


def pdf(field: Any) -> Upload | None:
    """Return the PDF of a form's file field."""
    return of(field, ONLY_PDF)
