"""The pages of applications, walked as a Party, an officer and a Board member walk them."""

import io
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.applications import commands, queries
from sipgrants.applications.models import Application, Partner
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import Actor, RoleName
from tests.builders import applications, calls, people
from tests.builders.files import pdf
from tests.builders.pages import sent, token

R = RoleName


def sign_in_as(client: FlaskClient, actor: Actor) -> None:
    assert actor.person_id is not None
    people.sign_in(client, actor.person_id)


def again(application_id: UUID) -> Application:
    session().rollback()
    session().expire_all()
    return session().get_one(Application, application_id)


def test_a_drafter_starts_an_application_and_reads_what_makes_a_party_eligible(
    client: FlaskClient, db: Session
) -> None:
    round_ = applications.open_round()
    writer = calls.drafter("ZM")
    with clock.set_to(calls.DURING):
        sign_in_as(client, writer)
        page = client.get(f"/applications/new/{round_.id}").text
        assert "entry into force counts, not the deposit" in page
        answer = client.post(f"/applications/new/{round_.id}", data=sent(page))
        tasks = client.get(answer.location).text
    session().rollback()
    (made,) = queries.of_round(round_.id)
    assert (made.reference, made.party_id, made.state) == ("SIP-1-ZM-01", "ZM", "draft")
    assert "31 May 2027, 23:59 Geneva time" in tasks
    assert "Form A: project application" in tasks


def test_every_section_and_part_opens_and_takes_what_is_typed(client: FlaskClient, db: Session) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal)
    with clock.set_to(calls.DURING):
        sign_in_as(client, focal)
        for answers in queries.answers(made).values():
            for section in answers.form.sections:
                address = f"/applications/{made.id}/sections/{section.key}"
                page = client.get(address, follow_redirects=True)
                assert page.status_code == 200, section.key
                assert client.post(page.request.path, data=sent(page.text)).status_code == 303, section.key
        for part in ("framework", "workplan", "risks", "budget", "other_funding"):
            address = f"/applications/{made.id}/plan/{part}"
            page = client.get(address)
            assert page.status_code == 200, part
            assert client.post(address, data=sent(page.text)).status_code == 303, part
        assert "Nothing is missing" in client.get(f"/applications/{made.id}/tasks").text


def test_the_title_typed_in_a_section_is_the_title_in_the_list(client: FlaskClient, db: Session) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        sign_in_as(client, focal)
        address = f"/applications/{made.id}/sections/summary"
        typed = sent(client.get(address).text)
        typed["summary.title"] = "Thermometers without mercury"
        typed["summary.amount"] = "60 000"
        assert client.post(address, data=typed).status_code == 303
        assert "Thermometers without mercury" in client.get("/applications/").text
    assert again(made.id).amount_minor == 6_000_000


def test_everything_missing_is_listed_with_links_before_submitting(client: FlaskClient, db: Session) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        sign_in_as(client, focal)
        page = client.get(f"/applications/{made.id}/submit").text
        assert f"/applications/{made.id}/sections/summary#summary.title" in page
        assert f"/applications/{made.id}/sign/confirmation#confirmation.confirmations" in page
        answer = client.post(f"/applications/{made.id}/submit", data={"csrf_token": token(page)})
    assert answer.status_code == 422
    assert again(made.id).state == "draft"


def test_submitting_leads_to_the_receipt_and_a_second_press_to_the_same(
    client: FlaskClient, db: Session
) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal)
    with clock.set_to(calls.DURING):
        sign_in_as(client, focal)
        typed = sent(client.get(f"/applications/{made.id}/submit").text)
        first = client.post(f"/applications/{made.id}/submit", data=typed)
        second = client.post(f"/applications/{made.id}/submit", data=typed)
        receipt = client.get(first.location).text
    assert first.location == second.location == f"/applications/{made.id}/receipt/1"
    version = queries.version(again(made.id))
    assert version.sha256 in receipt
    assert "15 April 2027, 09:00:00 (UTC)" in receipt
    assert "15 April 2027, 11:00:00 (Lusaka)" in receipt


