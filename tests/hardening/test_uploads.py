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
TOLD = {
    "a program called PDF": "This is a program or a script",
    "a drawing with a script": "This is an SVG drawing",
    "an empty file": "The file is empty.",
    "a page called PDF": "This is a web page",
    "an archive called PDF": "This is an archive",
}
ADDS = {"rounds.erratum", "screening.ask_reconsideration"}  # these overwrite nothing
TAKES_FILES = (
    "accounts.file_letter", "applications.files", "applications.receive", "applications.send_workbook",
    "awards.sign", "changes.sign", "reports.files", "scoring.send_workbook",
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
    told = ("This is not a PDF.", TOLD[kind], "This is not an Excel workbook", "This workbook cannot be read")
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
    assert "One file may have at most 20 MB, a form with all its files at most 26 MB." in answer.text


# Steps whose form refuses 12345 in one of its fields (a date, a choice) before the record is looked at: 422.
FORM_FIRST = (
    "awards.agreement", "awards.instalments", "awards.offer", "awards.sign", "changes.approve",
    "changes.revise", "changes.sign", "disbursements.acknowledge", "disbursements.bounce",
    "disbursements.charge", "disbursements.record_payment", "disbursements.refund", "forms.add_check",
    "fund.agree", "fund.receive", "meetings.edit", "parties.edit", "parties.record_status",
    "rounds.edit", "rounds.extend", "rounds.extend_for", "rounds.set_scores_due", "screening.send_back",
)  # fmt: skip
# Steps that take 12345 for any field: 409, since somebody was faster.
RECORD_FIRST = (
    "applications.refuse_partner", "applications.withdraw", "appraisal.recall",
    "awards.clear_signatures", "awards.close", "awards.decline", "awards.lapse", "awards.meet_condition",
    "awards.resume", "awards.return_plan", "awards.suspend", "awards.terminate", "awards.vendor",
    "board.lift", "changes.refuse", "changes.return_", "changes.withdraw", "desk.refuse",
    "disbursements.cancel", "disbursements.certify", "disbursements.hold", "disbursements.override",
    "disbursements.send_back", "disbursements.write_off_refund", "forms.add_column",
    "forms.add_question", "forms.add_section", "forms.check", "forms.column", "forms.edit",
    "forms.question", "forms.section", "fund.write_off", "meetings.edit_report", "meetings.reopen",
    "meetings.several", "reports.accept", "reports.accept_figures", "reports.reopen", "reports.return_",
    "reports.waive", "rounds.cancel", "rounds.correct", "rounds.decline", "rounds.describe",
    "rounds.justify_envelope", "rounds.question", "rounds.raise_envelope", "scoring.revise",
    "screening.find_ineligible", "screening.reinstate", "screening.uphold",
)  # fmt: skip


def keeps_typing(place: Place, endpoint: str) -> bool:
    """Whether another could have changed what the form is about, and there is something to lose."""
    form = opened(place, endpoint)
    return "seen" in form.values and bool(form.typed) and endpoint not in ADDS


def test_every_step_on_a_record_is_tried_with_a_stale_version(place: Place) -> None:
    steps = {one for one in DOORS if one not in DRAFTS and keeps_typing(place, one)}
    assert steps == {*FORM_FIRST, *RECORD_FIRST}


@pytest.mark.parametrize(
    ("endpoint", "status"),
    [*((one, 422) for one in FORM_FIRST), *((one, 409) for one in RECORD_FIRST)],
)
def test_what_was_typed_stands_on_the_page_where_somebody_was_faster(
    place: Place, endpoint: str, status: int
) -> None:
    form = opened(place, endpoint)
    typed = {name: ["12345"] for name in form.typed}
    values = {**form.values, **typed, "seen": ["987654"]}
    fields = MultiDict((name, value) for name, several in values.items() for value in several)
    answer = place.client(DOORS[endpoint][0]).post(form.action, data=fields)
    assert answer.status_code == status
    assert "12345" in unescape(answer.text)
