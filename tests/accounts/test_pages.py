"""The pages of accounts, people, teams and import, as people use them."""

import io
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from sipgrants.accounts import queries
from sipgrants.accounts.models import Person
from sipgrants.core import clock
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.web.mails import render
from tests.builders import files, people
from tests.builders.web import post

NEW = "a sentence that is new"


def pdf(name: str = "letter.pdf", words: str = "") -> tuple[io.BytesIO, str]:
    return io.BytesIO(files.pdf(words)), name


def link(app: Flask, db: Session, kind: str) -> str:
    """The link in the latest mail of `kind`."""
    db.rollback()
    mail = db.scalars(select(Mail).where(Mail.kind == kind).order_by(Mail.created_at.desc())).first()
    assert mail is not None
    with app.app_context():
        text = render(mail, db.get(Person, mail.person_id))[1]
    return re.findall(r"http://localhost(/\S+)", text)[0]


@pytest.fixture
def office(client: FlaskClient, db: Session) -> Person:
    who = people.person(R.PROGRAMME_OFFICER, name="Officer")
    people.sign_in(client, who)
    return who


def invite(client: FlaskClient, **data: object) -> TestResponse:
    plain = {
        "email": "focal@zm.example",
        "name": "Focal",
        "locale": "fr",
        "role": "focal_point",
        "party": "ZM",
    }
    return post(client, "/people/invite", **{**plain, **data})


def test_from_invitation_to_the_first_page(app, client, db, office) -> None:
    people.party("ZM")
    assert invite(client, letter=pdf()).status_code == 303
    mine = app.test_client()
    where = link(app, db, "invitation")
    form = {"name": "Ms Focal", "locale": "fr", "zone": "Africa/Lusaka", "password": NEW, "again": NEW}
    assert post(mine, where, **form).location == "/home"
    assert '<html lang="fr"' in mine.get("/account").text
    assert mine.get(where).status_code == 409
    db.rollback()
    who = queries.person_of_address("focal@zm.example")
    assert (who.name, who.zone, queries.actor_of(who.id).parties()) == ("Ms Focal", "Africa/Lusaka", {"ZM"})


def test_invitation_is_in_the_language_of_the_invited(app, client, db, office) -> None:
    people.party("ZM", names={"en": "Zambia", "fr": "Zambie"})
    invite(client, letter=pdf())
    db.rollback()
    (mail,) = db.scalars(select(Mail))
    with app.app_context():
        assert "Zambie" in render(mail, db.get(Person, mail.person_id))[1]


def test_invitation_is_good_for_14_days_and_comes_again_on_request(app, client, db, office) -> None:
    people.party("ZM")
    invite(client, letter=pdf())
    first, who = link(app, db, "invitation"), queries.person_of_address("focal@zm.example")
    start = clock.now()
    for days, status in ((13, 200), (15, 409)):
        with clock.set_to(start + timedelta(days=days)):
            assert app.test_client().get(first).status_code == status
    assert post(client, f"/people/{who.id}/invitation", page=f"/people/{who.id}").status_code == 303
    assert app.test_client().get(first).status_code == 409
    assert app.test_client().get(link(app, db, "invitation")).status_code == 200


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, "a focal point is designated by it"),
        ({"letter": (io.BytesIO(b"MZ"), "letter.pdf")}, "This is not a PDF."),
        ({"role": "drafter", "party": ""}, "Name the Party"),
        ({"role": "drafter", "email": "nonsense"}, "Enter a mail address"),
        ({"role": "drafter", "name": ""}, "enter the name"),
        ({"role": "finance_officer"}, "Not a valid choice"),
        ({"role": "drafter", "until_day": "2020-01-01"}, "end before it begins"),
    ],
)
def test_invitation_that_lacks_something_keeps_what_was_typed(client, db, office, data, told) -> None:
    people.party("ZM")
    answer = invite(client, **data)
    assert (answer.status_code, told in answer.text) == (422, True)
    assert data.get("email", "focal@zm.example") in answer.text
    assert queries.person_of_address("focal@zm.example") is None


