"""The second factor: asked for before steps that bind, by authenticator, recovery code or mail; each code counts once."""

import io
import re
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from sipgrants.accounts import second_factor, tokens
from sipgrants.accounts.models import Person, Token
from sipgrants.core import audit, clock
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.lifecycle.countersign import Proposal
from tests.builders import people
from tests.builders.files import pdf
from tests.builders.web import post, token

SECRET = second_factor.new_secret()
CODES = ["aaaaa-bbbbb", "ccccc-ddddd"]


def codes_now() -> str:
    return pyotp.TOTP(SECRET).at(clock.now())


@pytest.fixture
def admin(db: Session) -> Person:
    hashes = [second_factor.digest(code) for code in CODES]
    return people.person(R.ADMINISTRATOR, totp_secret=SECRET, recovery_hashes=hashes)


@pytest.fixture
def guarded(client: FlaskClient, admin: Person) -> str:
    """A guarded step: closing somebody's account."""
    people.sign_in(client, admin, factor=False)
    return f"/people/{people.person(R.READER, party='ZM').id}/close"


def is_asked(answer: TestResponse) -> bool:
    return 'name="factor_code"' in answer.text


def test_guarded_step_asks_and_goes_on_with_what_was_typed(client, db, guarded: str) -> None:
    asked = post(client, guarded, reason="Retired <in May>.")
    assert (asked.status_code, is_asked(asked)) == (200, True)
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', asked.text))
    assert hidden["reason"] == "Retired &lt;in May&gt;."
    data = {"reason": "Retired <in May>.", "factor_code": codes_now(), "csrf_token": hidden["csrf_token"]}
    assert client.post(guarded, data=data).status_code == 303
    db.rollback()
    assert [entry.details["reason"] for entry in _entries(db, "person.disable")] == ["Retired <in May>."]


def _entries(db: Session, action: str) -> list[audit.AuditEntry]:
    return list(db.scalars(select(audit.AuditEntry).where(audit.AuditEntry.action == action)))


def test_code_counts_once(app: Flask, client: FlaskClient, admin: Person, guarded: str) -> None:
    code = codes_now()
    assert not is_asked(post(client, guarded, reason="x", factor_code=code))
    other = app.test_client()
    people.sign_in(other, admin, factor=False)
    assert is_asked(post(other, guarded.replace("close", "open"), reason="x", factor_code=code))


def test_given_code_is_good_for_ten_minutes(client: FlaskClient, admin: Person, guarded: str) -> None:
    start = clock.now()
    people.sign_in(client, admin, factor=True)
    asked = []
    for minutes in (9, 11):
        with clock.set_to(start + timedelta(minutes=minutes)):
            asked.append(is_asked(post(client, guarded, reason="")))
    assert asked == [False, True]


@pytest.mark.parametrize("typed", ["000000", "", "nonsense", "é" * 6, "aaaaa-bbbbx"])
def test_wrong_code_is_told_and_nothing_happens(client, db, admin, guarded: str, typed: str) -> None:
    if typed == codes_now():
        typed = "111111"
    answer = post(client, guarded, reason="x", factor_code=typed)
    assert (is_asked(answer), ("is not right" in answer.text)) == (True, typed != "")
    assert _entries(db, "person.disable") == []


def test_ten_wrong_codes_lock_for_a_quarter_of_an_hour(client, admin, guarded: str) -> None:
    start = clock.now()
    for _ in range(11):
        post(client, guarded, reason="x", factor_code="nonsense")
    assert "Too many wrong codes" in post(client, guarded, reason="x", factor_code=codes_now()).text
    with clock.set_to(start + timedelta(minutes=16)):
        assert not is_asked(post(client, guarded, reason="x", factor_code=codes_now()))


def test_recovery_code_counts_once_and_the_person_is_told(app, client, db, admin, guarded: str) -> None:
    assert not is_asked(post(client, guarded, reason="x", factor_code=" AAAAA bbbbb "))
    people.sign_in(client, admin, factor=False)
    assert is_asked(post(client, guarded.replace("close", "open"), reason="x", factor_code="aaaaa-bbbbb"))
    db.rollback()
    assert len(admin.recovery_hashes) == 1
    assert [mail.kind for mail in db.scalars(select(Mail))] == ["recovery_code_used"]


def test_who_binds_the_programme_needs_an_authenticator(client, db) -> None:
    people.sign_in(client, people.person(R.ADMINISTRATOR), factor=False)
    where = f"/people/{people.person(R.READER, party='ZM').id}/close"
    answer = post(client, where, reason="x")
    assert ("/account/factor" in answer.text, list(db.scalars(select(Token)))) == (True, [])
    assert "Set up an authenticator first" in post(client, where, reason="x", factor_code="123456").text


# A step that asks everybody for the factor, whatever comes of it.
RENEW = "/account/factor/codes"


@pytest.fixture
def applicant(client: FlaskClient, db: Session) -> Person:
    who = people.person(R.FOCAL_POINT, party="ZM")
    people.sign_in(client, who, factor=False)
    return who


def mailed(app: Flask, db: Session) -> list[str]:
    db.rollback()
    key = app.config["SECRET_KEY"]
    return [tokens.code(key, one.id) for one in db.scalars(select(Token).order_by(Token.created_at))]


def test_applicant_gets_a_code_by_mail(app, client, db, applicant) -> None:
    asked = post(client, RENEW, page="/account")
    (code,) = mailed(app, db)
    assert (is_asked(asked), code in asked.text) == (True, False)
    assert [mail.kind for mail in db.scalars(select(Mail))] == ["code"]
    answer = post(client, RENEW, page="/account", factor_code=f"{code[:3]} {code[3:]}")
    assert (answer.status_code, is_asked(answer)) == (
        409,
        False,
    )  # without an authenticator there are none to renew


