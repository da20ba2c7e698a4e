"""Events of a round, and the file for calendars."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle.actor import RoleName
from sipgrants.rounds import commands
from sipgrants.rounds.deadline import Twice
from sipgrants.rounds.models import Round, RoundEvent
from tests.builders import applications, asking, calls, people
from tests.builders.pages import fields_of

R = RoleName


@pytest.fixture(autouse=True)
def _during() -> Any:
    with clock.set_to(calls.DURING):
        yield


def read(client: FlaskClient, address: str) -> dict[str, Any]:
    """The events of a downloaded file by their identifiers."""
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    return {str(one["uid"]): one for one in Calendar.from_ical(answer.data).walk("VEVENT")}


def of_round(round_: Round, name: str) -> str:
    return f"round-{round_.id}-{name}@sipgrants"


def test_the_file_holds_every_date_of_the_round_in_utc(client: FlaskClient, db: Session) -> None:
    round_ = calls.announced_round()
    event = asking.event(round_, calls.officer(), starts=calls.wall(2027, 4, 20, 14))
    found = read(client, f"/public/rounds/{round_.number}/calendar.ics")
    webinar = found[f"round-event-{event.id}@sipgrants"]
    assert webinar["dtstart"].dt == datetime(2027, 4, 20, 12, tzinfo=UTC)
    assert webinar["dtend"].dt - webinar["dtstart"].dt == timedelta(hours=1)
    assert str(webinar["summary"]) == "Fifth round: How to fill in Form A"
    assert found[of_round(round_, "deadline")]["dtstart"].dt == calls.CLOSES
    assert found[of_round(round_, "questions")]["dtstart"].dt == datetime(2027, 5, 10, 16, tzinfo=UTC)
    assert found[of_round(round_, "status")]["dtstart"].dt == date(2027, 5, 31)


def test_an_identifier_stays_and_the_sequence_grows_with_every_change(
    client: FlaskClient, db: Session
) -> None:
    round_, officer = calls.announced_round(), calls.officer()
    event = asking.event(round_, officer)
    uid, address = f"round-event-{event.id}@sipgrants", f"/public/rounds/{round_.number}/calendar.ics"
    before = read(client, address)
    commands.change_event(event, by=officer, happening=asking.happening(round_, minutes=90))
    commands.change_event(
        event, by=officer, happening=asking.happening(round_, minutes=90)
    )  # says nothing new
    commands.extend(round_, by=officer, closes=calls.wall(2027, 6, 15, 23, 59), reason="Storms.")
    after = read(client, address)
    assert after.keys() == before.keys()
    assert (before[uid]["sequence"], after[uid]["sequence"]) == (0, 1)
    assert after[of_round(round_, "deadline")]["sequence"] > before[of_round(round_, "deadline")]["sequence"]
    assert after[of_round(round_, "deadline")]["dtstart"].dt == datetime(2027, 6, 15, 21, 59, tzinfo=UTC)
    commands.cancel_event(event, by=officer)
    last = read(client, address)[uid]
    assert (str(last["status"]), last["sequence"]) == ("CANCELLED", 2)


def test_a_draft_has_no_public_file_and_no_page_for_those_outside(client: FlaskClient, db: Session) -> None:
    round_ = calls.draft_round()
    assert client.get(f"/public/rounds/{round_.number}/calendar.ics").status_code == 404
    people.sign_in(client, people.person(R.FOCAL_POINT, party="ZM", password=False))
    assert client.get(f"/rounds/{round_.id}/calendar.ics").status_code == 404


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"titles": {"fr": "Clinique"}}, {"title_en"}),
        ({"kind": "party"}, {"kind"}),
        ({"minutes": 0}, {"minutes"}),
        ({"link": "", "place": ""}, {"link"}),
        ({"link": "javascript:alert(1)"}, {"link"}),
        ({"starts": calls.wall(2027, 4, 1, 9)}, {"starts"}),
        ({"starts": calls.wall(2027, 10, 31, 2, 30)}, {"starts"}),
        ({"starts": calls.wall(2027, 10, 31, 2, 30), "twice": Twice.LATER}, set()),
        ({"link": "", "place": "Room XXII"}, set()),
    ],
)
def test_what_is_wrong_with_an_event_is_told(db: Session, changes: dict[str, Any], fields: set[str]) -> None:
    round_, officer = calls.announced_round(), calls.officer()
    found: set[str] = set()
    try:
        asking.event(round_, officer, **changes)
    except Invalid as refused:
        found = {one.field for one in refused.problems}
    assert found == fields


def test_teams_with_a_draft_are_told_of_an_event_and_of_its_end(db: Session) -> None:
    round_, officer, team = applications.open_round(), calls.officer(), calls.focal_point("ZM")
    applications.draft(round_, "ZM", team)
    event = asking.event(round_, officer)
    commands.cancel_event(event, by=officer)
    told = session().scalars(select(Mail).where(Mail.kind == "round_event", Mail.person_id == team.person_id))
    assert sorted(one.params["how"] for one in told) == ["added", "cancelled"]


def test_a_cancelled_or_past_event_stays_as_it_is(db: Session) -> None:
    round_, officer = calls.announced_round(), calls.officer()
    gone, past = asking.event(round_, officer), asking.event(round_, officer)
    commands.cancel_event(gone, by=officer)
    with pytest.raises(Conflict):
        commands.cancel_event(gone, by=officer)
    with clock.set_to(past.starts_at), pytest.raises(Conflict):
        commands.change_event(past, by=officer, happening=asking.happening(round_))


def test_only_an_officer_adds_an_event(db: Session) -> None:
    with pytest.raises(Forbidden):
        asking.event(calls.announced_round(), calls.focal_point("ZM"))


def test_an_officer_adds_an_event_and_a_reader_sees_it_in_both_zones(
    client: FlaskClient, db: Session
) -> None:
    round_ = calls.announced_round()
    people.sign_in(client, people.person(R.PROGRAMME_OFFICER, password=False))
    address = f"/rounds/{round_.id}/events/add"
    typed = fields_of(client.get(address).text) | {
        "kind": "clinic",
        "title_en": "Budget clinic",
        "starts": "2027-04-20T14:00",
        "place": "Room XXII",
    }
    assert client.post(address, data=typed).status_code == 303
    session().rollback()
    event = session().scalars(select(RoundEvent)).one()
    assert f"/rounds/events/{event.id}/change" in client.get(f"/rounds/{round_.id}").text
    calls.party("PE")
    people.sign_in(client, people.person(R.FOCAL_POINT, party="PE", zone="America/Lima", password=False))
    page = client.get(f"/rounds/{round_.id}").text
    assert "20 April 2027, 14:00 Geneva time (in 5 days; 07:00 in Lima)" in page
    assert f"/rounds/events/{event.id}/change" not in page
