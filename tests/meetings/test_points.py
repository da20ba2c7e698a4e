"""Action points: who owes them sees them, is reminded, says that they are done; the barred see nothing."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle import reminding
from sipgrants.lifecycle.actor import RoleName
from sipgrants.meetings import jobs, point_queries
from sipgrants.meetings.commands import points, reports, sessions
from sipgrants.meetings.commands.points import Task
from sipgrants.meetings.models import Meeting
from sipgrants.meetings.running_models import ActionPoint
from tests.builders import board, calls, people
from tests.builders.pages import token

SOON = timedelta(days=14)


def point(here: board.Here, made: Meeting, who: str, place: int | None = None) -> ActionPoint:
    item = made.items[place].id if place is not None else None
    return points.add(
        made, by=here.officer, task=Task("Send the list of mines", who, clock.today() + SOON, item)
    )


def test_it_waits_for_whoever_owes_it_until_it_is_done(both: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "NO", "CH"))
    made = board.meeting(here)
    of_norway = point(here, made, str(here.members["NO"].person_id))
    of_officers = point(here, made, "role:programme_officer")
    found = {
        name: [one.values["point_id"] for one in point_queries.waiting_for(who)]
        for name, who in {"NO": here.member("NO"), "CH": here.member("CH"), "officer": here.officer}.items()
    }
    assert found == {"NO": [of_norway.id], "CH": [], "officer": [of_officers.id]}
    with pytest.raises(Forbidden):
        points.finish(of_norway, by=here.member("CH"))
    points.finish(of_norway, by=here.member("NO"), note="Sent today.")
    points.finish(of_officers, by=here.officer)
    with pytest.raises(Conflict):
        points.finish(of_norway, by=here.member("NO"))
    assert point_queries.waiting_for(here.member("NO")) == []


@pytest.mark.parametrize("role", [one for one in RoleName if one is not RoleName.PROGRAMME_OFFICER])
def test_only_a_programme_officer_adds_and_changes_them(db: Session, role: RoleName) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE",))
    made = board.meeting(here)
    mine, other = point(here, made, "role:head"), calls.somebody(role)
    task = Task("Something else", "role:head", clock.today() + SOON)
    with pytest.raises(Forbidden):
        points.add(made, by=other, task=task)
    with pytest.raises(Forbidden):
        points.edit(mine, by=other, task=task)


def test_all_that_is_wrong_is_told_at_once(db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE",))
    made = board.meeting(here)
    with pytest.raises(Invalid) as refused:
        points.add(made, by=here.officer, task=Task(" ", "role:minister", None, here.round.id))
    assert {one.field for one in refused.value.problems} == {"what", "who", "due_on", "item"}


def test_they_are_reminded_once_a_day_by_the_ladder_and_by_the_button(db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "NO"))
    made = board.meeting(here)
    mine = point(here, made, str(here.members["NO"].person_id))
    with clock.set_to(clock.now() + SOON):
        assert reminding.send(made, by=here.officer, name="points") == 1
        reminding.climb()
    kinds = list(session().scalars(select(Mail.kind).where(Mail.kind == "action_point_owed")))
    assert len(kinds) == 1
    points.edit(mine, by=here.officer, task=Task("Later", "role:head", clock.today() + 3 * SOON))
    assert [one.person_id for one in point_queries.undone(made)] == []


def test_the_barred_do_not_see_those_of_their_item_and_the_report_lists_them(
    client: FlaskClient, db: Session
) -> None:
    here = board.before_board({"GH": 1}, countries=("EE", "GH", "NO"))
    made = board.meeting(here)
    mine = point(here, made, "role:co_chair", place=0)
    assert point_queries.waiting_for(here.member("GH")) == []
    assert [one.person_id for one in point_queries.undone(made)] == [here.members["EE"].person_id]
    with pytest.raises(Invalid, match="This member is barred from the item"):
        point(here, made, str(here.members["GH"].person_id), place=0)
    with pytest.raises(Forbidden):
        points.finish(mine, by=here.member("GH"))
    for country, seen in (("GH", False), ("NO", True)):
        people.sign_in(client, session().get_one(Person, here.members[country].person_id))
        assert ("Send the list of mines" in client.get(f"/meetings/{made.id}").text) is seen
    sessions.end(made, by=here.officer)
    report = reports.draft(made, by=here.officer)
    assert [str(line) for item in jobs.content(report, None).items for line in item.points] == [
        f"Send the list of mines (Co-Chair, by {mine.due_on})"
    ]


def test_one_is_added_changed_and_reported_done_on_its_pages(client: FlaskClient, db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE",))
    made = board.meeting(here)
    people.sign_in(client, session().get_one(Person, here.officer.person_id))
    new = f"/meetings/{made.id}/points/new"

    def send(url: str, **typed: str) -> int:
        return client.post(url, data={"csrf_token": token(client.get(url).text), **typed}).status_code

    assert send(new, what="Ask Zambia", who="role:head", due_on="2020-13-01", item="") == 422
    assert send(new, what="Ask Zambia", who="role:programme_officer", due_on="2031-01-01", item="") == 303
    session().rollback()
    mine = session().scalars(select(ActionPoint)).one()
    assert (
        send(
            f"/meetings/points/{mine.id}/edit", what="Ask them", who="role:head", due_on="2031-02-01", item=""
        )
        == 303
    )
    assert send(f"/meetings/points/{mine.id}/finish", note="Asked.") == 303
    session().rollback()
    session().expire_all()
    assert (mine.what, mine.role, mine.state, mine.note) == ("Ask them", "head", "done", "Asked.")
