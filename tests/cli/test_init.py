"""A new installation for real use holds what is documented, and one administrator who invites the others."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from sipgrants.accounts.models import Person
from sipgrants.core import audit
from sipgrants.core.db import session
from sipgrants.fund.models import Donor
from sipgrants.parties.models import Party
from sipgrants.rounds.models import Round
from tests.cli.installations import new_app

ADMIN = "somebody@secretariat.example.org"


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Flask]:
    made = new_app(tmp_path)
    yield made
    made.extensions["runtime"].database.engine.dispose()


def run(app: Flask, *words: str) -> tuple[int, str]:
    outcome = app.test_cli_runner().invoke(args=words)
    return outcome.exit_code, outcome.output


def test_init_takes_in_what_is_documented(new: Flask) -> None:
    assert run(new, "init", "--admin", ADMIN)[0] == 0
    with new.extensions["runtime"].scope() as db:
        rounds = db.execute(select(Round.number, Round.state).order_by(Round.number)).all()
        assert rounds == [(number, "completed") for number in (1, 2, 3, 4)]
        assert db.scalar(select(func.count()).select_from(Party)) == 149
        assert db.scalar(select(func.count()).select_from(Donor)) == 10


def test_init_makes_nobody_but_one_administrator(new: Flask) -> None:
    run(new, "init", "--admin", f" {ADMIN.upper()}")
    with new.extensions["runtime"].scope() as db:
        (person,) = db.scalars(select(Person))
        assert (person.email, [one.role for one in person.roles]) == (ADMIN, ["administrator"])
        assert not person.password_hash


def test_init_prints_the_invitation_where_no_mail_is_sent(new: Flask) -> None:
    _, output = run(new, "init", "--admin", ADMIN)
    (path,) = re.findall(r"http://localhost(/invitation/\S+)", output)
    assert new.test_client().get(path).status_code == 200


def test_init_keeps_the_invitation_to_the_mail_where_mails_are_sent(tmp_path: Path) -> None:
    _, output = run(new_app(tmp_path, mail_url="smtp://127.0.0.1:1"), "init", "--admin", ADMIN)
    assert "/invitation/" not in output


def test_init_refuses_a_database_that_holds_anything(new: Flask) -> None:
    run(new, "init", "--admin", ADMIN)
    code, output = run(new, "init", "--admin", "other@example.org")
    assert (code, "holds something already" in output) == (1, True)
    with new.extensions["runtime"].scope() as db:
        assert db.scalars(select(Person.email)).all() == [ADMIN]


def test_init_leaves_nothing_where_it_fails(new: Flask) -> None:
    code, output = run(new, "init", "--admin", "nobody")
    assert (code, "Enter a mail address." in output) == (1, True)
    with new.extensions["runtime"].scope():
        assert audit.head() == (0, audit.GENESIS)
        assert session().scalar(select(func.count()).select_from(Party)) == 0


def test_history_and_fund_of_a_new_installation_are_proved(new: Flask) -> None:
    run(new, "init", "--admin", ADMIN)
    assert [run(new, "audit", "verify")[0], run(new, "fund", "verify")[0]] == [0, 0]
