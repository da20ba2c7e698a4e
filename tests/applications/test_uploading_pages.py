"""What the script of the files' page sends, and what it is answered."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session

from sipgrants.applications import commands
from sipgrants.applications.models import Application
from sipgrants.core import clock, db, partial
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import Actor
from tests.builders import calls, people
from tests.builders.pages import token
from tests.builders.uploads import DATA, digest, draft


@pytest.fixture(autouse=True)
def during() -> Iterator[None]:
    with clock.set_to(calls.DURING):
        yield


class Script:
    """The files' page of a person, and what its script sends."""

    def __init__(self, client: FlaskClient, made: Application, by: Actor) -> None:
        assert by.person_id is not None
        people.sign_in(client, by.person_id)
        self.by, self.client, self.page = by, client, f"/applications/{made.id}/files"
        text = client.get(self.page).text
        self.shown = html.fromstring(text).xpath("string(//input[@type='file']/@data-pass)")
        self.headers = {"X-CSRFToken": token(text), "Accept": "application/json"}

    def begins(self, data: bytes = DATA, **changes: str) -> Any:
        values = {"pass": self.shown, "kind": "annex", "name": "plan.pdf", "size": str(len(data))}
        values["fingerprint"] = digest(data)
        return self.client.post("/uploads", data=values | changes, headers=self.headers)

    def sends(self, upload: str, at: object, data: bytes) -> Any:
        headers = {**self.headers, "Content-Type": "application/octet-stream"}
        return self.client.post(f"/uploads/{upload}/parts?at={at}", data=data, headers=headers)

    def discards(self, upload: str) -> Any:
        return self.client.post(f"/uploads/{upload}/discard", headers=self.headers)

    def sends_form(self, *uploads: str, **fields: str) -> Any:
        values = {"kind": "annex", "arrived-file": list(uploads), "csrf_token": self.headers["X-CSRFToken"]}
        return self.client.post(self.page, data=values | fields)


@pytest.fixture
def script(client: FlaskClient, db: Session) -> Script:
    made, focal = draft()
    return Script(client, made, focal)


def test_the_script_sends_a_file_in_parts_and_then_the_form(script: Script) -> None:
    begins = script.begins()
    upload = begins.json["id"]
    assert (begins.status_code, begins.json["received"]) == (200, 0)
    assert script.sends(upload, 0, DATA[:70_000]).json == {"received": 70_000}
    page = script.client.get(script.page).text
    assert ("Not finished yet" in page, "0.1 of 0.1 MB have arrived" in page) == (True, True)
    too_early = script.sends_form(upload)
    assert (too_early.status_code, "has not arrived as a whole yet" in too_early.text) == (422, True)
    assert script.begins().json == {"id": upload, "received": 70_000}
    assert script.sends(upload, 70_000, DATA[70_000:]).json == {"received": len(DATA)}
    assert script.sends_form(upload, once="a").status_code == 303
    page = script.client.get(script.page).text
    assert ("The file is attached." in page, "plan.pdf" in page, "Not finished yet" in page) == (
        True,
        True,
        False,
    )
    assert script.sends_form(upload, once="a").status_code == 303
    assert "Nothing was done twice" in script.client.get(script.page).text


def test_what_has_arrived_is_offered_once_more_where_another_field_is_wrong(script: Script) -> None:
    upload = script.begins().json["id"]
    script.sends(upload, 0, DATA)
    refused = script.sends_form(upload, kind="nonsense")
    assert (refused.status_code, f'name="arrived-file" value="{upload}"' in refused.text) == (422, True)
    assert script.sends_form(upload).status_code == 303


def test_the_script_is_told_what_is_wrong_in_words(script: Script) -> None:
    wrong = script.begins(kind="")
    assert (wrong.status_code, wrong.json) == (422, {"message": "Choose which document this is."})
    upload = script.begins(b"MZ program").json["id"]
    script.sends(upload, 0, b"MZ program")
    refused = script.sends_form(upload)
    assert (refused.status_code, "This is a program or a script" in refused.text) == (422, True)
    assert 'name="arrived-file"' not in refused.text


def test_a_part_is_never_too_large_nor_empty(script: Script) -> None:
    upload = script.begins(size="3000000").json["id"]
    statuses = [
        script.sends(upload, 0, data).status_code for data in (b"", b"x" * (partial.LARGEST_PART + 1))
    ]
    assert statuses == [413, 413]


def test_what_was_begun_is_discarded_and_used_only_by_its_owner(script: Script, client: FlaskClient) -> None:
    drafter = calls.drafter()
    upload = script.begins().json["id"]
    script.sends(upload, 0, DATA)
    session().rollback()
    assert drafter.person_id is not None
    made = db.find(Application, UUID(script.page.split("/")[2]))
    other = Script(client.application.test_client(), made, drafter)
    assert (other.discards(upload).status_code, other.sends(upload, 0, b"x").status_code) == (404, 404)
    assert "This field is required" in other.sends_form(upload).text
    stolen = other.begins(**{"pass": script.shown})
    assert (stolen.status_code, stolen.json["message"]) == (
        422,
        "This page was open for too long: load it again.",
    )
    assert script.discards(upload).status_code == 303
    assert "Not finished yet" not in script.client.get(script.page).text


def test_no_part_is_taken_once_the_form_could_not_be_sent_any_more(script: Script) -> None:
    upload = script.begins().json["id"]
    made = db.find(Application, UUID(script.page.split("/")[2]))
    commands.withdraw(made, by=script.by, reason="Another way was found.")
    refused = script.sends(upload, 0, DATA)
    assert (refused.status_code, script.begins(kind="annex", name="b.pdf").status_code) == (409, 409)


def test_junk_from_a_script_is_refused_and_does_no_harm(script: Script) -> None:
    for junk in ("", "zz", "-1", "²", "9" * 40, "a\x00b", "1.5"):
        wrong = [script.begins(**{name: junk}).status_code for name in ("kind", "size", "pass")]
        assert wrong == [422, 422, 422]
        begins = script.begins(fingerprint=junk, name=junk)
        assert begins.status_code == 200
        assert script.sends(begins.json["id"], junk, b"x").json == {"received": 0}
        assert script.sends_form(junk).status_code == 422
    unknown = str(uuid4())
    assert (script.sends(unknown, 0, b"x").status_code, script.discards(unknown).status_code) == (404, 404)


def test_twenty_megabytes_are_within_the_limit_of_requests(script: Script) -> None:
    upload = script.begins(size="20000000").json["id"]
    rest = int(script.sends(upload, 0, b"x").headers["X-RateLimit-Remaining"])
    assert rest * 64 * 1024 > 20_000_000
