"""What changed since the last visit: others' moves with records one may read, and nothing that was not told yet."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.desk import news_queries
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import awards, calls, money, people, screening
from tests.builders.sending import counting

LONG_AGO = timedelta(days=400)


def told(actor: Actor) -> list[str]:
    found = news_queries.since(actor, clock.now() - LONG_AGO)
    return [str(one.sentence.params["what"].text) for one in found]


def test_a_team_learns_newest_first_what_others_did_with_its_records(db: Session) -> None:
    who = awards.team("ZM")
    made = awards.active(who, party="ZM")
    found = news_queries.since(who.focal, clock.now() - LONG_AGO)
    assert found[0].sentence.params["record"] == made.number
    assert told(who.focal)[0] == "%(who)s activated the award"
    assert "%(who)s offered the award" in told(who.focal)
    assert "%(who)s accepted the award" not in told(who.focal)
    colleague = money.acting(R.PROJECT_MANAGER, party="ZM")
    assert "%(who)s accepted the award" in told(colleague)


def test_another_party_learns_nothing_of_it(db: Session) -> None:
    awards.active(awards.team("ZM"), party="ZM")
    assert told(calls.focal_point("KE")) == []


def test_only_what_came_after_the_last_visit_is_news_and_a_first_visit_has_none(db: Session) -> None:
    who = awards.team("ZM")
    awards.active(who, party="ZM")
    assert news_queries.since(who.focal, clock.now() + timedelta(seconds=1)) == []
    assert news_queries.since(who.focal, None) == []


def test_an_outcome_is_no_news_to_its_party_before_it_was_told(db: Session) -> None:
    application = screening.ineligible(screening.screened_round(), at_once=False)
    party = calls.focal_point(application.party_id)
    assert "%(who)s found the application ineligible" not in told(party)
    assert "%(who)s found the application ineligible" in told(money.acting(R.HEAD))


@pytest.mark.parametrize("role", [R.EXPERT, R.PROJECT_MANAGER])
def test_who_has_no_record_has_no_news(db: Session, role: R) -> None:
    awards.active(awards.team("ZM"), party="ZM")
    assert told(money.acting(role, party="KE" if role == R.PROJECT_MANAGER else None)) == []


def test_home_names_the_record_and_leads_to_it(client: FlaskClient, db: Session) -> None:
    made = awards.active(awards.team("ZM"), party="ZM")
    reader = people.person(R.FOCAL_POINT, party="ZM")
    calls.put(reader, last_visit_at=clock.now() - LONG_AGO)
    people.sign_in(client, reader)
    page = client.get("/home").text
    assert "What changed since your last visit" in page
    assert f'href="/awards/{made.id}"' in page


def test_news_takes_as_many_statements_for_many_records_as_for_few(app: Flask, db: Session) -> None:
    officer, counts = money.acting(R.PROGRAMME_OFFICER), []
    for party in ("ZM", "KE"):
        awards.active(awards.team(party), party=party)
        db.expire_all()
        with counting(app.extensions["runtime"].database) as seen:
            news_queries.since(officer, clock.now() - LONG_AGO)
        counts.append(len(seen))
    assert counts[0] == counts[1]