def test_second_press_within_a_minute_sends_no_second_mail(app, client, db, applicant) -> None:
    start = clock.now()
    for seconds in (0, 30, 61):
        with clock.set_to(start + timedelta(seconds=seconds)):
            post(client, RENEW, page="/account")
    assert len(mailed(app, db)) == 2


def test_mailed_code_is_good_for_ten_minutes_and_five_tries(app, client, db, applicant) -> None:
    start = clock.now()
    post(client, RENEW, page="/account")
    (code,) = mailed(app, db)
    with clock.set_to(start + timedelta(minutes=11)):
        assert "counts no more" in post(client, RENEW, page="/account", factor_code=code).text
        post(client, RENEW, page="/account")
        second = mailed(app, db)[-1]
        wrong = "000000" if second != "000000" else "111111"
        for _ in range(5):
            assert "is not right" in post(client, RENEW, page="/account", factor_code=wrong).text
        assert "counts no more" in post(client, RENEW, page="/account", factor_code=second).text


def test_mailed_code_counts_once(app, client, db, applicant) -> None:
    post(client, RENEW, page="/account")
    (code,) = mailed(app, db)
    assert not is_asked(post(client, RENEW, page="/account", factor_code=code))
    people.sign_in(client, applicant, factor=False)
    assert is_asked(post(client, RENEW, page="/account", factor_code=code))


def test_applicant_on_the_board_needs_an_authenticator(client, db) -> None:
    who = people.person(R.FOCAL_POINT, party="ZM")
    people.give(who, R.BOARD_MEMBER, "ZM")
    people.sign_in(client, who, factor=False)
    assert "/account/factor" in post(client, RENEW, page="/account").text
    assert list(db.scalars(select(Token))) == []


@pytest.mark.parametrize(("demo", "address", "shown"), [
    (True, "127.0.0.1", True), (True, "10.0.0.9", False), (False, "127.0.0.1", False),
])  # fmt: skip
def test_code_stands_on_the_page_in_the_demonstration_on_this_machine_only(
    app, db, demo, address, shown
) -> None:
    app.extensions["config"] = replace(app.extensions["config"], demo=demo)
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    people.sign_in(client, people.person(R.FOCAL_POINT, party="ZM"), factor=False)
    asked = post(client, RENEW, page="/account")
    assert ("shown-code" in asked.text) is shown


def test_demonstration_lets_nobody_sign_in_from_elsewhere(app: Flask, db: Session) -> None:
    app.extensions["config"] = replace(app.extensions["config"], demo=True)
    who = people.person(R.READER, party="ZM")
    status = {}
    for address in ("127.0.0.1", "::1", "10.0.0.9"):
        client = app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        status[address] = post(client, "/sign-in", email=who.email, password=people.PASSWORD).status_code
    assert status == {"127.0.0.1": 303, "::1": 303, "10.0.0.9": 403}


def test_authenticator_is_set_up_with_password_and_first_code(client, db, applicant) -> None:
    page = client.get("/account/factor")
    secret = re.findall(r"<code[^>]*>([A-Z2-7 ]+)</code>", page.text)[0].replace(" ", "")
    good = pyotp.TOTP(secret).at(clock.now())
    wrong = client.post("/account/factor", data={"code": good, "password": "no", "csrf_token": token(page)})
    assert (wrong.status_code, "This is not your password." in wrong.text) == (422, True)
    data = {"code": good, "password": people.PASSWORD, "csrf_token": token(page)}
    done = client.post("/account/factor", data=data)
    codes = re.findall(r"<code[^>]*>([a-z2-9]{5}-[a-z2-9]{5})</code>", done.text)
    db.rollback()
    assert (len(codes), len(set(codes)), applicant.totp_secret) == (10, 10, secret)
    assert applicant.recovery_hashes == [second_factor.digest(code) for code in codes]
    assert client.get("/account/factor").status_code == 302


def test_authenticator_is_forgotten_with_its_codes(client, db, admin) -> None:
    people.sign_in(client, admin)
    assert post(client, "/account/factor/drop", page="/account").location == "/account/factor"
    db.rollback()
    assert (admin.totp_secret, admin.recovery_hashes) == (None, [])


def test_file_of_the_form_waits_with_it(client, db, admin) -> None:
    who = people.person()
    people.sign_in(client, admin, factor=False)
    where = f"/people/{who.id}/guarded-roles"
    letter = (io.BytesIO(pdf("the letter")), "Lettre de désignation.pdf")
    asked = post(client, where, role="finance_officer", party="", letter=letter)
    (kept,) = re.findall(r'name="kept_file" value="([^"]+)"', asked.text)
    data = {"role": "finance_officer", "party": "", "kept_file": kept, "factor_code": codes_now()}
    assert client.post(where, data={**data, "csrf_token": token(asked)}).status_code == 303
    db.rollback()
    (proposal,) = db.scalars(select(Proposal))
    assert proposal.args["letter_id"] is not None


def test_kept_file_of_another_person_is_not_taken(client, db, admin) -> None:
    who = people.person()
    people.sign_in(client, admin, factor=False)
    where = f"/people/{who.id}/guarded-roles"
    asked = post(client, where, role="head", party="", letter=(io.BytesIO(pdf("x")), "x.pdf"))
    (kept,) = re.findall(r'name="kept_file" value="([^"]+)"', asked.text)
    other = people.person(R.HEAD)
    people.sign_in(client, other)
    assert post(client, where, role="head", party="", kept_file=kept).status_code == 303
    db.rollback()
    (proposal,) = db.scalars(select(Proposal))
    assert proposal.args["letter_id"] is None
