"""Home, the second person's page, the history, and the demonstration's mails."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.app import create_app
from sipgrants.config import Config
from sipgrants.core import audit, outbox
from sipgrants.core.db import command
from sipgrants.core.errors import Conflict, Forbidden
from sipgrants.fund.commands import change_setting
from sipgrants.fund.settings import DEFINITIONS
from sipgrants.lifecycle import countersign, labels
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.lifecycle.countersign import Proposal
from sipgrants.parties.models import Party
from tests.builders import board, calls, people

READS_HISTORY = {RoleName.AUDITOR, RoleName.HEAD, RoleName.ADMINISTRATOR}
carried_out: list[tuple[str, Any, Any]] = []


@pytest.fixture(autouse=True)
def step(monkeypatch: pytest.MonkeyPatch) -> None:
    """A step of our own that takes two people, under an action that the table of rights knows."""
    carried_out.clear()

    def carry(about: Party, *, by: Actor, second: Actor, **_args: Any) -> None:
        carried_out.append((about.id, by.person_id, second.person_id))

    monkeypatch.setitem(countersign._carried_out, "round.announce", carry)


def ask(who: Any) -> Proposal:
    return countersign.ask(people.party("ZM"), "round.announce", by=people.actor_of(who), reason="It is time")


def officers() -> tuple[Any, Any]:
    return people.person(RoleName.PROGRAMME_OFFICER), people.person(RoleName.PROGRAMME_OFFICER)


def test_a_step_happens_when_a_second_officer_confirms_it(both: Session) -> None:
    first, second = officers()
    proposal = ask(first)
    assert carried_out == []
    countersign.confirm(proposal, by=people.actor_of(second))
    assert carried_out == [("ZM", first.id, second.id)]
    assert proposal.state == "confirmed"
    assert audit.verify().broken is None


def test_nobody_confirms_their_own_step(both: Session) -> None:
    first, _second = officers()
    proposal = ask(first)
    with pytest.raises(Forbidden):
        countersign.confirm(proposal, by=people.actor_of(first))
    assert carried_out == []


@pytest.mark.parametrize("role", sorted(set(RoleName) - {"programme_officer", "approving_officer"}))
def test_only_a_second_role_confirms(db: Session, role: RoleName) -> None:
    first, _second = officers()
    other = people.person(role, party="ZM")
    with pytest.raises(Forbidden):
        countersign.confirm(ask(first), by=people.actor_of(other))
    assert carried_out == []


def test_a_step_is_confirmed_once(both: Session) -> None:
    first, second = officers()
    proposal = ask(first)
    countersign.confirm(proposal, by=people.actor_of(second))
    with pytest.raises(Conflict):
        countersign.confirm(proposal, by=people.actor_of(second))
    assert len(carried_out) == 1


def test_who_lost_the_role_meanwhile_no_longer_asks(db: Session) -> None:
    first, second = officers()
    proposal = ask(first)
    for assignment in first.roles:
        assignment.until_day = people.BEGINNING
    db.commit()
    with pytest.raises(Forbidden):
        countersign.confirm(proposal, by=people.actor_of(second))
    assert carried_out == []


def test_asking_twice_finds_the_first_question(both: Session) -> None:
    first, _second = officers()
    ask(first)
    with pytest.raises(Conflict):
        ask(first)


def test_the_second_person_reads_which_setting_changes_from_what_to_what(
    client: FlaskClient, db: Session
) -> None:
    asker = people.actor_of(people.person(RoleName.ADMINISTRATOR))
    one = DEFINITIONS["answer_days"]
    proposal = change_setting(by=asker, key=one.key, value="41", reason="The post is slow")
    people.sign_in(client, people.person(RoleName.HEAD))
    assert f"Change settings ({one.label})" in client.get("/home").text
    page = client.get(f"/proposals/{proposal.id}").text
    assert all(
        f"<dd>{words}</dd>" in page.replace("<bdi>", "").replace("</bdi>", "")
        for words in (one.label, "30", "41")
    )


def test_the_second_officer_finds_it_at_home_and_confirms_it(client: FlaskClient, db: Session) -> None:
    first, second = officers()
    proposal = ask(first)
    people.sign_in(client, second)
    assert f"/proposals/{proposal.id}" in client.get("/home").text
    page = client.get(f"/proposals/{proposal.id}").text
    assert "It is time" in page
    answer = client.post(f"/proposals/{proposal.id}/confirm", data=token(page))
    assert (answer.status_code, len(carried_out)) == (303, 1)


def test_refusing_needs_a_reason_and_tells_it(client: FlaskClient, db: Session) -> None:
    first, second = officers()
    proposal = ask(first)
    people.sign_in(client, second)
    page = client.get(f"/proposals/{proposal.id}").text
    where = f"/proposals/{proposal.id}/refuse"
    assert client.post(where, data=token(page)).status_code == 422
    assert client.post(where, data={**token(page), "reason": "Not yet"}).status_code == 303
    db.rollback()
    assert (proposal.state, proposal.answer, carried_out) == ("refused", "Not yet", [])


def token(page: str) -> dict[str, str]:
    """The hidden fields of a form, as a browser sends them."""
    return {
        name: page.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0]
        for name in ("csrf_token", "seen")
        if f'name="{name}" value="' in page
    }


@pytest.mark.parametrize("role", list(RoleName), ids=str)
def test_everybody_has_a_home(client: FlaskClient, db: Session, role: RoleName) -> None:
    people.sign_in(client, people.person(role, party="ZM"))
    assert client.get("/home").status_code == 200


@pytest.mark.parametrize("role", list(RoleName), ids=str)
def test_every_list_a_person_may_open_is_one_click_away_and_opens(
    client: FlaskClient, db: Session, role: RoleName
) -> None:
    people.sign_in(client, people.person(role, party="ZM"))
    frame = client.get("/home").text.partition('class="places"')[2].partition("</nav>")[0]
    links = set(re.findall(r'href="([^"]+)"', frame))
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)
    assert ("/history" in links) == (role in READS_HISTORY)


def test_an_officer_finds_the_running_rounds_at_home(client: FlaskClient, db: Session) -> None:
    round_ = calls.announced_round()
    people.sign_in(client, people.person(RoleName.PROGRAMME_OFFICER))
    assert f"/rounds/{round_.id}" in client.get("/home").text


def test_the_history_is_for_auditors_head_and_administrators(client: FlaskClient, db: Session) -> None:
    ask(officers()[0])
    people.sign_in(client, people.person(RoleName.AUDITOR))
    assert "asked for a second person" in client.get("/history").text
    people.sign_in(client, people.person(RoleName.FOCAL_POINT, party="ZM"))
    assert client.get("/history").status_code == 403


def test_an_installation_that_sends_mail_shows_none(client: FlaskClient) -> None:
    assert client.get("/demonstration/mails").status_code == 404


@pytest.fixture
def demonstration(config: Config) -> Flask:
    made = create_app(replace(config, demo=True))
    made.testing = True
    return made


def test_the_demonstration_shows_its_mails(demonstration: Flask, db: Session) -> None:
    @command
    def write() -> outbox.Mail:
        return outbox.mail("invitation", address="somebody@office.example")

    write()
    assert "somebody@office.example" in demonstration.test_client().get("/demonstration/mails").text


GUARDED = {
    "contribution.write_off": RoleName.APPROVING_OFFICER,
    "contribution.record_opening": RoleName.APPROVING_OFFICER,
    "settings.edit": RoleName.HEAD,
}


@pytest.mark.parametrize("action", GUARDED)
def test_what_takes_two_people_in_the_fund_stands_at_home_for_who_may_confirm_it(
    client: FlaskClient, both: Session, action: str
) -> None:
    asker = people.person(RoleName.ADMINISTRATOR if action == "settings.edit" else RoleName.FINANCE_OFFICER)
    countersign.ask(people.party("ZM"), action, by=people.actor_of(asker))
    words, told = str(labels.action(action)), {}
    for role in (GUARDED[action], RoleName.AUDITOR):
        people.sign_in(client, people.person(role))
        told[role] = words in client.get("/home").text
    people.sign_in(client, asker)
    own = client.get("/home").text
    assert told == {GUARDED[action]: True, RoleName.AUDITOR: False}
    assert ("Waiting for a second person" in own, "Look and confirm" in own) == (True, False)


def test_the_bar_of_a_round_shows_each_state_in_its_own_tone(client: FlaskClient, db: Session) -> None:
    here = board.before_board({"ZM": 2})
    decided, _waiting = here.all()
    calls.put(decided, state="approved")
    people.sign_in(client, here.officer.person_id)  # type: ignore[arg-type]
    page = client.get("/home").text
    assert [tone in page for tone in ('<li class="good">', '<li class="busy">', '<li class="">')] == [
        True, True, False,
    ]  # fmt: skip
