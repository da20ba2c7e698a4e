"""Forms as a browser sends them: what stands in the page goes along; and the statements that a page costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from sipgrants.core.db import Database, session
from tests.builders.pages import fields_of, token


def send(client: FlaskClient, where: str, /, **typed: Any) -> TestResponse:
    """Opens a form and sends it with `typed` over what stands in it; the test's session sees what became of it."""
    page = client.get(where)
    assert page.status_code == 200, page.text
    form = page.text[page.text.index("<main") :]
    answer = client.post(where, data={**fields_of(form), "csrf_token": token(form), **typed})
    session().rollback()
    return answer


def press(client: FlaskClient, page: str, where: str, **typed: Any) -> TestResponse:
    """Presses a button of `page` that posts to `where`."""
    text = client.get(page).text
    form = text[text.index(f'action="{where}"') :]
    answer = client.post(where, data={**fields_of(form[: form.index("</form>")]), **typed})
    session().rollback()
    return answer


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    seen: list[str] = []

    def note(*told: Any) -> None:
        seen.append(told[2])

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
