"""What the script of the files' page sends, and what it is answered."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

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
        self.client, self.page = client, f"/applications/{made.id}/files"
        self.uploads = f"/applications/{made.id}/uploads"
        self.headers = {"X-CSRFToken": token(client.get(self.page).text)}

    def begins(self, data: bytes = DATA, **changes: str) -> Any:
        values = {
            "kind": "annex",
            "note": "",
            "name": "plan.pdf",
            "size": str(len(data)),
            "fingerprint": digest(data),
        }
        return self.client.post(self.uploads, data=values | changes, headers=self.headers)

    def sends(self, where: str, at: object, data: bytes) -> Any:
        headers = {**self.headers, "Content-Type": "application/octet-stream"}
        return self.client.post(f"{where}/parts?at={at}", data=data, headers=headers)

    def does(self, where: str, step: str) -> Any:
        return self.client.post(f"{where}/{step}", headers=self.headers)


@pytest.fixture
def script(client: FlaskClient, db: Session) -> Script:
    made, focal = draft()
    return Script(client, made, focal)


def test_the_script_sends_a_file_in_parts(script: Script) -> None:
    begins = script.begins()
    where = begins.json["where"]
    assert (begins.status_code, begins.json["received"]) == (200, 0)
    assert script.sends(where, 0, DATA[:70_000]).json == {"received": 70_000}
    page = script.client.get(script.page).text
    assert ("Not finished yet" in page, "0.1 of 0.1 MB have arrived" in page) == (True, True)
    assert script.begins().json["received"] == 70_000
    assert script.sends(where, 70_000, DATA[70_000:]).json == {"received": len(DATA)}
    assert script.does(where, "finish").json == {"to": script.page}
    page = script.client.get(script.page).text
    assert ("The file is attached." in page, "plan.pdf" in page, "Not finished yet" in page) == (
        True,
        True,
        False,
    )
    assert script.does(where, "finish").status_code == 404


def test_the_script_is_told_what_is_wrong_in_words(script: Script) -> None:
    wrong = script.begins(kind="")
    assert (wrong.status_code, wrong.json) == (422, {"messages": ["Choose which document this is."]})
    where = script.begins(b"MZ program").json["where"]
    script.sends(where, 0, b"MZ program")
    refused = script.does(where, "finish")
    sentence = "This is a program or a script: programs are not taken. Attach a document or a picture."
    assert (refused.status_code, refused.json) == (422, {"messages": [sentence]})


def test_a_part_is_never_too_large_nor_empty(script: Script) -> None:
    where = script.begins(size="3000000").json["where"]
    statuses = [script.sends(where, 0, data).status_code for data in (b"", b"x" * (partial.LARGEST_PART + 1))]
    assert statuses == [413, 413]


def test_what_was_begun_is_discarded_by_the_button_and_only_by_its_owner(
    script: Script, client: FlaskClient
) -> None:
    drafter = calls.drafter()
    where = script.begins().json["where"]
    session().rollback()
    assert drafter.person_id is not None
    other = Script(client.application.test_client(), db.find(Application, UUID(where.split("/")[2])), drafter)
    assert [other.does(where, step).status_code for step in ("finish", "discard")] == [404, 404]
    assert other.sends(where, 0, b"x").status_code == 404
    assert script.does(where, "discard").status_code == 303
    assert "Not finished yet" not in script.client.get(script.page).text


def test_junk_from_a_script_is_refused_and_does_no_harm(script: Script) -> None:
    for junk in ("", "zz", "-1", "²", "9" * 40, "a\x00b", "1.5"):
        assert [script.begins(**{name: junk}).status_code for name in ("kind", "size")] == [422, 422]
        begins = script.begins(fingerprint=junk, name=junk, note=junk)
        assert begins.status_code == 200
        assert script.sends(begins.json["where"], junk, b"x").json == {"received": 0}
    unknown = script.uploads + f"/{uuid4()}"
    assert (script.sends(unknown, 0, b"x").status_code, script.does(unknown, "finish").status_code) == (
        404,
        404,
    )


def test_twenty_megabytes_are_within_the_limit_of_requests(script: Script) -> None:
    where = script.begins(size="20000000").json["where"]
    rest = int(script.sends(where, 0, b"x").headers["X-RateLimit-Remaining"])
    assert rest * 64 * 1024 > 20_000_000
