"""Documents for members: on the home page of today's members, in a mail to new ones; who attended which Master Class."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.board import commands, orientation_queries
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Invalid
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle import countersign
from tests.builders import board, calls, files, people
from tests.builders.web import post, token

RULES = {"title": "Rules of procedure", "locale": "fr", "day": date(2027, 1, 15)}
LINK = "https://minamata.example/rules"


def test_todays_members_find_a_document_and_a_new_one_is_told_when_confirmed(
    client: FlaskClient, db: Session
) -> None:
    here = board.before_board(countries=("EE", "GH"))
    board.party("KE")
    people.sign_in(client, session().get_one(Person, here.officer.person_id))
    page = "/board/orientation/new"
    typed = {**RULES, "day": "2027-01-15", "url": LINK, "csrf_token": token(client.get(page))}
    assert client.post(page, data=typed).status_code == 303
    member = client.application.test_client()
    people.sign_in(member, session().get_one(Person, here.members["EE"].person_id))
    pages = [member.get(one).text for one in ("/home", "/board/orientation")]
    assert [(LINK in one, "Français" in one) for one in pages] == [(True, True)] * 2
    db.rollback()
    term = session().scalars(select(board.Seat)).first()
    assert term is not None
    new = commands.nominate(by=here.officer, email="ke@board.example", name="Board member for Kenya")
    asked = commands.seat(new, by=here.officer, term_id=term.term_id, country_id="KE", from_day=clock.today())
    assert session().query(Mail).filter_by(kind="orientation").all() == []
    countersign.confirm(asked, by=calls.approver())
    told = session().query(Mail).filter_by(kind="orientation").one()
    assert (told.person_id, told.params["titles"]) == (new.id, ["Rules of procedure"])
    document = orientation_queries.documents()[0]
    commands.withdraw_orientation(document, by=here.officer)
    db.commit()
    assert LINK not in member.get("/home").text
    with pytest.raises(Conflict):
        commands.withdraw_orientation(document, by=here.officer)


@pytest.mark.parametrize("wrong", [
    {"url": ""}, {"url": "http://minamata.example"}, {"url": "javascript:alert(1)"}, {"url": "https://"},
    {"url": "https://[", "title": "x"}, {"url": LINK, "title": " "},
])  # fmt: skip
def test_a_document_has_a_title_and_a_file_or_a_safe_link(db: Session, wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        commands.add_orientation(by=calls.officer(), **{**RULES, **wrong})


def test_who_attended_a_master_class_is_recorded_and_mended_but_not_before_its_day(
    client: FlaskClient, db: Session
) -> None:
    here = board.before_board(countries=("EE", "GH", "KE"))
    people.sign_in(client, session().get_one(Person, here.officer.person_id))
    assert post(client, "/board/classes/new", title="How to score", day=str(clock.today())).status_code == 303
    db.rollback()
    held = orientation_queries.classes()[0]
    for came in (("EE", "KE"), ("GH", "KE")):
        ids = [str(here.members[one].person_id) for one in came]
        assert post(client, f"/board/classes/{held.id}", attended=ids).status_code == 303
    db.rollback()
    assert {row.person_id for row in held.attended} == {here.members[one].person_id for one in ("GH", "KE")}
    assert "Attended none so far: Board member for EE" in client.get("/board/orientation").text
    stranger = calls.focal_point("ZM").person_id
    assert stranger is not None
    with pytest.raises(Invalid):
        commands.record_attended(held, by=here.officer, people=[stranger])
    coming = commands.record_class(by=here.officer, title="Later", day=clock.today() + timedelta(days=9))
    with pytest.raises(Conflict):
        commands.record_attended(coming, by=here.officer, people=[])


def test_a_document_that_is_a_file_is_given_to_members_until_it_is_withdrawn(
    client: FlaskClient, db: Session
) -> None:
    here, given = board.before_board(countries=("EE", "GH")), files.pdf("The rules.")
    people.sign_in(client, session().get_one(Person, here.officer.person_id))
    page = "/board/orientation/new"
    typed = {**RULES, "day": "2027-01-15", "csrf_token": token(client.get(page))}
    assert (
        client.post(page, data={**typed, "url": LINK, "file": (BytesIO(given), "r.pdf")}).status_code == 422
    )
    assert client.post(page, data={**typed, "file": (BytesIO(given), "r.pdf")}).status_code == 303
    db.rollback()
    document, member = orientation_queries.documents()[0], client.application.test_client()
    people.sign_in(member, session().get_one(Person, here.members["EE"].person_id))
    address = f"/board/orientation/{document.id}/file"
    assert member.get(address).data == given
    commands.withdraw_orientation(document, by=here.officer)
    db.commit()
    assert [one.get(address).status_code for one in (member, client)] == [404, 200]
