"""Signing in and out, and getting back in with a link."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person, Token
from sipgrants.core import clock
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.web.mails import render
from tests.builders import people
from tests.builders.web import post, token

TOKEN = re.compile(r'value="[^"]+"')


@pytest.fixture
def somebody(db: Session) -> Person:
    return people.person(R.FOCAL_POINT, party="ZM", email="focal.point@zm.example")


def signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def links(app: Flask, db: Session, kind: str) -> list[str]:
    """The links in the mails of `kind`, oldest first."""
    db.rollback()
    with app.app_context():
        mails = db.scalars(select(Mail).where(Mail.kind == kind).order_by(Mail.created_at))
        bodies = [render(mail, db.get(Person, mail.person_id))[1] for mail in mails]
    return [re.findall(r"http://localhost(/\S+)", body)[0] for body in bodies]


def test_address_and_password_open_a_session(client: FlaskClient, somebody: Person) -> None:
    answer = post(client, "/sign-in", email=" Focal.Point@ZM.example ", password=people.PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/home")
    assert signed_in(client)


@pytest.mark.parametrize(
    ("email", "password"),
    [("focal.point@zm.example", "not this one"), ("nobody@zm.example", people.PASSWORD)],
)
def test_what_is_wrong_is_not_told(client: FlaskClient, somebody: Person, email: str, password: str) -> None:
    answer = post(client, "/sign-in", email=email, password=password)
    assert answer.status_code == 422
    assert "do not belong together" in answer.text
    assert not signed_in(client)


def test_session_ends_after_twelve_hours_and_after_an_idle_one(client: FlaskClient, somebody: Person) -> None:
    start = clock.now()
    with clock.set_to(start):
        people.sign_in(client, somebody)
    alive = []
    for minutes in (59, 59 + 59, 59 + 59 + 62):
        with clock.set_to(start + timedelta(minutes=minutes)):
            alive.append(signed_in(client))
    assert alive == [True, True, False]
    with clock.set_to(start):
        people.sign_in(client, somebody)
    stations = []
    for step in range(1, 16):
        with clock.set_to(start + timedelta(minutes=50 * step)):
            stations.append(signed_in(client))
    assert stations == [True] * 14 + [False]  # 700 minutes are in time, 750 are not


def test_sign_out_ends_the_session_and_a_link_cannot_do_it(client: FlaskClient, somebody: Person) -> None:
    people.sign_in(client, somebody)
    assert client.get("/sign-out").status_code == 405
    assert signed_in(client)
    assert post(client, "/account", name="x", locale="en", zone="UTC").status_code == 303
    assert post(client, "/sign-out", page="/account").status_code == 303
    assert not signed_in(client)


def test_who_is_disabled_is_out_at_once(client: FlaskClient, db: Session, somebody: Person) -> None:
    people.sign_in(client, somebody)
    assert signed_in(client)
    somebody.disabled_at = clock.now()
    db.commit()
    assert not signed_in(client)
    post(client, "/sign-in", email=somebody.email, password=people.PASSWORD)
    assert not signed_in(client)


@pytest.mark.parametrize(
    ("wanted", "target"),
    [
        ("/rounds?page=2", "/rounds?page=2"),
        ("https://elsewhere.example/", "/home"),
        ("//elsewhere.example/", "/home"),
        ("/\\elsewhere.example", "/home"),
        ("javascript:alert(1)", "/home"),
    ],
)
def test_after_signing_in_the_way_stays_in_this_house(client, somebody, wanted: str, target: str) -> None:
    page = client.get("/sign-in")
    data = {"email": somebody.email, "password": people.PASSWORD, "csrf_token": token(page)}
    assert client.post("/sign-in", query_string={"next": wanted}, data=data).location == target


def test_ten_wrong_passwords_lock_the_account_until_time_or_a_new_password(app, client, db, somebody) -> None:
    start = clock.now()

    def try_at(minute: int, password: str) -> bool:
        with clock.set_to(start + timedelta(minutes=minute)):
            return post(client, "/sign-in", email=somebody.email, password=password).status_code == 303

    assert [try_at(0, f"wrong {number}") for number in range(10)] == [False] * 10
    assert [try_at(1, people.PASSWORD), try_at(15, people.PASSWORD)] == [False, False]
    assert len(links(app, db, "locked")) == 1
    assert try_at(17, people.PASSWORD)


def test_new_password_opens_a_locked_account(app, client, db, somebody) -> None:
    for _ in range(11):
        post(client, "/sign-in", email=somebody.email, password="wrong")
    post(client, "/forgotten", email=somebody.email)
    answer = post(
        client, links(app, db, "reset")[0], password="quite another sentence", again="quite another sentence"
    )
    assert answer.status_code == 303
    assert signed_in(client)


def test_unknown_address_gets_the_same_answer_and_no_mail(client, db, somebody) -> None:
    answers = [post(client, "/forgotten", email=email) for email in (somebody.email, "nobody@zm.example")]
    assert [answer.status_code for answer in answers] == [200, 200]
    texts = [answer.text.replace(somebody.email, "x").replace("nobody@zm.example", "x") for answer in answers]
    assert TOKEN.sub("", texts[0]) == TOKEN.sub("", texts[1])
    db.rollback()
    assert [mail.person_id for mail in db.scalars(select(Mail))] == [somebody.id]


def test_link_is_used_up_by_sending_the_form_only(app, client, db, somebody) -> None:
    post(client, "/forgotten", email=somebody.email)
    (link,) = links(app, db, "reset")
    assert [client.get(link).status_code for _ in range(3)] == [200, 200, 200]
    new = {"password": "a sentence that is new", "again": "a sentence that is new"}
    assert post(client, link, **new).status_code == 303
    assert client.get(link).status_code == 409
    assert post(client, link, **new).status_code == 409
    other = app.test_client()
    assert post(other, "/sign-in", email=somebody.email, password=new["password"]).status_code == 303


def test_reset_ends_every_other_session(app, client, db, somebody) -> None:
    thief = app.test_client()
    people.sign_in(thief, somebody)
    post(client, "/forgotten", email=somebody.email)
    post(
        client, links(app, db, "reset")[0], password="a sentence that is new", again="a sentence that is new"
    )
    assert (signed_in(client), signed_in(thief)) == (True, False)


def test_link_is_good_for_an_hour(app, client, db, somebody) -> None:
    post(client, "/forgotten", email=somebody.email)
    (link,) = links(app, db, "reset")
    for minutes, status in ((59, 200), (61, 409)):
        with clock.set_to(clock.now() + timedelta(minutes=minutes)):
            assert client.get(link).status_code == status


def test_later_link_makes_the_earlier_one_void(app, client, db, somebody) -> None:
    post(client, "/forgotten", email=somebody.email)
    with clock.set_to(clock.now() + timedelta(minutes=2)):
        post(client, "/forgotten", email=somebody.email)
        first, second = links(app, db, "reset")
        assert (client.get(first).status_code, client.get(second).status_code) == (409, 200)


def test_link_that_was_made_up_opens_nothing(client, db, somebody) -> None:
    token = Token(person_id=somebody.id, kind="reset", expires_at=clock.now() + timedelta(hours=1))
    db.add(token)
    db.commit()
    texts = [token.id.hex, str(token.id), "x", "é" * 46, "A" * 46]
    assert [client.get(f"/reset/{text}").status_code for text in texts] == [409] * 5


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("short", "short", "Use at least 12 characters"),
        ("a sentence that is new", "another sentence", "This is not the same password."),
        ("password1234", "password1234", "too easy to guess"),
        ("aaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaa", "too easy to guess"),
        ("focal.point123", "focal.point123", "Leave out your name and your address."),
        ("x" * 201, "x" * 201, "Use at most 200 characters."),
    ],
)
def test_bad_password_is_refused_with_the_reason_and_the_link_stays(
    app, client, db, somebody, password, again, told
) -> None:
    post(client, "/forgotten", email=somebody.email)
    (link,) = links(app, db, "reset")
    answer = post(client, link, password=password, again=again)
    assert answer.status_code == 422
    assert told in answer.text
    assert client.get(link).status_code == 200


def test_language_is_switched_for_session_and_person(client, db, somebody) -> None:
    answer = post(client, "/language", page="/sign-in", locale="fr", next="//elsewhere")
    assert answer.location == "/"
    assert '<html lang="fr"' in client.get("/sign-in").text
    people.sign_in(client, somebody)
    post(client, "/language", page="/account", locale="fr")
    db.rollback()
    assert somebody.locale == "fr"
    assert post(client, "/language", page="/account", locale="xx").status_code == 400