def test_letter_is_given_to_the_secretariat_only(app, client, db, office) -> None:
    people.party("ZM")
    invite(client, letter=pdf("Lettre n° 7.pdf", "seven"))
    who = queries.person_of_address("focal@zm.example")
    where = f"/roles/{who.roles[0].id}/letter"
    assert client.get(where).data == files.pdf("seven")
    people.sign_in(client, who)
    assert client.get(where).status_code == 403


def test_successor_step_by_step(client, db, office) -> None:
    before = people.person(R.FOCAL_POINT, party="ZM", name="Before")
    data = {"email": "after@zm.example", "name": "After", "locale": "en", "from_day": str(clock.today())}
    assert post(client, f"/roles/{before.roles[0].id}/successor", **data).status_code == 422
    assert post(client, f"/roles/{before.roles[0].id}/successor", **data, letter=pdf()).status_code == 303
    page = client.get("/focal-points").text
    assert ("After" in page, "Before" in page) == (True, False)
    db.rollback()
    assert [person.name for person in queries.people_with(R.FOCAL_POINT, "ZM")] == ["After"]


def test_register_tells_which_parties_have_nobody(client, db, office) -> None:
    people.party("KE")
    people.person(R.FOCAL_POINT, party="ZM", name="Ms Focal")
    everybody, missing = client.get("/focal-points").text, client.get("/focal-points?missing=y").text
    assert ("Party KE" in everybody, "Party ZM" in everybody) == (True, True)
    assert ("Party KE" in missing, "Party ZM" in missing) == (True, False)


def test_team_page_of_another_party_is_not_there(client, db) -> None:
    people.person(R.DRAFTER, party="KE")
    people.sign_in(client, people.person(R.FOCAL_POINT, party="ZM"))
    assert [client.get(f"/parties/{code}/team").status_code for code in ("ZM", "KE")] == [200, 404]
    assert post(client, "/parties/KE/team", page="/parties/ZM/team", email="a@b.example").status_code == 404


def test_focal_point_builds_and_shrinks_the_team(client, db) -> None:
    people.sign_in(client, people.person(R.FOCAL_POINT, party="ZM"))
    data = {"email": "drafter@zm.example", "name": "Drafter", "role": "drafter", "locale": "en"}
    assert post(client, "/parties/ZM/team", **data).status_code == 303
    again = post(client, "/parties/ZM/team", **data)
    assert (again.status_code, "holds this role already" in again.text) == (422, True)
    db.rollback()
    who = queries.person_of_address("drafter@zm.example")
    assert post(client, f"/team/{who.roles[0].id}/remove", page="/parties/ZM/team").status_code == 303
    db.rollback()
    assert queries.actor_of(who.id).roles == frozenset()


def test_reader_sees_the_team_and_changes_nothing(client, db) -> None:
    drafter = people.person(R.DRAFTER, party="ZM", name="Mr Drafter")
    people.sign_in(client, people.person(R.READER, party="ZM"))
    page = client.get("/parties/ZM/team").text
    assert ("Mr Drafter" in page, "/remove" in page) == (True, False)
    assert post(client, f"/team/{drafter.roles[0].id}/remove", page="/account").status_code == 403


def test_password_is_changed_with_the_present_one_and_other_sessions_end(app, client, db) -> None:
    who = people.person(R.READER, party="ZM")
    other = app.test_client()
    people.sign_in(client, who)
    people.sign_in(other, who)
    form = {"password": NEW, "again": NEW}
    assert post(client, "/account/password", **form, present="wrong").status_code == 422
    assert post(client, "/account/password", **form, present=people.PASSWORD).status_code == 303
    assert (client.get("/account").status_code, other.get("/account").status_code) == (200, 302)


def test_address_counts_once_its_link_was_used_and_the_old_one_is_told(app, client, db) -> None:
    who = people.person(R.READER, party="ZM", email="old@zm.example")
    people.sign_in(client, who)
    form = {"email": "New@zm.example", "present": people.PASSWORD}
    assert post(client, "/account/address", **form).status_code == 200
    db.rollback()
    assert who.email == "old@zm.example"
    where = link(app, db, "confirm_address")
    stranger = app.test_client()
    people.sign_in(stranger, people.person(R.READER, party="ZM"))
    assert stranger.get(where).status_code == 409
    assert post(client, where).status_code == 303
    db.rollback()
    told = db.scalars(select(Mail.address).where(Mail.kind == "address_changed")).all()
    assert (who.email, list(told)) == ("new@zm.example", ["old@zm.example"])


