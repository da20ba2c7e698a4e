"""A role in a Party's team is handed over: access ends at once, the work goes on, what was written stays."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts.commands import team
from sipgrants.accounts.models import Person, RoleAssignment
from sipgrants.applications import queries
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Forbidden, Invalid
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle.actor import RoleName
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.web import mails
from tests.builders import applications, calls, people
from tests.builders.pages import sent

R = RoleName
LATER = calls.DURING + timedelta(days=2)
MARIAM = {"email": "mariam@ministry.example", "name": "Office of mercury", "locale": "fr"}


def drafting() -> tuple[Person, RoleAssignment]:
    """A drafter of Zambia since some days."""
    person = people.person(R.DRAFTER, party="ZM")
    role = session().scalars(select(RoleAssignment).where(RoleAssignment.person_id == person.id)).one()
    calls.put(role, from_day=calls.DURING.date())
    return person, role


def test_the_one_leaves_at_once_and_the_other_gets_the_open_work(client: FlaskClient, db: Session) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal, filled=False)
    person, role = drafting()
    with clock.set_to(LATER):
        given = team.hand_over(role, by=focal, **MARIAM)
        assert given is not None
        assert (given.role, given.party_id, given.person.email) == ("drafter", "ZM", MARIAM["email"])
        assert people.actor_of(person).parties() == frozenset()
        kinds = sorted(session().scalars(select(Mail.kind).where(Mail.kind != "round_announced")))
        assert kinds == ["invitation", "role_ended", "work_handed_over"]
        mail = session().scalars(select(Mail).where(Mail.kind == "work_handed_over")).one()
        assert (mail.person_id, [one["reference"] for one in mail.params["work"]]) == (
            given.person_id,
            [made.reference],
        )
        with client.application.test_request_context():
            _subject, body = mails.render(mail, given.person)
    assert f"/applications/{made.id}" in body


def test_who_left_is_told_so_on_the_open_page_and_what_was_saved_stays(
    client: FlaskClient, db: Session
) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal, filled=False)
    person, role = drafting()
    address = f"/applications/{made.id}/sections/gender"
    with clock.set_to(LATER):
        people.sign_in(client, person.id)
        typed = sent(client.get(address).text)
        typed["gender.gender_analysis"] = "Women wash the ore."
        scripted = {"Accept": "application/json"}
        assert client.post(f"{address}/autosave", data=typed, headers=scripted).status_code == 200
        session().rollback()
        team.remove(role, by=focal)
        typed["gender.gender_analysis"] = "Women wash the ore and more."
        page = client.post(address, data=typed)
        told = client.post(f"{address}/autosave", data=typed, headers=scripted)
    reason = "Your role “Drafter” for Zambia has ended"
    assert (page.status_code, reason in page.text, "and more." in page.text) == (403, True, True)
    assert (told.status_code, told.get_json()["message"].startswith(reason)) == (403, True)
    session().rollback()
    session().expire_all()
    kept = questionnaires.values(queries.answers(made)["A"])
    assert kept["gender_analysis"] == "Women wash the ore."


def test_only_the_focal_point_hands_over_and_only_what_the_team_gives(both: Session) -> None:
    focal, ghana = calls.focal_point("ZM"), calls.focal_point("GH")
    person, role = drafting()
    designated = (
        session().scalars(select(RoleAssignment).where(RoleAssignment.person_id == focal.person_id)).one()
    )
    with clock.set_to(LATER):
        for of, by in (
            (role, ghana),
            (role, people.actor_of(person)),
            (role, calls.officer()),
            (designated, focal),
        ):
            with pytest.raises(Forbidden):
                team.hand_over(of, by=by, **MARIAM)
        with pytest.raises(Invalid):
            team.hand_over(role, by=focal, email=person.email, name=person.name, locale="en")
        reader = people.person(R.DRAFTER, party="ZM")
        assert team.hand_over(role, by=focal, email=reader.email, name=reader.name, locale="en") is None
        assert people.actor_of(person).parties() == frozenset()
    assert set(session().scalars(select(Mail.kind))) == {"role_ended", "work_handed_over"}


def test_the_focal_point_hands_over_on_the_page_of_the_team(client: FlaskClient, db: Session) -> None:
    focal = calls.focal_point("ZM")
    _person, role = drafting()
    with clock.set_to(LATER):
        people.sign_in(client, focal.person_id)
        assert f"/team/{role.id}/hand-over" in client.get("/parties/ZM/team").text
        typed = sent(client.get(f"/team/{role.id}/hand-over").text)
        assert client.post(f"/team/{role.id}/hand-over", data=typed).status_code == 422
        for name, value in MARIAM.items():
            typed[name] = value
        assert client.post(f"/team/{role.id}/hand-over", data=typed).status_code == 303
        assert "Office of mercury" in client.get("/parties/ZM/team").text
