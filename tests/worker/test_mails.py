"""Mails that do not go out at once: refused, without a server, with a worker that is killed; and the page that tells."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.app import create_app
from sipgrants.config import Config
from sipgrants.core import clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.worker import carrying, clockwork
from sipgrants.worker.command import in_scope_of
from tests.builders import people
from tests.builders.web import post
from tests.servers.mail import Mailbox

NOON = datetime(2027, 4, 15, 12, tzinfo=UTC)
READER = "reader@zm.example"
Sweep = Callable[[datetime], None]


@pytest.fixture
def sending(config: Config, mailbox: Mailbox) -> Iterator[Flask]:
    """An installation that sends its mails to `mailbox`."""
    made = create_app(replace(config, mail_url=f"smtp://{mailbox.host}:{mailbox.port}"))
    made.testing = True
    yield made
    made.extensions["runtime"].database.engine.dispose()


@command
def leave(who: Person) -> Mail:
    return outbox.mail("password_changed", person_id=who.id)


@pytest.fixture
def mail(db: Session) -> Mail:
    with clock.set_to(NOON):
        return leave(people.person(email=READER))


def sweep(app: Flask, minutes: float) -> None:
    """The worker's sweep, so many minutes after noon."""
    with clock.set_to(NOON + timedelta(minutes=minutes)):
        in_scope_of(app)(clockwork.sweep)


def now(mail: Mail) -> Mail:
    session().rollback()
    session().refresh(mail)
    session().rollback()
    return mail


def test_a_mail_goes_out_once(sending: Flask, mail: Mail, mailbox: Mailbox) -> None:
    for minutes in (0, 1, 30):
        sweep(sending, minutes)
    assert [one["Message-ID"] for one in mailbox.to(READER)] == [mail.message_id]


def test_an_address_that_is_refused_keeps_no_other_mail_from_going_out(
    sending: Flask, mail: Mail, mailbox: Mailbox
) -> None:
    mailbox.unknown.add(READER)
    with clock.set_to(NOON):
        leave(people.person(email="other@zm.example"))
    sweep(sending, 0)
    assert len(mailbox.to("other@zm.example")) == 1
    assert (now(mail).attempts, "No such mailbox" in (mail.error or ""), mail.done_at) == (1, True, None)


def test_a_server_that_is_down_for_an_hour_costs_no_mail(
    sending: Flask, config: Config, mail: Mail, mailbox: Mailbox
) -> None:
    down = create_app(replace(config, mail_url="smtp://127.0.0.1:1"))
    for minutes in range(60):
        sweep(down, minutes)
    assert (mailbox.to(READER), now(mail).done_at) == ([], None)
    for minutes in range(60, 180):
        sweep(sending, minutes)
    assert (len(mailbox.to(READER)), now(mail).error) == (1, None)


def test_after_eight_attempts_it_waits_for_somebody(config: Config, mail: Mail) -> None:
    down = create_app(replace(config, mail_url="smtp://127.0.0.1:1"))
    for minutes in range(0, 600, 5):
        sweep(down, minutes)
    assert now(mail).attempts == outbox.MOST_ATTEMPTS


def test_a_worker_killed_before_it_sent_loses_nothing(sending: Flask, mail: Mail, mailbox: Mailbox) -> None:
    with clock.set_to(NOON):
        outbox.claim(mail)
    sweep(sending, 5)
    assert mailbox.to(READER) == []  # somebody may be at it still
    sweep(sending, 11)
    sweep(sending, 30)
    assert len(mailbox.to(READER)) == 1


def test_a_worker_killed_after_it_sent_sends_the_same_mail_once_more_at_most(
    sending: Flask, mail: Mail, mailbox: Mailbox
) -> None:
    with clock.set_to(NOON):
        outbox.claim(mail)
        in_scope_of(sending)(lambda: carrying._send(session().get_one(Mail, mail.id)))
    for minutes in range(0, 120, 5):
        sweep(sending, minutes)
    assert [one["Message-ID"] for one in mailbox.to(READER)] == [mail.message_id] * 2


# --- the page ---


def failed(mail: Mail) -> None:
    outbox.claim(mail)
    outbox.fail(mail, "SMTPRecipientsRefused: 550 No such mailbox")


def test_an_administrator_sees_what_failed_and_tries_again(
    client: FlaskClient, mail: Mail, mailbox: Mailbox
) -> None:
    failed(mail)
    people.sign_in(client, people.person(R.ADMINISTRATOR))
    assert "1 mail or paper could not go out." in client.get("/home").text
    page = client.get("/failed").text
    assert (READER in page, "550 No such mailbox" in page) == (True, True)
    answer = post(client, f"/failed/mail/{mail.id}", page="/failed")
    assert (answer.status_code, now(mail).attempts) == (303, 0)


def test_whoever_runs_no_system_sees_no_failed_mails(client: FlaskClient, mail: Mail) -> None:
    failed(mail)
    people.sign_in(client, people.person(R.FOCAL_POINT, party="ZM"))
    assert client.get("/failed").status_code == 403
    assert "could not go out" not in client.get("/home").text


def test_what_was_sent_meanwhile_is_not_sent_again(client: FlaskClient, mail: Mail) -> None:
    failed(mail)
    people.sign_in(client, people.person(R.ADMINISTRATOR))
    client.get("/failed")
    outbox.finish(mail)
    assert post(client, f"/failed/mail/{mail.id}", page="/home").status_code == 409
