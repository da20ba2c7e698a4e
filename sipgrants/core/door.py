"""The one door by which files come in: looked through, kept under their hash, handed on. Never in a transaction."""

from sipgrants.core import db, files, media
from sipgrants.core.errors import require
from sipgrants.core.files import Upload
from sipgrants.core.media import ANY, Limits


def take(data: bytes, name: str, *, field: str = "file", limits: Limits = ANY) -> Upload:
    """Return the file, looked through and kept; Invalid at `field` where it is not taken."""
    if db.in_command():
        raise RuntimeError("files are looked through before a command, never inside of one")
    wrong = media.problem(data, field, limits)
    require([wrong] if wrong else [])
    kind = media.media_type(data) or ""
    return Upload(media.filed_name(name, kind), kind, files.keep(data))
