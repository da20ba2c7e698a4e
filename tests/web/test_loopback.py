"""The demonstration answers the machine it runs on, and no other: everybody knows its password."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.app import create_app
from sipgrants.config import Config
from sipgrants.web.loopback import is_own
from tests.builders import calls


@pytest.fixture
def demonstration(config: Config) -> FlaskClient:
    return create_app(replace(config, demo=True)).test_client()


def status(client: FlaskClient, host: str, address: str) -> int:
    return client.get("/sign-in", headers={"Host": host}, environ_base={"REMOTE_ADDR": address}).status_code


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000"])
def test_demonstration_answers_this_machine(demonstration: FlaskClient, host: str) -> None:
    assert status(demonstration, host, "127.0.0.1") == 200


def test_demonstration_refuses_another_machine(demonstration: FlaskClient) -> None:
    assert status(demonstration, "localhost", "192.0.2.7") == 403


@pytest.mark.parametrize("host", ["grants.example.org", "192.0.2.1:8000", "localhost.example.org"])
def test_demonstration_refuses_other_names(demonstration: FlaskClient, host: str) -> None:
    assert status(demonstration, host, "127.0.0.1") == 403


@pytest.mark.parametrize("path", ["/", "/demonstration/mails", "/healthz", "/nowhere"])
def test_demonstration_refuses_every_page(demonstration: FlaskClient, path: str) -> None:
    answer = demonstration.get(path, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 403


def test_real_installation_answers_everybody(app: Flask) -> None:
    assert status(app.test_client(), "grants.example.org", "192.0.2.7") == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "example.org", "10.0.0.1"])
def test_listening_for_others_is_told(host: str) -> None:
    assert is_own(host) is False


def test_a_database_with_the_demonstration_answers_this_machine_alone_whatever_the_settings(
    app: Flask, db: Session
) -> None:
    calls.put(calls.draft_round(), is_demonstration=True)
    db.rollback()
    found = [status(app.test_client(), "localhost", address) for address in ("192.0.2.7", "127.0.0.1")]
    assert found == [403, 200]


def test_a_process_without_a_database_is_alive_all_the_same(config: Config) -> None:
    empty = replace(config, database_url=f"sqlite:///{config.instance / 'empty.sqlite'}")
    answer = create_app(empty).test_client().get("/healthz", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 200
