"""Personal choice of notices: each at once, together once a day, none but the required ones."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.accounts.notices import CHOICES, is_required
from sipgrants.app import create_app
from sipgrants.config import Config
from sipgrants.core import clock, outbox
from sipgrants.core.db import command
from sipgrants.core.outbox import Mail
from sipgrants.worker import clockwork
from sipgrants.worker.command import in_scope_of
from tests.builders import calls, people
from tests.builders.web import post
from tests.servers.mail import Mailbox

NOON = datetime(2027, 4, 15, 12, tzinfo=UTC)


@pytest.fixture
def sending(config: Config, mailbox: Mailbox) -> Iterator[Flask]:
    made = create_app(replace(config, mail_url=f"smtp://{mailbox.host}:{mailbox.port}"))
    made.testing = True
    yield made
    made.extensions["runtime"].database.engine.dispose()


def happened(what: str) -> dict[str, Any]:
    about = {"number": "A5-ZM-1", "title": "Mercury", "instalment": 1, "minor": 100, "instalment_id": "x"}
    return {**about, "what": what, "paid_on": None, "reference": ""}


@command
def leave(who: Person) -> None:
    for what in ("acknowledge", "release", "send_back"):
        outbox.mail("instalment_moved", person_id=who.id, **happened(what))
    outbox.mail("password_changed", person_id=who.id)


def hours(app: Flask, number: float) -> None:
    """The worker, so many hours after noon: what is due by the clock, then what waits."""
    with clock.set_to(NOON + timedelta(hours=number)):
        in_scope_of(app)(clockwork.tick)
        in_scope_of(app)(clockwork.sweep)


def test_everybody_gets_what_they_chose_and_what_is_required_at_once(
    sending: Flask, db: Session, mailbox: Mailbox
) -> None:
    with clock.set_to(NOON):
        for choice in CHOICES:
            who = people.person(email=f"{choice}@zm.example")
            calls.put(who, notices=str(choice))
            leave(who)
    counts = []
    for number in (1, 16, 18, 42):  # at noon, before and after the hour of the daily mail, a day later
        hours(sending, number)
        counts.append([len(mailbox.to(f"{choice}@zm.example")) for choice in CHOICES])
    assert counts == [[4, 2, 2], [4, 2, 2], [4, 3, 2], [4, 3, 2]]
    [daily] = [one for one in mailbox.to("digest@zm.example") if "notices since" in str(one["Subject"])]
    text = daily.get_content()
    assert str(daily["Subject"]) == "2 notices since yesterday"
    assert ["instalment 1 was acknowledged" in text, "instalment 1 is released" in text] == [True, True]
    assert "sent back" not in text
    db.rollback()
    assert list(db.scalars(select(Mail.id).where(Mail.is_put_by))) == []


@pytest.mark.parametrize(
    ("kind", "what", "required"),
    [
        ("code", "", True),
        ("letter", "", True),
        ("award_reminder", "progress", True),
        ("instalment_moved", "certify", True),
        ("report_moved", "return", True),
        ("report_moved", "receipt", True),
        ("report_moved", "accept", False),
        ("comments", "", False),
    ],
)
def test_what_asks_for_something_is_required(kind: str, what: str, required: bool) -> None:
    assert is_required(kind, {"what": what}) is required


def test_a_person_chooses_on_their_account(client: FlaskClient, db: Session) -> None:
    who = people.person(email="chooser@zm.example")
    people.sign_in(client, who)
    fields = {"name": who.name, "locale": "en", "zone": "Africa/Lusaka", "notices": "digest"}
    assert post(client, "/account", **fields).status_code == 303
    assert post(client, "/account", **{**fields, "notices": "never"}).status_code == 422
    db.rollback()
    db.refresh(who)
    assert who.notices == "digest"
