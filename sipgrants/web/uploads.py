"""Files that come with a form: looked at, kept in the store, handed on as `Upload`. Never inside a transaction."""

from typing import Any

from sipgrants.core import files
from sipgrants.core.errors import Invalid, Problem
from sipgrants.core.files import Upload
from sipgrants.core.i18n import msg

MIB = 1024 * 1024
LARGEST = 10 * MIB


def pdf(field: Any) -> Upload | None:
    """Return the PDF of a form's file field, or None where none was chosen; Invalid where it is something else."""
    brought = field.data
    if not brought or not getattr(brought, "filename", ""):
        return None
    data = brought.read()
    if not data.startswith(b"%PDF-"):
        raise Invalid(
            [Problem(field.name, msg("This is not a PDF. Save the letter as PDF and choose it again."))]
        )
    if len(data) > LARGEST:
        text = msg("This file is too large: at most %(number)s MB.", number=LARGEST // MIB)
        raise Invalid([Problem(field.name, text)])
    return Upload(brought.filename, "application/pdf", files.keep(data))
