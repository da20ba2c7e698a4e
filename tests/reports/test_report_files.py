"""Files of a report: evidence, and photographs that say what they show."""

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.reports import content_queries
from sipgrants.reports.models import Report
from tests.builders import people
from tests.builders import reports as made
from tests.builders.files import pdf
from tests.builders.pages import token


@pytest.fixture(autouse=True)
def _today():
    with clock.set_to(made.NOW):
        yield


def sign_in(client: FlaskClient, *roles: R, of: str) -> None:
    session().rollback()
    people.sign_in(client, people.person(*roles, party=of, password=False))


def again(report: Report) -> Report:
    session().rollback()
    session().expire_all()
    return session().get_one(Report, report.id)


def test_evidence_is_looked_at_before_it_is_kept(client: FlaskClient, db: Session) -> None:
    report = made.opened("progress")
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    where = f"/reports/{report.id}/upload/evidence_files"

    def put(name: str, data: bytes) -> Any:
        sent = {"csrf_token": token(client.get(where).text), "file": (io.BytesIO(data), name)}
        return client.post(where, data=sent, content_type="multipart/form-data")

    for name, data in (
        ("list.pdf", b"MZ program"),
        ("run.exe", b"MZ"),
        ("list.pdf", b""),
        ("list.docx", b"PK\3\4"),
    ):
        assert put(name, data).status_code == 422
    assert put("list.pdf", pdf("list")).status_code == 303
    page = client.get(where).text
    assert "list.pdf" in page
    file = again(report).files[0]
    assert client.get(f"/reports/{report.id}/files/{file.id}").data == pdf("list")
    removed = client.post(f"/reports/{report.id}/files/{file.id}/remove", data={"csrf_token": token(page)})
    assert removed.status_code == 303
    assert "No file yet" in client.get(where).text


def test_a_photograph_says_what_it_shows_where_and_when(client: FlaskClient, db: Session) -> None:
    report = made.opened("progress")
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    where = f"/reports/{report.id}/upload/photographs"

    def put(**shown: str) -> Any:
        sent = {"csrf_token": token(client.get(where).text), "file": (io.BytesIO(pdf("view")), "view.pdf")}
        return client.post(where, data=sent | shown, content_type="multipart/form-data")

    assert put(place="Ndola").status_code == 422
    assert "This day is still to come." in put(caption="The new store", taken_on="2027-01-01").text
    assert put(caption="The new store", place="Ndola", taken_on="2026-05-03").status_code == 303
    assert "The new store, Ndola, 3 May 2026" in client.get(where).text.replace("\xa0", " ")
    content = content_queries.canonical(content_queries.content(again(report)))
    assert {name: content["files"][0][name] for name in ("caption", "place", "taken_on")} == {
        "caption": "The new store", "place": "Ndola", "taken_on": "2026-05-03",
    }  # fmt: skip


def test_an_old_link_to_a_section_of_a_submitted_report_says_why_it_is_shut(
    client: FlaskClient, db: Session
) -> None:
    report = made.submitted("progress")
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    answer = client.get(f"/reports/{report.id}/sections/overview")
    assert (answer.status_code, "not open for writing now" in answer.text) == (409, True)
