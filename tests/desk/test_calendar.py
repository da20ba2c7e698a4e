"""One's dates as a page and as a feed for calendars: what one may see, by a secret address that can be made void."""

import re
from datetime import timedelta

from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.awards import queries
from sipgrants.core import clock
from sipgrants.core.db import find
from tests.builders import awards, calls, people


def summaries(client: FlaskClient, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    return [str(one["summary"]) for one in Calendar.from_ical(answer.data).walk("VEVENT")]


def test_a_feed_has_the_dates_of_its_reader_and_can_be_made_void(client: FlaskClient, db: Session) -> None:
    who, others = awards.team(), awards.team("GH")
    mine, foreign = awards.active(who), awards.active(others, party="GH")
    first = queries.dues(mine.id)[0]
    focal = find(Person, who.focal.person_id)
    people.sign_in(client, focal)
    page = client.get("/calendar").text
    address = re.search(r"(/calendar/[\w-]+\.ics)", page)
    assert address is not None
    nobody = client.application.test_client()
    found = summaries(nobody, address[1])
    owed = [one for one in queries.dues(mine.id) if one.met_at is None]
    assert len([one for one in found if mine.number in one]) == len(owed)
    assert [one for one in found if foreign.number in one] == []
    events = Calendar.from_ical(nobody.get(address[1]).data).walk("VEVENT")
    assert events[0]["dtstart"].dt == first.due_on
    assert events[0]["dtend"].dt == first.due_on + timedelta(days=1)
    wrong = address[1].replace("/calendar/", "/calendar/A")
    assert [nobody.get(one).status_code for one in (wrong, "/calendar/.ics", "/calendar/x.ics")] == [404] * 3
    calls.put(focal, epoch=focal.epoch + 1)
    assert nobody.get(address[1]).status_code == 404
    calls.put(focal, epoch=focal.epoch - 1, disabled_at=clock.now())
    assert nobody.get(address[1]).status_code == 404
