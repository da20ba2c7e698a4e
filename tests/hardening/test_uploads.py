"""Files that are no such files, files that are too large, and pages that somebody else was faster on."""

import io
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import delete
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from sipgrants.accounts.models import RoleAssignment
from sipgrants.core import clock
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
    "awards.sign", "changes.attach", "changes.sign", "events.attach", "meetings.papers_of_item", "reports.files",
    "reports.send_workbook", "scoring.send_workbook",
)  # fmt: skip
# A file goes with the form where there is one; lists are read as text.
MAY_TAKE_FILES = (
    "accounts.grant_guarded_role", "accounts.grant_role", "accounts.import_people", "accounts.invite",
    "accounts.invite_guarded", "accounts.succeed", "board.add_orientation", "board.import_members",
    "changes.draft", "changes.propose", "changes.revise", "disbursements.send_payments", "fund.upload_rates",
    "meetings.replace_paper",
)  # fmt: skip


@pytest.mark.parametrize("endpoint", [one for one in TAKES_FILES if one != "applications.receive"])
@pytest.mark.parametrize("kind", WRONG)
def test_a_file_of_another_kind_is_refused_with_the_reason(place: Place, endpoint: str, kind: str) -> None:
    form, (name, data) = opened(place, endpoint), WRONG[kind]
    assert form.files, f"{endpoint} takes no file"
    form.values["kind"] = ["annex"]  # which document it is, where that is asked
    sent: Any = MultiDict((field, value) for field, several in form.values.items() for value in several)
    sent.add(next(iter(form.files)), (io.BytesIO(data), name))
    answer = place.client(DOORS[endpoint][0]).post(form.action, data=sent, content_type="multipart/form-data")
    assert answer.status_code == 422
    told = ("This is not a PDF.", TOLD[kind], "This is not an Excel workbook", "This workbook cannot be read")
    assert any(words in answer.text for words in told)


# --- in parts ---


def with_factor(place: Place, endpoint: str) -> FlaskClient:
    """The browser of who fills the form in, with the second factor just given."""
    client = place.client(DOORS[endpoint][0])
    with client.session_transaction() as session:
        session["factor_at"] = clock.now().isoformat()
    return client


def announced(client: FlaskClient, given: str, data: bytes) -> TestResponse:
    fields = {
        "pass": given,
        "kind": "annex",
        "name": "letter.pdf",
        "size": len(data),
        "fingerprint": f"letter {len(data)}",
    }
    return client.post("/uploads", data=fields, headers={"Accept": "application/json"})


def told(answer: TestResponse) -> tuple[int, list[str]]:
    """What a form says is wrong, and its status."""
    return answer.status_code, [
        one.text_content() for one in html.fromstring(answer.text).xpath("//*[@class='error']")
    ]


def test_every_file_field_of_the_application_goes_in_parts(place: Place) -> None:
    found = {}
    for endpoint in DOORS:
        with_factor(place, endpoint)
        if opened(place, endpoint).files:
            found[endpoint] = all(opened(place, endpoint).files.values())
    assert found == dict.fromkeys((*TAKES_FILES, *MAY_TAKE_FILES), True)


@pytest.mark.parametrize("endpoint", [*TAKES_FILES, *MAY_TAKE_FILES])
def test_what_arrives_in_parts_is_looked_at_like_what_comes_with_the_form_and_is_nobody_elses(
    place: Place, endpoint: str
) -> None:
    client, data = with_factor(place, endpoint), WRONG["a program called PDF"][1]
    form = opened(place, endpoint)
    field, given = next(iter(form.files.items()))
    upload = announced(client, given, data).json["id"]
    half = client.post(f"/uploads/{upload}/parts?at=0", data=data[:50])
    whole = client.post(f"/uploads/{upload}/parts?at=50", data=data[50:])
    assert (half.json, whole.json) == ({"received": 50}, {"received": len(data)})
    stranger = place.client("auditor")
    strange = [
        stranger.post(f"/uploads/{upload}/{step}", data=b"x").status_code
        for step in ("parts?at=0", "discard")
    ]
    assert (announced(stranger, given, data).status_code, strange) == (422, [404, 404])
    values: Any = MultiDict((name, value) for name, several in form.values.items() for value in several)
    plain: Any = values.copy()
    plain.add(field, (io.BytesIO(data), "letter.pdf"))
    values.add(f"arrived-{field}", upload)
    in_parts = told(client.post(form.action, data=values))
    assert in_parts == told(client.post(form.action, data=plain, content_type="multipart/form-data"))
    without = told(client.post(form.action, data=form.values))
    assert endpoint in MAY_TAKE_FILES or in_parts[1] != without[1]


def test_no_part_is_taken_from_whose_role_has_ended(place: Place) -> None:
    client, form = with_factor(place, "awards.sign"), opened(place, "awards.sign")
    upload = announced(client, form.files["file"], b"x" * 100).json["id"]
    with place.app.extensions["runtime"].scope() as session:
        session.execute(
            delete(RoleAssignment).where(
                RoleAssignment.person_id == UUID(place.ids[f"person.{DOORS['awards.sign'][0]}"])
            )
        )
        session.commit()
    refused = client.post(f"/uploads/{upload}/parts?at=0", data=b"x" * 50)
    place.again()
    assert refused.status_code == 403


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
    "awards.agreement", "awards.instalments", "awards.offer", "awards.sign", "awards.suspend", "awards.terminate",
    "changes.approve",
    "changes.revise", "changes.sign", "disbursements.acknowledge", "disbursements.bounce",
    "disbursements.charge", "disbursements.interest", "disbursements.record_payment", "disbursements.refund",
    "events.add_point", "events.attach", "events.change", "events.edit_point", "forms.add_check", "fund.agree",
    "fund.receive", "meetings.edit", "meetings.edit_point", "parties.edit",
    "parties.record_status", "rounds.edit", "rounds.extend", "rounds.extend_for", "rounds.set_scores_due",
    "screening.send_back",
)  # fmt: skip
# Steps that take 12345 for any field: 409, since somebody was faster.
RECORD_FIRST = (
    "applications.refuse_partner", "applications.withdraw", "appraisal.recall",
    "awards.clear_signatures", "awards.close", "awards.decline", "awards.lapse", "awards.meet_condition",
    "awards.resume", "awards.return_plan", "awards.vendor",
    "board.lift", "changes.refuse", "changes.return_", "changes.settle_assets", "changes.withdraw",
    "desk.refuse",
    "disbursements.cancel", "disbursements.certify", "disbursements.hold", "disbursements.override",
    "disbursements.send_back", "disbursements.take_back_refund", "disbursements.write_off_refund", "events.finish_point",
    "events.record", "forms.add_column",
    "forms.add_question", "forms.add_section", "forms.check", "forms.column", "forms.edit",
    "forms.question", "forms.section", "fund.write_off", "meetings.change_scenario",
    "meetings.edit_advice", "meetings.edit_report", "meetings.edit_statement",
    "meetings.finish_point",
    "meetings.reopen", "meetings.replace_paper",
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