def test_a_replaced_version_can_be_compared_with_the_one_before(client: FlaskClient, db: Session) -> None:
    focal = calls.focal_point("ZM")
    made = applications.submitted(by=focal)
    with clock.set_to(calls.DURING):
        commands.save_section(made, by=focal, section="summary", values={"title": "A better title"})
        sign_in_as(client, focal)
        typed = sent(client.get(f"/applications/{made.id}/replace").text)
        assert client.post(f"/applications/{made.id}/replace", data=typed).status_code == 303
        page = client.get(f"/applications/{made.id}/compare").text
        dossier = client.get(f"/applications/{made.id}/dossier?version=1").text
    assert "A better title" in page
    assert "Plain words" in page
    assert "A better title" not in dossier


def test_a_partner_is_invited_answers_and_sees_the_application(client: FlaskClient, db: Session) -> None:
    focal, ghana = calls.focal_point("ZM"), calls.focal_point("GH")
    made = applications.draft(by=focal)
    with clock.set_to(calls.DURING):
        sign_in_as(client, ghana)
        assert client.get(f"/applications/{made.id}").status_code == 404
        sign_in_as(client, focal)
        typed = sent(client.get(f"/applications/{made.id}/partners").text)
        typed["party_id"] = "GH"
        assert client.post(f"/applications/{made.id}/partners", data=typed).status_code == 303
        session().rollback()
        partner = session().query(Partner).one()
        sign_in_as(client, ghana)
        page = client.get(f"/applications/partners/{partner.id}").text
        assert client.get(f"/applications/{made.id}/dossier").status_code == 404  # nothing is submitted yet
        answer = client.post(
            f"/applications/partners/{partner.id}/confirm", data={"csrf_token": token(page), "seen": "1"}
        )
        assert answer.status_code == 303
    session().rollback()
    assert session().get_one(Partner, partner.id).state == "confirmed"


def test_a_file_is_uploaded_served_as_attachment_and_removed(client: FlaskClient, db: Session) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal, filled=False)
    address = f"/applications/{made.id}/files"
    with clock.set_to(calls.DURING):
        sign_in_as(client, focal)
        secret = token(client.get(address).text)

        def post(data: bytes, name: str) -> int:
            fields = {"csrf_token": secret, "kind": "annex", "file": (io.BytesIO(data), name), "note": ""}
            return client.post(address, data=fields, content_type="multipart/form-data").status_code

        assert post(b"MZ\x90 a program", "minutes.pdf") == 422
        assert post(applications.PDF, "minutes.pdf") == 303
        session().rollback()
        (kept,) = queries.files(again(made.id))
        served = client.get(f"{address}/{kept.id}")
        assert served.data == applications.PDF
        assert served.headers["Content-Disposition"].startswith('attachment; filename="minutes.pdf"')
        assert client.post(f"{address}/{kept.id}/remove", data={"csrf_token": secret}).status_code == 303
    assert queries.files(again(made.id)) == []


def test_form_c_is_printed_to_be_signed(client: FlaskClient, db: Session) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal)
    with clock.set_to(calls.DURING):
        sign_in_as(client, focal)
        answer = client.get(f"/applications/{made.id}/form-c.pdf")
    assert answer.data.startswith(b"%PDF-")


def test_a_focal_point_withdraws_with_a_reason(client: FlaskClient, db: Session) -> None:
    focal = calls.focal_point("ZM")
    made = applications.submitted(by=focal)
    with clock.set_to(calls.DURING):
        sign_in_as(client, focal)
        typed = sent(client.get(f"/applications/{made.id}/withdraw").text)
        typed["reason"] = "The ministry changed its plans."
        assert client.post(f"/applications/{made.id}/withdraw", data=typed).status_code == 303
        assert "The ministry changed its plans." in client.get(f"/applications/{made.id}").text


