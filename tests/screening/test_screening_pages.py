"""The pages of screening: what stands on them, what their forms do, who gets in."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.documents import issuing_commands as issuing
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.screening import commands, queries
from sipgrants.screening.letters import queries as letters
from tests.builders import calls, people
from tests.builders import screening as made
from tests.builders.pages import token


@pytest.fixture(autouse=True)
def _in_june() -> Any:
    with clock.set_to(made.SCREENING):
        yield


def enter(client: FlaskClient, db: Session, actor: Actor) -> Actor:
    look_again()
    people.sign_in(client, db.get_one(Person, actor.person_id))
    return actor


def look_again() -> None:
    """What a request changed is read anew."""
    session().rollback()
    rights.forget()


def press(client: FlaskClient, page: str, address: str, **fields: Any) -> Any:
    answer = client.post(address, data={"csrf_token": token(client.get(page).text), **fields})
    look_again()
    return answer


def test_the_table_shows_every_application_with_a_mark_for_every_line(
    client: FlaskClient, db: Session
) -> None:
    round_, officer = made.screened_round(), enter(client, db, calls.officer())
    for iso2, months in (("ZM", 24), ("GH", 40)):
        commands.propose(made.submitted(round_, iso2, months=months), by=officer)
    page = client.get(f"/screening/rounds/{round_.id}")
    assert (page.status_code, page.text.count("Mercury-free hospitals")) == (200, 2)
    narrowed = client.get(f"/screening/rounds/{round_.id}?rule=months&answer=no").text
    assert ("SIP1-GH" in narrowed, "SIP1-ZM" in narrowed) == (True, False)
    assert "Nothing fits these filters" in client.get(f"/screening/rounds/{round_.id}?state=withdrawn").text


def test_all_clear_ones_are_found_eligible_by_one_button(client: FlaskClient, db: Session) -> None:
    round_, officer = made.screened_round(), enter(client, db, calls.officer())
    application = made.submitted(round_)
    made.clear(application, officer)
    page = f"/screening/rounds/{round_.id}"
    answer = press(client, page, f"{page}/find_all_eligible")
    db.refresh(application)
    assert (answer.status_code, application.state) == (303, "eligible")
    assert "1 application was found eligible." in client.get(page).text


def test_the_checklist_stands_beside_the_document_and_a_line_is_decided_there(
    client: FlaskClient, db: Session
) -> None:
    application = made.submitted(made.screened_round(), eligibility="check")
    commands.propose(application, by=enter(client, db, calls.officer()))
    page = f"/screening/applications/{application.id}"
    shown = client.get(page).text
    assert all(words in shown for words in ("Draft it", "Whether it counts as a developing country", "US$"))
    wrong = press(client, page, f"{page}/lines/standing:ZM", decided="yes", reason="")
    assert (wrong.status_code, "Say why: the system cannot tell" in wrong.text) == (422, True)
    good = press(client, page, f"{page}/lines/standing:ZM", decided="yes", reason="Board, 2018.")
    assert (good.status_code, queries.line(application, "standing:ZM").decided) == (303, "yes")


def test_sending_back_offers_the_sections_and_keeps_what_was_typed(client: FlaskClient, db: Session) -> None:
    application = made.submitted(made.screened_round())
    enter(client, db, calls.officer())
    page = f"/screening/applications/{application.id}/send_back"
    shown = client.get(page).text
    assert ('value="2027-06-12"' in shown, 'value="budget"' in shown) == (True, True)
    wrong = press(client, page, page, text="Say more.", until="2028-01-01", sections=["budget"])
    assert (wrong.status_code, "Say more." in wrong.text) == (422, True)
    good = press(client, page, page, text="Say more.", until="2027-06-12", sections=["budget"])
    db.refresh(application)
    assert (good.status_code, application.state, application.open_sections) == (303, "returned", ["budget"])


def test_ineligible_is_asked_of_a_second_officer_with_a_draft_of_the_reasons(
    client: FlaskClient, db: Session
) -> None:
    application = made.submitted(made.screened_round(), months=40)
    commands.propose(application, by=enter(client, db, calls.officer()))
    page = f"/screening/applications/{application.id}/find_ineligible"
    assert "Duration: A project of this round lasts from 1 to 36 months." in client.get(page).text
    assert press(client, page, page, reasons="Too long.").status_code == 303
    assert "Waiting for a second person" in client.get(f"/screening/applications/{application.id}").text


def test_letters_are_looked_through_and_released_together(client: FlaskClient, db: Session) -> None:
    round_ = made.screened_round()
    application = made.ineligible(round_, at_once=False)
    focal = calls.focal_point()
    enter(client, db, calls.officer())
    letter = letters.held_of(application)
    assert letter is not None
    assert client.get(f"/letters/{letter.id}/preview").data[:4] == b"%PDF"
    assert "Release 1 letter" in client.get(f"/screening/rounds/{round_.id}/letters").text
    page = f"/screening/rounds/{round_.id}/release"
    assert press(client, page, page).status_code == 303
    db.refresh(letter)
    enter(client, db, focal)
    address = f"/letters/{letter.id}"
    assert "The PDF is being made." in client.get(address, follow_redirects=True).text
    issuing.print_(str(letter.document_id))
    assert client.get(address, follow_redirects=True).data[:4] == b"%PDF"
    assert f"{application.reference}/L1" in client.get(f"/applications/{application.id}").text
    enter(client, db, calls.focal_point("GH"))
    assert client.get(address, follow_redirects=True).status_code == 404


def test_a_letter_that_is_held_is_nobodys_but_the_secretariats(client: FlaskClient, db: Session) -> None:
    application = made.ineligible(made.screened_round(), at_once=False)
    letter = letters.held_of(application)
    assert letter is not None
    enter(client, db, calls.focal_point())
    assert client.get(f"/letters/{letter.id}").status_code == 404
    assert client.get(f"/letters/{letter.id}/preview").status_code == 403


def test_a_focal_point_asks_for_reconsideration_and_an_approving_officer_upholds(
    client: FlaskClient, db: Session
) -> None:
    application = made.ineligible(made.screened_round())
    enter(client, db, calls.focal_point())
    page = f"/applications/{application.id}/reconsideration"
    assert "Not in force." in client.get(page).text
    assert press(client, page, page, text="It is in force.").status_code == 303
    assert "It is in force." in client.get(page).text
    enter(client, db, calls.approver())
    assert "reconsideration is asked for" in client.get("/home").text
    uphold = f"/screening/applications/{application.id}/uphold"
    assert press(client, uphold, uphold, reasons="It is not.").status_code == 303
    assert "It is not." in client.get(f"/screening/applications/{application.id}").text


def test_the_screening_of_a_round_waits_on_the_officers_home(client: FlaskClient, db: Session) -> None:
    round_ = made.screened_round()
    made.submitted(round_)
    enter(client, db, calls.officer())
    assert f"Round {round_.number}: 1 application waits for your screening" in client.get("/home").text


@pytest.mark.parametrize("number", [2, 6])
def test_the_pages_take_as_many_statements_for_few_as_for_many(
    client: FlaskClient, db: Session, number: int
) -> None:
    round_, officer = made.screened_round(), enter(client, db, calls.officer())
    for iso2 in ("ZM", "GH", "PE", "SN", "TG", "AA")[:number]:
        made.ineligible(round_, iso2, at_once=False, by=officer)
    counts = {}
    for page in ("", "/letters"):
        with made.statements(client.application.extensions["runtime"].database) as counted:
            assert client.get(f"/screening/rounds/{round_.id}{page}").status_code == 200
        counts[page] = len(counted)
    assert counts == {"": 19, "/letters": 17}
