"""An application's first pages: its language, what is overdue when it is started, what a page costs, where links lead."""

from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.applications import commands
from sipgrants.applications.models import Application
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import Actor
from tests.builders import applications, calls, people, reports
from tests.builders.pages import sent
from tests.builders.sending import counting


def sign_in_as(client: FlaskClient, actor: Actor) -> None:
    assert actor.person_id is not None
    people.sign_in(client, actor.person_id)


def again(application_id: UUID) -> Application:
    session().rollback()
    session().expire_all()
    return session().get_one(Application, application_id)


def test_the_language_is_changed_on_the_task_list(client: FlaskClient, db: Session) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        sign_in_as(client, focal)
        typed = sent(client.get(f"/applications/{made.id}/tasks").text)
        typed["language"] = "fr"
        assert client.post(f"/applications/{made.id}/language", data=typed).status_code == 303
    assert again(made.id).language == "fr"


def test_late_reports_are_named_before_an_application_is_started(client: FlaskClient, db: Session) -> None:
    round_ = applications.open_round()
    reports.award("ZM")
    with clock.set_to(calls.DURING):
        sign_in_as(client, calls.drafter("ZM"))
        page = client.get(f"/applications/new/{round_.id}").text
    assert "reports are overdue." in page


def test_what_is_missing_is_named_by_section_and_question_with_a_link(
    client: FlaskClient, db: Session
) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        sign_in_as(client, focal)
        page = client.get(f"/applications/{made.id}/check").text
    link = f'<a href="/applications/{made.id}/sections/gender#gender.gender_analysis">'
    assert "<h3>Gender and vulnerable groups</h3>" in page
    assert f"{link}Women and men in the problem – This question is not answered yet.</a>" in page


def test_a_drafter_is_led_to_nothing_that_only_a_focal_point_signs(client: FlaskClient, db: Session) -> None:
    focal, drafter = calls.focal_point("ZM"), calls.drafter("ZM")
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        for reader, is_led in ((drafter, False), (focal, True)):
            sign_in_as(client, reader)
            tasks, check = (client.get(f"/applications/{made.id}/{page}").text for page in ("tasks", "check"))
            consultation = f"/applications/{made.id}/sections/consultation"
            saved = client.post(consultation, data=sent(client.get(consultation).text))
            assert ("/sections/signature" in tasks, "/sign/signature" in check) == (is_led, is_led)
            assert saved.location.endswith("/sections/confirmation" if is_led else "/tasks")


def test_a_partner_is_led_to_no_dossier_before_the_first_version(client: FlaskClient, db: Session) -> None:
    focal, ghana = calls.focal_point("ZM"), calls.focal_point("GH")
    made = applications.draft(by=focal)
    with clock.set_to(calls.DURING):
        partner = commands.invite(made, by=focal, party_id="GH")
        pages = [f"/applications/{made.id}", f"/applications/partners/{partner.id}"]
        for reader, links in ((focal, 1), (ghana, 0)):
            sign_in_as(client, reader)
            assert client.get(pages[0]).text.count("/dossier") == links
        assert "/dossier" not in client.get(pages[1]).text


@pytest.mark.parametrize("page", ["", "/tasks", "/sections/summary", "/plan/budget", "/dossier", "/submit"])
def test_a_page_of_an_application_costs_few_statements(
    client: FlaskClient, db: Session, app: Flask, page: str
) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal)
    with clock.set_to(calls.DURING):
        sign_in_as(client, focal)
        with counting(app.extensions["runtime"].database) as statements:
            assert client.get(f"/applications/{made.id}{page}").status_code == 200
    assert len(statements) <= 40
