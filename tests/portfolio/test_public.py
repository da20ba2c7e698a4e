"""What anybody may see, and what nobody may."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.db import command
from sipgrants.core.db import session as current
from sipgrants.documents import codes
from sipgrants.documents.models import IssuedDocument

PAGES = ["/", "/public/rounds", "/projects", "/verify", "/help", "/privacy", "/accessibility"]


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_opens_for_anybody(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "marked"), [("/", 1), ("/projects", 1), ("/public/rounds", 1), ("/verify", 1), ("/help", 0)]
)
def test_the_line_of_places_marks_where_one_is(client: FlaskClient, path: str, marked: int) -> None:
    line = client.get(path).text.partition('class="places"')[2].partition("<details")[0]
    assert line.count("aria-current") == marked


def test_the_process_says_that_it_lives_and_can_work(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"database": True, "files": True, "queue": True}


@pytest.mark.parametrize("path", ["/projects/none", "/public/rounds/999", "/no/such/page"])
def test_what_does_not_exist_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def issue(code: str, *, released: bool) -> None:
    @command
    def write() -> None:
        current().add(
            IssuedDocument(
                kind="receipt",
                number=f"R-{code[:4]}",
                code=code,
                issued_on=clock.today(),
                about_type="application",
                about_id="x",
                title="Secret title",
                content_hash="ab" * 32,
                is_released=released,
            )
        )

    write()


def test_a_code_tells_kind_number_date_and_hash_and_nothing_else(client: FlaskClient, db: Session) -> None:
    code = codes.new()
    issue(code, released=True)
    page = client.get("/verify", query_string={"code": code.lower().replace("-", " ")}).text
    assert f"R-{code[:4]}" in page
    assert "ab" * 32 in page
    assert "Secret title" not in page


@pytest.mark.parametrize("typed", ["nonsense", "7K2M-QX9T-0WBV-5RHD", "<script>", "x" * 5000])
def test_an_unknown_code_is_told_as_such(client: FlaskClient, typed: str) -> None:
    answer = client.get("/verify", query_string={"code": typed})
    assert answer.status_code == 200
    assert "No document carries this code." in answer.text
    assert "<script>alert" not in answer.text


def test_a_document_that_is_held_back_is_not_confirmed(client: FlaskClient, db: Session) -> None:
    code = codes.new()
    issue(code, released=False)
    assert "No document carries this code." in client.get("/verify", query_string={"code": code}).text
