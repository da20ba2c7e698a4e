"""Whether a script asks: it reads data where a person reads a page."""

from flask import request


def is_script() -> bool:
    """Tell whether a script sent this request, and reads the answer as data."""
    return request.accept_mimetypes.best == "application/json"