def test_an_officer_takes_in_what_came_by_mail(client: FlaskClient, db: Session) -> None:
    round_, officer = applications.open_round(), calls.officer()
    calls.party("ZM")
    with clock.set_to(calls.DURING):
        sign_in_as(client, officer)
        page = client.get(f"/applications/receive/{round_.id}").text
        fields = {
            "csrf_token": token(page),
            "party_id": "ZM",
            "reference": "",
            "title": "By mail",
            "amount": "60000",
            "months": "24",
            "arrived": "2027-04-15T08:30",
            "evidence": "From the ministry's address, header kept.",
            "signed_letter": (io.BytesIO(applications.PDF), "form_c.pdf"),
            "others": (io.BytesIO(pdf("form A")), "form_a.pdf"),
        }
        answer = client.post(
            f"/applications/receive/{round_.id}", data=fields, content_type="multipart/form-data"
        )
    assert answer.status_code == 303
    session().rollback()
    (made,) = queries.of_round(round_.id)
    assert (made.title, made.by_mail, made.state, len(queries.files(made))) == ("By mail", True, "draft", 2)


def test_the_second_factor_comes_before_the_files_that_came_by_mail(client: FlaskClient, db: Session) -> None:
    round_, officer = applications.open_round(), calls.officer()
    assert officer.person_id is not None
    with clock.set_to(calls.DURING):
        people.sign_in(client, officer.person_id, factor=False)
        page = client.get(f"/applications/receive/{round_.id}").text
    assert "Your second factor is asked for first" in page
    assert 'type="file"' not in page


PAGES = ["", "/tasks", "/dossier", "/files", "/partners", "/submit", "/form-c.pdf", "/sections/summary"]


@pytest.mark.parametrize("page", PAGES)
def test_another_partys_application_is_not_there(client: FlaskClient, db: Session, page: str) -> None:
    made = applications.submitted()
    with clock.set_to(calls.DURING):
        sign_in_as(client, calls.focal_point("PE"))
        assert client.get(f"/applications/{made.id}{page}").status_code == 404
        assert made.reference not in client.get("/applications/").text


def test_an_officer_reads_what_was_submitted_but_no_draft(client: FlaskClient, db: Session) -> None:
    round_ = applications.open_round()
    draft, handed_in = applications.draft(round_, of="GH"), applications.submitted(round_, of="ZM")
    sign_in_as(client, calls.officer())
    page = client.get("/applications/").text
    assert handed_in.reference in page
    assert draft.reference not in page
    assert client.get(f"/applications/{draft.id}").status_code == 404
    assert client.get(f"/applications/{handed_in.id}/dossier").status_code == 200


def test_a_draft_file_that_was_not_submitted_is_the_teams_own(client: FlaskClient, db: Session) -> None:
    focal = calls.focal_point("ZM")
    made = applications.submitted(by=focal)
    with clock.set_to(calls.DURING):
        applications.attach(made, focal)
    (kept,) = queries.files(made)
    sign_in_as(client, calls.officer())
    assert client.get(f"/applications/{made.id}/files/{kept.id}").status_code == 404


def test_a_board_member_sees_what_is_before_the_board_except_where_barred(
    client: FlaskClient, db: Session
) -> None:
    round_ = applications.open_round()
    mine = applications.application_in("with_board", round_, of="GH")
    calls.put(round_, state="announced")
    other = applications.application_in("with_board", round_, of="ZM")
    calls.put(round_, state="announced")
    early = applications.submitted(round_, of="PE")
    sign_in_as(client, applications.board_member("GH"))
    page = client.get("/applications/").text
    assert (mine.reference in page, other.reference in page, early.reference in page) == (False, True, False)
    assert client.get(f"/applications/{mine.id}").status_code == 403
    assert client.get(f"/applications/{early.id}").status_code == 404