def test_address_of_somebody_else_is_not_given_away(client, db) -> None:
    people.person(email="taken@zm.example")
    people.sign_in(client, people.person(R.READER, party="ZM"))
    answers = [
        post(client, "/account/address", email=email, present=people.PASSWORD).text.replace(email, "x")
        for email in ("taken@zm.example", "free@zm.example")
    ]
    token = re.compile(r'value="[^"]+"')
    assert token.sub("", answers[0]) == token.sub("", answers[1])
    db.rollback()
    assert [mail.address for mail in db.scalars(select(Mail))] == ["free@zm.example"]


LIST = """email;name;role;party;language
focal@zm.example;Focal of Zambia;focal point;ZM;en
focal@ke.example;Focal of Kenya;;Party KE;fr
known@zm.example;;drafter;ZM;
nonsense;X;drafter;ZM;
boss@un.example;Boss;head;;
seat@ee.example;Member;board member;KE;
focal@zm.example;Again;focal point;ZM;en
"""


def test_import_tells_first_and_does_then(client, db, office) -> None:
    people.party("KE")
    people.person(R.READER, party="ZM", email="known@zm.example")
    told = post(client, "/people/import", file=(io.BytesIO(LIST.encode("cp1252")), "list.csv")).text
    assert [told.count(words) for words in ("will be invited", "will get the role", "left out")] == [3, 2, 6]
    assert queries.person_of_address("focal@ke.example") is None
    done = post(client, "/people/import", list=LIST, apply="1").text
    assert "Line 2 says the same." in done
    db.rollback()
    kenya = queries.person_of_address("focal@ke.example")
    assert (kenya.locale, queries.actor_of(kenya.id).parties()) == ("fr", {"KE"})
    assert queries.person_of_address("boss@un.example") is None
    again = post(client, "/people/import", list=LIST).text
    assert [again.count(words) for words in ("will be invited", "has the role already")] == [1, 4]


@pytest.mark.parametrize("text", ["", "name,role\nx,y\n", "\0"])
def test_list_without_addresses_is_told(client, db, office, text: str) -> None:
    answer = post(client, "/people/import", list=text)
    assert (answer.status_code, "no column “email”" in answer.text) == (422, True)


@pytest.mark.parametrize("number", [10, 500])
@pytest.mark.parametrize(("where", "most"), [("/people/", 6), ("/focal-points", 6), ("/parties/ZM/team", 7)])
def test_lists_take_a_fixed_number_of_statements(
    app, client, db, office, where: str, most: int, number: int
) -> None:
    for one in range(number):
        db.add(Person(email=f"p{one}@zm.example", name=f"P {one}", roles=[]))
    people.party("ZM")
    db.commit()
    for who in db.scalars(select(Person).where(Person.email.like("p%@zm.example"))):
        people.give(who, R.FOCAL_POINT, "ZM") if number < 20 else None
    client.get(where)
    counted: list[str] = []
    event.listen(
        app.extensions["runtime"].database.engine, "before_cursor_execute", lambda *a: counted.append(a[2])
    )
    assert client.get(where).status_code == 200
    assert len([one for one in counted if one.lstrip().upper().startswith("SELECT")]) <= most


@pytest.mark.parametrize(
    ("role", "told"),
    [(R.PROGRAMME_OFFICER, True), (R.BOARD_MEMBER, True), (R.FOCAL_POINT, False), (R.EXPERT, False)],
)
def test_home_reminds_who_needs_an_authenticator(
    client: FlaskClient, db: Session, role: R, told: bool
) -> None:
    party = "ZM" if role in (R.BOARD_MEMBER, R.FOCAL_POINT) else None
    people.sign_in(client, people.person(role, party=party))
    assert ("Set up an authenticator" in client.get("/home").text) is told
