"""SIP Coffees, site visits and calls: who is told, who reads what, and what was agreed comes back until it is done."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.awards.models import Award
from sipgrants.core import clock
from sipgrants.core.db import find
from sipgrants.core.errors import Conflict, Forbidden, Invalid, NotFound
from sipgrants.core.outbox import Mail
from sipgrants.desk import calendar_queries
from sipgrants.events import commands, queries, waiting_queries
from sipgrants.events.commands import Task
from sipgrants.events.kinds import Notes
from sipgrants.lifecycle import reminding
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import awards, calls, events, money, people
from tests.builders.sending import send


def told(db: Session, kind: str = "award_event") -> list[tuple[str, Any]]:
    rows = db.scalars(select(Mail).where(Mail.kind == kind)).all()
    return sorted((one.params.get("how", ""), one.person_id) for one in rows)


@pytest.fixture
def two(both: Session) -> tuple[Award, Award, Any, Any]:
    """Awards of two Parties, and their people."""
    first, second = awards.team(), awards.team("GH")
    return awards.active(first), awards.active(second, party="GH"), first, second


def test_a_coffee_of_two_awards_is_told_to_both_parties_and_stands_in_their_calendars(
    two: Any, both: Session
) -> None:
    mine, other, zambia, ghana = two
    event = events.event(zambia.officer, mine, other)
    assert {zambia.focal.person_id, ghana.focal.person_id} <= {who for _how, who in told(both)}
    for actor in (zambia.focal, ghana.focal):
        dated = [one for one in calendar_queries.dates_of(actor) if one.endpoint == "events.show"]
        assert [(one.at, one.values["id"]) for one in dated] == [(event.starts_at, event.id)]
    alone = events.happening(mine, starts_at=event.starts_at)
    commands.change(event, by=zambia.officer, happening=alone)
    assert ("cancelled", ghana.focal.person_id) in told(both)
    assert ("changed", zambia.focal.person_id) in told(both)
    assert event.sequence == 1
    with pytest.raises(NotFound):
        queries.find(ghana.focal, event.id)


def test_a_party_that_owes_something_stays_with_the_event(two: Any, both: Session) -> None:
    mine, other, zambia, ghana = two
    event = events.event(zambia.officer, mine, other)
    point = events.point(event, zambia.officer, "party:GH")
    alone = events.happening(mine, starts_at=event.starts_at)
    with pytest.raises(Invalid) as refused:
        commands.change(event, by=zambia.officer, happening=alone)
    assert [one.field for one in refused.value.problems] == ["awards"]
    commands.finish_point(point, by=ghana.focal)
    commands.change(event, by=zambia.officer, happening=alone)
    assert event.parties == ["ZM"]


def test_who_has_left_the_secretariat_is_told_of_no_event(db: Session) -> None:
    who = awards.team()
    left = people.person(R.PROGRAMME_OFFICER, R.DRAFTER, party="KE")
    event = events.event(who.officer, awards.active(who), staff=[left.id])
    assert left.id in queries.invited(event)
    for role in left.roles:
        if role.role == R.PROGRAMME_OFFICER:
            calls.put(role, until_day=clock.today() - timedelta(1))
    actor = people.actor_of(left)
    assert (left.id in queries.invited(event), queries.attended_by(actor)) == (False, [])


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("no award", {"awards": []}, "awards"),
    ("no name", {"title": " "}, "title"),
    ("nowhere", {"link": ""}, "link"),
    ("no address", {"link": "javascript:alert(1)"}, "link"),
    ("ends before", {"ends_at": clock.now() - timedelta(1)}, "ends"),
    ("a stranger", {"staff": ["00000000-0000-0000-0000-000000000007"]}, "awards"),
]


@pytest.mark.parametrize(("values", "field"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_an_event_says_about_what_when_and_where(values: dict[str, Any], field: str, db: Session) -> None:
    award = awards.active()
    with pytest.raises(Invalid) as refused:
        commands.add(by=money.acting(R.PROGRAMME_OFFICER), happening=events.happening(award, **values))
    assert [one.field for one in refused.value.problems] == [field]


def test_notes_are_written_once_it_has_begun_and_only_shared_ones_reach_the_party(
    two: Any, both: Session
) -> None:
    mine, _other, zambia, ghana = two
    officer = zambia.officer
    coming = events.event(officer, mine)
    with pytest.raises(Conflict):
        commands.record(coming, by=officer, notes=Notes(shared="Too early"))
    event = events.event(officer, mine, days=-1)
    commands.record(event, by=officer, notes=Notes(internal="Between us"))
    assert told(both, "award_event_notes") == []
    commands.record(event, by=officer, notes=Notes(shared="The kiln is built.", internal="Between us"))
    assert zambia.focal.person_id in {who for _how, who in told(both, "award_event_notes")}
    with pytest.raises(Conflict):
        commands.cancel(event, by=officer)
    for actor in (zambia.focal, ghana.focal, zambia.finance):
        with pytest.raises(Forbidden):
            commands.record(event, by=actor, notes=Notes(shared="Mine"))


def test_the_page_hides_what_is_internal_from_the_party(client: FlaskClient, db: Session) -> None:
    who = awards.team()
    award = awards.active(who)
    event = events.recorded(who.officer, award)
    events.point(event, who.officer, "party:ZM")
    secret, photo = events.file(event, who.officer), events.file(event, who.officer, is_shared=True)
    seen = {
        R.FOCAL_POINT: (who.focal, [404, 200], False),
        R.AUDITOR: (money.acting(R.AUDITOR), [200, 200], True),
    }
    for actor, codes, internal in seen.values():
        people.sign_in(client, find(Person, actor.person_id))
        page = client.get(f"/events/{event.id}").text
        assert "The kiln is built." in page
        assert ("Worried about the budget." in page) is internal
        assert [client.get(f"/events/files/{one.id}").status_code for one in (secret, photo)] == codes
        assert ("Send the invoice" in client.get("/calendar").text) is not internal
    people.sign_in(client, people.person(R.FOCAL_POINT, party="KE"))
    assert client.get(f"/events/{event.id}").status_code == 404
    assert client.get(f"/events/{event.id}/event.ics").status_code == 404


def test_what_was_changed_in_internal_notes_alone_is_no_news_of_the_party(db: Session) -> None:
    who = awards.team()
    event = events.recorded(who.officer, awards.active(who))
    commands.record(event, by=who.officer, notes=Notes("Five people", "The kiln is built.", "Less worried."))
    assert [len(events_of(event, internal)) for internal in (True, False)] == [2, 1]


def events_of(event: Any, internal: bool) -> list[str]:
    shown = queries.happened(event, internal)
    return [str(one.text.text) for one in shown if "notes" in str(one.text.text)]


def test_an_action_point_climbs_the_ladder_and_stands_in_the_calendar_until_it_is_done(
    two: Any, both: Session
) -> None:
    mine, other, zambia, ghana = two
    officer = zambia.officer
    event = events.recorded(officer, mine, other)
    point = events.point(event, officer, "party:ZM", days=10)
    owing = reminding.SOURCES["award_points"].load(None)
    assert [one.person_id for one in owing] == [zambia.focal.person_id]
    [waiting] = waiting_queries.waiting_for(zambia.focal)
    assert waiting.due is not None
    day_there = waiting.due.astimezone(ZoneInfo(mine.party.zone)).date()
    assert (waiting.values, day_there) == ({"task_id": point.id}, point.due_on)
    assert waiting_queries.waiting_for(ghana.focal) == []
    with clock.set_to(clock.now() + timedelta(days=8)):
        reminding.climb()
    assert zambia.focal.person_id in {who for _how, who in told(both, "award_point_owed")}
    with pytest.raises(Forbidden):
        commands.finish_point(point, by=ghana.focal)
    commands.finish_point(point, by=zambia.focal, note="Sent")
    assert (point.state, point.done_by) == ("done", zambia.focal.person_id)
    assert waiting_queries.waiting_for(zambia.focal) == []
    with pytest.raises(Conflict):
        commands.finish_point(point, by=zambia.focal)


@pytest.mark.parametrize("who", ["party:KE", "00000000-0000-0000-0000-000000000007", "nobody"])
def test_an_action_point_is_owed_by_the_secretariat_or_a_party_of_the_event(who: str, db: Session) -> None:
    officer = money.acting(R.PROGRAMME_OFFICER)
    event = events.recorded(officer, awards.active())
    with pytest.raises(Invalid):
        commands.add_point(event, by=officer, task=Task("Send it", who, clock.today()))


def test_an_officer_plans_one_from_the_page_of_the_award(client: FlaskClient, db: Session) -> None:
    award = awards.active()
    people.sign_in(client, people.person(R.PROGRAMME_OFFICER))
    day = (clock.today() + timedelta(days=5)).isoformat()
    where = f"/events/new?award={award.id}"
    typed = {
        "kind": "visit",
        "title": "Visit",
        "starts": f"{day}T09:00",
        "ends": f"{day}T17:00",
        "place": "Kitwe",
    }
    assert send(client, where, **typed, zone="Africa/Lusaka").status_code == 303
    [event] = queries.of_award(award.id)
    assert (event.starts_at.hour, event.kind) == (7, "visit")
    assert "Kitwe" in client.get(f"/events/{event.id}").text
    [entry] = Calendar.from_ical(client.get(f"/events/{event.id}/event.ics").data).walk("VEVENT")
    assert entry["dtstart"].dt == event.starts_at
    assert "Visit" in client.get(f"/awards/{award.id}").text
    assert "Visit" in client.get("/events?when=coming").text
