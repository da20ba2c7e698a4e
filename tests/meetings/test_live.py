"""The tracker: what a screen asks, what it is told, and what it never is; sessions, and times on record."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict
from sipgrants.lifecycle.actor import Actor
from sipgrants.meetings import queries, running_queries
from sipgrants.meetings.commands import decisions, running, sessions, votes
from sipgrants.meetings.models import Meeting
from tests.builders import board, people
from tests.builders.sending import counting

THREE = ("EE", "GH", "NO")


def enter(client: FlaskClient, actor: Actor) -> None:
    people.sign_in(client, session().get_one(Person, actor.person_id))


def heard(client: FlaskClient, meeting: Meeting, mark: str = "") -> tuple[int, dict[str, Any]]:
    answer = client.get(f"/meetings/{meeting.id}/live?beat=1", headers={"If-None-Match": f'"{mark}"'})
    return answer.status_code, answer.get_json() if answer.status_code == 200 else {}


def opened(here: board.Here, party: str) -> Meeting:
    made = board.meeting(here)
    item = next(one for one in made.items if one.application_id == here.application(party).id)
    sessions.go_to(made, by=here.officer, item_id=item.id)
    return made


def test_nothing_is_told_where_nothing_changed_and_everything_that_did(
    client: FlaskClient, db: Session
) -> None:
    here = board.before_board({"ZM": 1}, countries=THREE)
    made, changed = opened(here, "ZM"), []
    enter(client, here.member("NO"))
    _status, first = heard(client, made)
    mark = first["mark"]
    drafted = decisions.draft(here.application("ZM"), by=here.officer, meeting=made, words=board.words())
    vote = votes.call(drafted, by=here.officer)
    steps = {
        "call": lambda: None,
        "cast by another": lambda: votes.cast(vote, by=here.member("EE"), choice="yes"),
        "own": lambda: votes.cast(vote, by=here.member("NO"), choice="yes"),
        "changed": lambda: votes.cast(vote, by=here.member("NO"), choice="no"),
        "close": lambda: votes.close(vote, by=here.officer),
        "arrive": lambda: board.arrive(here, made, without=("EE",)),
        "adjourn": lambda: running.adjourn(made, by=here.officer),
        "resume": lambda: running.resume(made, by=here.officer),
        "end": lambda: sessions.end(made, by=here.officer),
    }
    for name, step in steps.items():
        step()
        status, told = heard(client, made, mark)
        mark = told.get("mark", mark)
        changed.append((name, status, heard(client, made, mark)[0]))
    assert changed == [(name, 200, 304) for name in steps]


def test_a_barred_members_screen_does_not_even_tell_that_something_happened(
    client: FlaskClient, db: Session
) -> None:
    here = board.before_board({"GH": 1}, countries=(*THREE, "CH"))
    made = opened(here, "GH")
    enter(client, here.member("GH"))
    _status, told = heard(client, made)
    assert ("Please leave the room" in told["html"], "Mercury project" in told["html"]) == (True, True)
    assert [word for word in ("200,000", "Quorate", "A vote", "Drafted") if word in told["html"]] == []
    drafted = decisions.draft(here.application("GH"), by=here.officer, meeting=made, words=board.words())
    vote = votes.call(drafted, by=here.officer)
    votes.cast(vote, by=here.member("NO"), choice="yes")
    votes.close(vote, by=here.officer)
    decisions.take(drafted, by=here.officer)
    assert heard(client, made, told["mark"])[0] == 304
    sessions.go_to(made, by=here.officer, item_id=None)
    assert "Please leave the room" not in heard(client, made, told["mark"])[1]["html"]


def test_an_unchanged_screen_costs_the_same_few_statements_however_much_there_is(
    app: Flask, client: FlaskClient, db: Session
) -> None:
    here = board.before_board({"ZM": 1}, countries=THREE)
    made, costs = opened(here, "ZM"), []
    enter(client, here.member("NO"))
    for more in (0, 8):
        for _ in range(more):
            board.application(here.round, "ZM")
        sessions.add_applications(made, by=here.officer)
        mark = heard(client, made)[1]["mark"]
        heard(client, made, mark)
        with counting(app.extensions["runtime"].database) as statements:
            assert heard(client, made, mark)[0] == 304
        costs.append(len(statements))
    assert costs[0] == costs[1]
    assert costs[0] <= 25


def test_an_open_page_is_no_sign_of_life_but_who_is_noted_as_present_listens(
    client: FlaskClient, db: Session
) -> None:
    here = board.before_board({"ZM": 1}, countries=THREE)
    made, now = opened(here, "ZM"), clock.now()
    board.arrive(here, made, without=("EE",))
    found = {}
    for country in ("NO", "EE"):
        enter(client, here.member(country))
        for minutes in (40, 80):
            with clock.set_to(now + timedelta(minutes=minutes)):
                found[country, minutes] = heard(client, made)[0]
    assert found == {("NO", 40): 200, ("NO", 80): 200, ("EE", 40): 200, ("EE", 80): 302}


def test_without_script_the_page_refreshes_itself(client: FlaskClient, db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=THREE)
    made = opened(here, "ZM")
    enter(client, here.member("NO"))
    shown = client.get(f"/meetings/{made.id}").text
    assert '<noscript><meta http-equiv="refresh" content="30"></noscript>' in shown


def test_times_are_on_record(both: Session) -> None:
    here = board.before_board({"GH": 1, "ZM": 1}, countries=THREE)
    begun = clock.now()
    made = board.meeting(here)
    items = {one.application_id: one.id for one in made.items}
    ghana, zambia = (items[here.application(one).id] for one in ("GH", "ZM"))
    for minutes, item in ((10, ghana), (25, zambia), (40, None)):
        with clock.set_to(begun + timedelta(minutes=minutes)):
            sessions.go_to(made, by=here.officer, item_id=item)
    found = running_queries.discussions_of(made)
    (first,), (second,) = found[ghana], found[zambia]
    minute = {one: begun + timedelta(minutes=one) for one in (10, 25, 40)}
    assert (first.opened_at, first.closed_at) == (minute[10], minute[25])
    assert (second.opened_at, second.closed_at, second.recusals) == (minute[25], minute[40], [])
    assert [(one.person_id, one.asked_at, one.called_back_at) for one in first.recusals] == [
        (here.members["GH"].person_id, minute[10], minute[25])
    ]


def test_who_comes_while_their_item_is_discussed_is_asked_to_leave_then(db: Session) -> None:
    here = board.before_board({"GH": 1}, countries=THREE)
    made = board.meeting(here, everybody=False)
    sessions.go_to(made, by=here.officer, item_id=made.items[0].id)
    discussion = running_queries.open_discussion(made)
    assert discussion is not None
    assert discussion.recusals == []
    board.arrive(here, made)
    assert [one.person_id for one in discussion.recusals] == [here.members["GH"].person_id]


def test_each_session_has_its_own_attendance_and_quorum(both: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=THREE)
    made, begun = board.meeting(here), clock.now()
    with clock.set_to(begun + timedelta(hours=1)):
        board.arrive(here, made, without=("GH",))
    with clock.set_to(begun + timedelta(hours=3)):
        running.adjourn(made, by=here.officer)
        assert queries.present(made) == frozenset()
        drafted = decisions.draft(here.application("ZM"), by=here.officer, meeting=made, words=board.words())
        with pytest.raises(Conflict) as refused:
            decisions.take(drafted, by=here.officer)
    assert str(refused.value) == "0 of 3 members who are not barred take part; 2 are needed."
    with clock.set_to(begun + timedelta(hours=20)):
        running.resume(made, by=here.officer)
        sessions.attend(made, by=here.officer, presence={_id(here, one): "online" for one in ("GH", "NO")})
        decisions.take(drafted, by=here.officer)
    first, second = running_queries.sessions_of(made)
    assert (first.ended_at, second.ended_at) == (begun + timedelta(hours=3), None)
    stayed = {
        one.person_id: (one.left_at - begun) // timedelta(hours=1) for one in first.stays if one.left_at
    }
    assert stayed == {_id(here, "GH"): 1, _id(here, "EE"): 3, _id(here, "NO"): 3}
    assert {(one.person_id, one.online) for one in second.stays} == {
        (_id(here, "GH"), True),
        (_id(here, "NO"), True),
    }
    assert drafted.present == 2


def _id(here: board.Here, country: str) -> Any:
    return here.members[country].person_id
