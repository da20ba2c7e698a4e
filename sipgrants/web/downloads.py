"""Files on their way out: always as an attachment, never shown by the browser inside our pages.

`stored` is the only way for what people brought: it asks first whether the file may be opened at all. Who may see the
record it belongs to was asked before, by the page of that record.
"""

from urllib.parse import quote

from flask import Response

from sipgrants.core import files, scanning
from sipgrants.core.files import StoredFile
from sipgrants.web import gate

# Should a browser show it all the same: no script, no form, no place of ours.
_SANDBOX = "default-src 'none'; sandbox"


def stored(file: StoredFile) -> Response:
    """Return a stored file as a download; Conflict where it is being checked, or a virus was found in it."""
    scanning.demand_readable(file, gate.actor())
    return attachment(files.read(file), file.name, file.media_type)


def attachment(data: bytes, name: str, media_type: str) -> Response:
    """Return `data` as a download called `name`."""
    plain = "".join(
        sign if sign.isascii() and sign.isprintable() and sign not in '"\\' else "_" for sign in name
    )
    response = Response(data, mimetype=media_type)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Disposition"] = disposition
    response.headers["Content-Security-Policy"] = _SANDBOX
    return response
