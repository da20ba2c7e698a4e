"""Nothing typed is lost: two people, two windows, an ended session, a page of somebody else; and what a save costs."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts.commands import presence
from sipgrants.accounts.models import Person, Presence
from sipgrants.applications import commands, page_queries, queries
from sipgrants.applications.check_queries import draft
from sipgrants.applications.models import Application
from sipgrants.core import clock, outbox
from sipgrants.core.db import Database, session
from sipgrants.lifecycle.actor import Actor
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.questionnaires.commands import save_section
from tests.builders import applications, calls, people
from tests.builders.pages import sent, token
from tests.builders.questionnaires import add_form, answers_to, question, writer
from tests.builders.sending import counting

SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def focal(db: Session) -> Actor:
    return calls.focal_point("ZM")


@pytest.fixture
def made(focal: Actor) -> Application:
    """A draft with nothing in it yet."""
    return applications.draft(by=focal, filled=False)


@pytest.fixture
def client(client: FlaskClient, focal: Actor) -> FlaskClient:
    people.sign_in(client, focal.person_id)
    return client


def address(made: Application) -> str:
    return f"/applications/{made.id}/sections/summary"


def page(client: FlaskClient, made: Application, **typed: str) -> Any:
    """The section as one window sends it."""
    fields = sent(client.get(address(made)).text)
    for name, value in typed.items():
        fields[f"summary.{name}"] = value
    return fields


def autosave(client: FlaskClient, made: Application, fields: Any) -> Any:
    answer = client.post(f"{address(made)}/autosave", data=fields, headers=SCRIPT)
    assert answer.status_code == 200
    return answer.json


def title(made: Application) -> str:
    session().rollback()
    return str(questionnaires.values(queries.answers(made)["A"])["title"])


@pytest.fixture(autouse=True)
def _during(db: Session) -> Any:
    with clock.set_to(calls.DURING):
        yield


def test_a_save_that_meets_a_colleagues_saves_everything_else(client: FlaskClient, made: Application) -> None:
    fields = page(client, made, title="Mine", summary="Also mine")
    commands.save_section(made, by=calls.drafter("ZM"), section="summary", values={"title": "Theirs"})
    heard = autosave(client, made, fields)
    (conflict,) = heard["conflicts"]
    whole = client.post(address(made), data=fields)
    assert (whole.status_code, "Theirs" in whole.text, "Mine" in whole.text) == (409, True, True)
    assert (conflict["path"], title(made)) == ("summary.title", "Theirs")
    assert "Theirs" in conflict["beside"]
    assert questionnaires.values(queries.answers(made)["A"])["summary"] == "Also mine"
    fields["seen"] = " ".join([*heard["seen"].split(), conflict["mark"]])
    assert autosave(client, made, fields)["conflicts"] == []
    assert title(made) == "Mine"
    assert "Theirs" in client.get(f"/applications/{made.id}/history?section=summary").text


def test_a_second_window_of_the_same_person_is_told_and_neither_text_is_dropped(
    client: FlaskClient, made: Application
) -> None:
    first, second = page(client, made, title="From the first"), page(client, made, title="From the second")
    assert autosave(client, made, first)["conflicts"] == []
    (conflict,) = autosave(client, made, second)["conflicts"]
    assert "You changed this answer in another window" in conflict["beside"]
    assert title(made) == "From the first"
    assert "second</ins>" in client.get(f"/applications/{made.id}/history?section=summary").text


def test_what_is_typed_on_while_both_texts_stand_is_kept_aside_as_one_text(
    client: FlaskClient, made: Application
) -> None:
    fields = page(client, made, title="Mine")
    commands.save_section(made, by=calls.drafter("ZM"), section="summary", values={"title": "Theirs"})
    for text in ("Mine", "Mine and", "Mine and more"):
        fields["summary.title"] = text
        autosave(client, made, fields)
    session().rollback()
    aside = questionnaires.history(queries.answers(made)["A"], "title")
    assert [one.before for one in aside if one.is_set_aside] == ["Mine and more"]


def test_a_colleagues_change_elsewhere_in_the_section_comes_into_the_open_page(
    client: FlaskClient, made: Application
) -> None:
    fields = page(client, made, title="Mine")
    commands.save_section(made, by=calls.drafter("ZM"), section="summary", values={"summary": "Theirs"})
    heard = autosave(client, made, fields)
    (fresh,) = heard["fresh"]
    assert (fresh["path"], "Theirs" in fresh["html"], heard["conflicts"]) == ("summary.summary", True, [])
    fields["seen"], fields["summary.summary"] = heard["seen"], "Typed without having seen theirs"
    assert [one["path"] for one in autosave(client, made, fields)["conflicts"]] == ["summary.summary"]


def test_whoever_has_the_section_open_is_named_to_colleagues_and_in_the_task_list(
    client: FlaskClient, made: Application, focal: Actor
) -> None:
    other = calls.somebody(calls.RoleName.DRAFTER, of="ZM", name="Drafter of Zambia")
    presence.be_here(made.id, "summary", by=other)
    presence.be_here(made.id, "risks", by=other)
    fields = page(client, made)
    assert autosave(client, made, fields)["here"] == "Drafter of Zambia is in this section now"
    tasks = {one.key: one.who for _form, rows in page_queries.tasks(draft(made), focal) for one in rows}
    assert {key: who for key, who in tasks.items() if who} == {
        "summary": "Drafter of Zambia",
        "risks": "Drafter of Zambia",
    }
    with clock.set_to(calls.DURING + timedelta(minutes=2)):
        assert autosave(client, made, fields)["here"] == ""
    with clock.set_to(calls.DURING + timedelta(minutes=11)):
        outbox.CLOCKWORK["presence.forget"]()
        session().rollback()
        left = session().scalars(select(Presence)).all()
    assert [one.at for one in left] == [calls.DURING + timedelta(minutes=2)]


def ended(client: FlaskClient) -> None:
    with client.session_transaction() as kept:
        kept["last"] = (clock.now() - timedelta(hours=2)).isoformat()


def test_without_a_session_the_form_asks_to_sign_in_and_then_goes_on(
    client: FlaskClient, made: Application, focal: Actor, db: Session
) -> None:
    fields = page(client, made, title="Typed before the session ended")
    ended(client)
    asked = client.post(address(made), data=fields)
    assert (asked.status_code, "Your session has ended" in asked.text) == (409, True)
    again = sent(asked.text[asked.text.index("<main") :])
    who = db.get(Person, focal.person_id)
    who.password_hash = people.HASH
    db.commit()
    wrong = client.post(address(made), data={**again, "again_address": who.email, "again_password": "wrong"})
    assert (wrong.status_code, "do not belong together" in wrong.text, title_of(made)) == (422, True, None)
    again = sent(wrong.text[wrong.text.index("<main") :])
    typed = {"again_address": who.email, "again_password": people.PASSWORD}
    done = client.post(address(made), data={**again.to_dict(flat=False), **typed})
    assert (done.status_code, title(made)) == (303, "Typed before the session ended")


def title_of(made: Application) -> Any:
    session().rollback()
    return questionnaires.values(queries.answers(made)["A"]).get("title")


def test_a_script_hears_that_the_session_ended_signs_in_in_place_and_goes_on(
    client: FlaskClient, made: Application, focal: Actor, db: Session
) -> None:
    fields = page(client, made, title="Typed before the session ended")
    who = db.get(Person, focal.person_id)
    who.password_hash = people.HASH
    db.commit()
    ended(client)
    refused = client.post(f"{address(made)}/autosave", data=fields, headers=SCRIPT)
    assert (refused.status_code, "<dialog" in refused.json["html"]) == (401, True)
    proof = {"email": who.email, "password": people.PASSWORD, "csrf_token": refused.json["token"]}
    entered = client.post("/sign-in", data=proof, headers=SCRIPT)
    assert entered.json["person"] == str(who.id)
    fields["csrf_token"] = entered.json["token"]
    assert autosave(client, made, fields)["conflicts"] == []
    assert title(made) == "Typed before the session ended"


def test_a_page_of_somebody_else_at_the_same_computer_is_not_sent(
    client: FlaskClient, made: Application
) -> None:
    fields = page(client, made, title="Of the focal point")
    people.sign_in(client, calls.drafter("ZM").person_id)
    fields["csrf_token"] = token(client.get(address(made)).text)
    refused = client.post(f"{address(made)}/autosave", data=fields, headers=SCRIPT)
    assert (refused.status_code, "Somebody else opened this page" in refused.json["message"]) == (409, True)
    assert title_of(made) is None


def test_a_void_token_brings_the_form_back_only_where_it_came_from_this_site(
    client: FlaskClient, made: Application
) -> None:
    fields = page(client, made, title="Typed for hours")
    fields["csrf_token"] = "void"
    foreign = client.post(address(made), data=fields, headers={"Origin": "https://elsewhere.example"})
    assert (foreign.status_code, "Send it now" in foreign.text) == (400, False)
    own = client.post(address(made), data=fields, headers={"Origin": "http://localhost"})
    assert own.status_code == 409
    assert client.post(address(made), data=sent(own.text[own.text.index("<main") :])).status_code == 303
    assert title(made) == "Typed for hours"


def test_a_page_that_is_only_open_keeps_no_session_alive(client: FlaskClient, made: Application) -> None:
    fields = page(client, made)
    with client.session_transaction() as kept:
        before = kept["last"]
    with clock.set_to(calls.DURING + timedelta(minutes=30)):
        client.post(f"{address(made)}/autosave", data={**fields, "beat": "1"}, headers=SCRIPT)
        with client.session_transaction() as kept:
            assert kept["last"] == before
        autosave(client, made, fields)
        with client.session_transaction() as kept:
            assert kept["last"] > before


@pytest.mark.parametrize("state", ["new", "changed", "in conflict"])
def test_a_save_costs_the_same_with_3_answers_and_with_60(
    db: Session, database: Database, state: str
) -> None:
    costs = []
    for number in (3, 60):
        keys = [f"q{one}" for one in range(number)]
        answers = answers_to(add_form(f"{state}-{number}", {"one": [question(key) for key in keys]}))
        first = writer()
        marks = questionnaires.page(answers, "one", "en").marks
        if state != "new":
            save_section(answers, "one", dict.fromkeys(keys, "before"), by=first)
        if state == "changed":
            marks = questionnaires.page(answers, "one", "en").marks
        db.rollback()
        answers = questionnaires.answers(answers.id)
        with counting(database) as statements:
            save_section(answers, "one", dict.fromkeys(keys, "after"), by=writer(), marks=marks, page="a")
        costs.append(len(statements))
    assert costs[0] == costs[1]
    assert costs[1] <= 25
