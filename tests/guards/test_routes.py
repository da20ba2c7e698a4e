"""Every role knocks at every door, and gets in just where the table of rights lets it."""

from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from sipgrants.accounts.models import Person
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import ANYBODY, BOARD, TEAM, RoleName
from sipgrants.web import gate
from tests.builders import people

NOBODY_KNOWS = UUID(int=7)  # an identifier of no record
UNKNOWN = {"UUIDConverter": str(NOBODY_KNOWS), "IntegerConverter": "987654", "UnicodeConverter": "zz"}


def doors(app: Flask) -> list[tuple[Rule, str]]:
    """Every route with every method that it answers."""
    return [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def address(app: Flask, rule: Rule) -> str:
    values = {name: UNKNOWN[type(rule._converters[name]).__name__] for name in rule.arguments}
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def knock(client: FlaskClient, method: str, where: str, accept: str = "text/html") -> int:
    with client.open(where, method=method, headers={"Accept": accept}) as answer:
        return answer.status_code


@pytest.fixture
def plain(app: Flask) -> Flask:
    """Without the token that every form carries: here the rights are asked, not the form."""
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def entered(app: Flask, who: Person) -> FlaskClient:
    """A browser of somebody who has just signed in."""
    client = app.test_client()
    people.sign_in(client, who)
    return client


@pytest.mark.parametrize("role", list(RoleName), ids=str)
def test_a_role_enters_where_the_table_of_rights_lets_it(plain: Flask, db: Session, role: RoleName) -> None:
    party = "ZM" if role in TEAM | BOARD | {RoleName.EXPERT} else None
    who = people.person(role, party=party)
    actor, client = people.actor_of(who), entered(plain, who)
    wrong = []
    for rule, method in doors(plain):
        action = gate.action_of(plain, rule.endpoint)
        status = knock(client, method, address(plain, rule), "application/json")  # no page need be drawn
        allowed = rights.refusal(actor, action or "") is None
        if status >= 500 or (status == 403) == allowed:
            wrong.append(
                f"{method} {rule.rule} ({action}): {status}, {'allowed' if allowed else 'not allowed'}"
            )
        if status < 400:  # what was done may have ended the session
            db.rollback()
            client = entered(plain, who)
    assert wrong == []


def test_nobody_enters_without_signing_in_but_where_everybody_may(plain: Flask, db: Session) -> None:
    wrong = []
    for rule, method in doors(plain):
        action = gate.action_of(plain, rule.endpoint) or ""
        status = knock(plain.test_client(), method, address(plain, rule))
        is_open = rights.refusal(ANYBODY, action) is None
        turned_away = status == (302 if method == "GET" else 409)
        if status >= 500 or (not is_open and not turned_away):
            wrong.append(f"{method} {rule.rule} ({action}): {status}")
    assert wrong == []
