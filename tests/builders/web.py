"""Sending forms as a browser does: the page is fetched, its token sent along."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_SEEN = re.compile(r'name="seen" value="(\d+)"')


def token(page: TestResponse) -> str:
    """The token that the forms of a page carry."""
    found = _TOKEN.search(page.text)
    return found[1] if found else ""


def post(client: FlaskClient, url: str, *, page: str | None = None, **data: Any) -> TestResponse:
    """Opens `page` (the form's own address by default), fills in `data` and sends it."""
    opened = client.get(page or url)
    seen = _SEEN.search(opened.text)
    hidden = {"seen": seen[1]} if seen else {}
    return client.post(url, data={**hidden, **data, "csrf_token": token(opened)})
