"""In the last minute: the press counts, not the code that was asked for afterwards; and nobody wins time to write on."""

from datetime import timedelta

import pyotp
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from sipgrants.accounts import second_factor
from sipgrants.accounts.models import Person
from sipgrants.applications import commands, queries
from sipgrants.applications.models import Application
from sipgrants.core import clock
from sipgrants.lifecycle.actor import Actor
from sipgrants.web import first_press
from tests.builders import applications, calls, people
from tests.builders.pages import sent

SECRET = second_factor.new_secret()
PRESSED = calls.CLOSES - timedelta(seconds=30)


@pytest.fixture
def focal(db: Session) -> Actor:
    made = calls.focal_point()
    db.get_one(Person, made.person_id).totp_secret = SECRET
    db.commit()
    return made


@pytest.fixture
def made(client: FlaskClient, focal: Actor) -> Application:
    return applications.draft(by=focal)


def press(client: FlaskClient, made: Application, focal: Actor) -> MultiDict[str, str]:
    """Press "submit" half a minute before the deadline; return what the page that asks for the code sends."""
    with clock.set_to(PRESSED):
        assert focal.person_id is not None
        people.sign_in(client, focal.person_id, factor=False)
        where = f"/applications/{made.id}/submit"
        asked = client.post(where, data=sent(client.get(where).text))
        assert 'name="factor_code"' in asked.text
        return sent(asked.text)


def enter_code(client: FlaskClient, made: Application, typed: MultiDict[str, str], late: timedelta) -> int:
    with clock.set_to(PRESSED + late):
        typed["factor_code"] = pyotp.TOTP(SECRET).at(clock.now())
        return client.post(f"/applications/{made.id}/submit", data=typed).status_code


@pytest.mark.parametrize(
    ("late", "status", "state"),
    [(timedelta(minutes=9), 303, "submitted"), (timedelta(minutes=11), 409, "draft")],
)
def test_a_code_within_ten_minutes_counts_from_the_press(
    client: FlaskClient,
    db: Session,
    made: Application,
    focal: Actor,
    late: timedelta,
    status: int,
    state: str,
) -> None:
    typed = press(client, made, focal)
    assert enter_code(client, made, typed, late) == status
    db.rollback()
    db.refresh(made)
    assert (made.state, made.submitted_at) == (state, PRESSED if state == "submitted" else None)


def test_what_was_changed_after_the_press_and_the_deadline_is_late(
    client: FlaskClient, db: Session, made: Application, focal: Actor
) -> None:
    typed = press(client, made, focal)
    with clock.set_to(calls.CLOSES + timedelta(minutes=1)):
        db.rollback()
        commands.save_section(made, by=focal, section="summary", values={"title": "Better words"})
    assert enter_code(client, made, typed, timedelta(minutes=3)) == 409
    db.rollback()
    db.refresh(made)
    assert made.state == "draft"


def test_a_wrong_code_does_not_cost_the_press(
    client: FlaskClient, db: Session, made: Application, focal: Actor
) -> None:
    typed = press(client, made, focal)
    with clock.set_to(calls.CLOSES + timedelta(minutes=1)):
        typed["factor_code"] = "000000"
        again = sent(client.post(f"/applications/{made.id}/submit", data=typed).text)
    assert again[first_press.FIELD] == typed[first_press.FIELD]
    assert enter_code(client, made, again, timedelta(minutes=4)) == 303


@pytest.mark.parametrize("forged", ["", "x", "another person's", "another application's"])
def test_a_press_is_nobody_elses_and_cannot_be_made_up(
    client: FlaskClient, db: Session, made: Application, focal: Actor, forged: str
) -> None:
    field = forged
    if forged == "another application's":
        field = press(client, applications.draft(made.round, by=focal), focal)[first_press.FIELD]
    elif forged == "another person's":
        field = press(client, made, calls.focal_point())[first_press.FIELD]
    typed = press(client, made, focal)
    typed[first_press.FIELD] = field
    assert enter_code(client, made, typed, timedelta(minutes=3)) == 409


def test_the_command_itself_compares_what_was_pressed_on(both: Session) -> None:
    focal = calls.focal_point()
    made = applications.draft(by=focal)
    mark = commands.mark(made)
    late = calls.CLOSES + timedelta(minutes=2)
    with clock.set_to(calls.DURING):
        commands.save_section(made, by=focal, section="summary", values={"title": "Another title"})
    with clock.set_to(late), pytest.raises(Exception, match="deadline has passed"):
        commands.submit(made, by=focal, arrived_at=PRESSED, pressed_on=mark)
    with clock.set_to(late):
        commands.submit(made, by=focal, arrived_at=PRESSED, pressed_on=commands.mark(made))
    assert (made.submitted_at, queries.version(made).sha256) == (PRESSED, commands.mark(made))
