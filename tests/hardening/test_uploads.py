"""Files that are no such files, files that are too large, and pages that somebody else was faster on."""

import io
from html import unescape
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from tests.hardening.conftest import Place
from tests.hardening.doors import DOORS
from tests.hardening.test_bad_input import DRAFTS, opened

MIB = 1024 * 1024
WRONG = {
    "a program called PDF": ("letter.pdf", b"MZ\x90\x00" + b"\x00" * 200),
    "a drawing with a script": (
        "plan.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    ),
    "an empty file": ("letter.pdf", b""),
    "a page called PDF": ("letter.pdf", b"<!doctype html><script>alert(1)</script>"),
    "an archive called PDF": ("letter.pdf", b"PK\x03\x04" + b"\x00" * 100),
}
ADDS = {"rounds.erratum", "screening.ask_reconsideration"}  # these overwrite nothing
TAKES_FILES = (
    "accounts.file_letter", "applications.files", "applications.receive", "awards.sign", "changes.sign",
    "reports.files",
)  # fmt: skip


@pytest.mark.parametrize("endpoint", [one for one in TAKES_FILES if one != "applications.receive"])
@pytest.mark.parametrize("kind", WRONG)
def test_a_file_of_another_kind_is_refused_with_the_reason(place: Place, endpoint: str, kind: str) -> None:
    form, (name, data) = opened(place, endpoint), WRONG[kind]
    assert form.files != [], f"{endpoint} takes no file"
    form.values["kind"] = ["annex"]  # which document it is, where that is asked
    sent: Any = MultiDict((field, value) for field, several in form.values.items() for value in several)
    sent.add(form.files[0], (io.BytesIO(data), name))
    answer = place.client(DOORS[endpoint][0]).post(form.action, data=sent, content_type="multipart/form-data")
    assert answer.status_code == 422
    told = ("This is not a PDF.", "This kind of file is not taken.", "The file is empty.")
    assert any(words in answer.text for words in told)


class Endless(io.BytesIO):
    """As much as anybody reads, counted."""

    read_so_far = 0

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = 100 * MIB if size is None or size < 0 else size
        self.read_so_far += wanted
        return b"x" * wanted


@pytest.mark.parametrize("endpoint", TAKES_FILES)
def test_a_hundred_megabytes_are_refused_before_they_are_read(place: Place, endpoint: str) -> None:
    form, stream = opened(place, endpoint), Endless()
    answer = place.client(DOORS[endpoint][0]).post(
        form.action,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"wsgi.input": stream, "CONTENT_LENGTH": str(100 * MIB)},
    )
    assert (answer.status_code, stream.read_so_far < MIB) == (413, True)
    assert "too large" in answer.text


@pytest.mark.parametrize("endpoint", [one for one in sorted(DOORS) if one not in DRAFTS])
def test_what_was_typed_stands_on_the_page_where_somebody_was_faster(place: Place, endpoint: str) -> None:
    form = opened(place, endpoint)
    if "seen" not in form.values or not form.typed or endpoint in ADDS:
        return  # nothing that another could have changed, or nothing to lose
    typed = {name: ["12345"] for name in form.typed}
    values = {**form.values, **typed, "seen": ["987654"]}
    fields = MultiDict((name, value) for name, several in values.items() for value in several)
    answer = place.client(DOORS[endpoint][0]).post(form.action, data=fields)
    assert answer.status_code in (409, 422)
    assert "12345" in unescape(answer.text)
