"""Files on their way out: always as an attachment, never shown by the browser inside our pages."""

from urllib.parse import quote

from flask import Response


def attachment(data: bytes, name: str, media_type: str) -> Response:
    """Return `data` as a download called `name`."""
    plain = "".join(
        sign if sign.isascii() and sign.isprintable() and sign not in '"\\' else "_" for sign in name
    )
    response = Response(data, mimetype=media_type)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Disposition"] = disposition
    return response
