"""The pages of meetings: run by an officer, confirmed by Co-Chairs, closed to the barred."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.waiting import most_urgent_first
from sipgrants.meetings import page_queries, queries
from sipgrants.meetings.commands import confirming, decisions, sessions, votes
from sipgrants.meetings.models import Meeting
from tests.builders import board, calls, people
from tests.builders.pages import token


def enter(client: FlaskClient, actor: Actor) -> None:
    people.sign_in(client, session().get_one(Person, actor.person_id))


def post(client: FlaskClient, page: str, url: str | None = None, **data: object) -> int:
    shown = client.get(page).text
    return client.post(url or page, data={"csrf_token": token(shown), **data}).status_code


def planned_on_its_page(client: FlaskClient, here: board.Here) -> Meeting:
    """A meeting planned, opened and attended by everybody, page by page."""
    enter(client, here.officer)
    typed = {"number": "1", "round_id": str(here.round.id), "mode": "meeting", "zone": "Europe/Zurich"}
    assert post(client, "/meetings/new", **typed, starts_at="2027-06-01T09:00") == 303
    session().rollback()
    meeting = session().query(Meeting).one()
    where = f"/meetings/{meeting.id}"
    assert post(client, where, f"{where}/start") == 303
    presence = {f"presence.{actor.person_id}": "room" for actor in here.members.values()}
    assert post(client, where, f"{where}/attend", **presence) == 303
    return meeting


def test_decisions_are_drafted_and_taken_on_one_page_and_confirmed_on_another(
    client: FlaskClient, db: Session
) -> None:
    here = board.before_board({"ZM": 2}, countries=("EE", "GH", "NO"))
    where = f"/meetings/{planned_on_its_page(client, here).id}"
    one, two = here.all()
    words = {f"outcome.{one.id}": "approved", f"outcome.{two.id}": "not_approved"}
    assert post(client, f"{where}/decisions", go="save", **words, **{f"amount.{one.id}": "1e400"}) == 422
    words[f"amount.{one.id}"] = "100,000"
    assert post(client, f"{where}/decisions", go="take", **words) == 303
    told = client.get(f"{where}/decisions").text
    assert "Recommend what to do: the applicant may come again." in told
    words[f"recommendations.{two.id}"] = "Come again."
    assert post(client, f"{where}/decisions", go="take", **words) == 303
    for country in ("EE", "GH"):
        enter(client, here.member(country))
        assert post(client, f"{where}/confirm") == 303
    session().rollback()
    assert (one.state, two.state) == ("approved", "not_approved")


def test_a_report_is_drafted_and_read_on_its_page(client: FlaskClient, db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "GH", "NO"))
    meeting = board.meeting(here)
    board.confirmed(here, meeting, here.application("ZM"))
    where = f"/meetings/{meeting.id}"
    enter(client, here.officer)
    assert post(client, where, f"{where}/end") == 303
    assert post(client, where, f"{where}/report/draft") == 303
    report = client.get(f"{where}/report").text
    assert "The Governing Board approves application" in report
    assert "with a grant of up to US$ 100,000." in report


def test_a_member_sees_the_current_item_and_the_barred_are_asked_to_leave(
    client: FlaskClient, db: Session
) -> None:
    here = board.before_board({"GH": 1}, countries=("EE", "GH", "NO"))
    meeting = board.meeting(here)
    sessions.go_to(meeting, by=here.officer, item_id=meeting.items[0].id)
    board.decide(here, meeting, here.application("GH"), amount=7_654_300)
    enter(client, here.member("NO"))
    member = client.get(f"/meetings/{meeting.id}").text
    enter(client, here.member("GH"))
    barred = client.get(f"/meetings/{meeting.id}").text
    assert ("Please leave the room" in member, "76,543" in member) == (False, True)
    assert ("Please leave the room" in barred, "76,543" in barred) == (True, False)
    assert client.get(f"/meetings/{meeting.id}/applications/{here.application('GH').id}").status_code == 403


def test_members_answer_by_correspondence_on_the_page_of_the_item(client: FlaskClient, db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "GH", "NO"))
    meeting = board.meeting(here, mode="correspondence", started=False)
    drafted = decisions.draft(here.application("ZM"), by=here.officer, meeting=meeting, words=board.words())
    sessions.start(meeting, by=here.officer)
    assert [one.endpoint for one in page_queries.waiting_for(here.member("NO"))] == ["meetings.show"]
    enter(client, here.member("NO"))
    page = f"/meetings/{meeting.id}/applications/{here.application('ZM').id}"
    assert post(client, page, f"/meetings/decisions/{drafted.id}/agree", answer="agree") == 303
    session().rollback()
    assert {one.person_id: one.answer for one in drafted.answers} == {here.members["NO"].person_id: "agree"}
    assert page_queries.waiting_for(here.member("NO")) == []


def test_what_waits_for_a_co_chair_is_named_on_the_home_page(db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "GH", "NO"))
    meeting = board.meeting(here)
    board.decide(here, meeting, here.application("ZM"))
    waits = {
        one: [each.endpoint for each in page_queries.waiting_for(here.member(one))] for one in ("EE", "NO")
    }
    assert waits == {"EE": ["meetings.show", "meetings.confirm"], "NO": ["meetings.show"]}
    confirming.confirm_all(meeting, by=here.member("EE"))
    confirming.confirm_all(meeting, by=here.member("GH"))
    rights.forget()
    ends = {
        one: [each.endpoint for each in page_queries.waiting_for(here.member(one))] for one in ("EE", "NO")
    }
    assert ends == {"EE": ["meetings.show", "rounds.show"], "NO": ["meetings.show"]}


def test_members_are_told_of_a_meeting_within_thirty_days_before_it(db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "GH", "NO"))
    meeting = board.meeting(here, started=False)
    starts_at = meeting.starts_at or clock.now()
    for days, told in ((31, []), (29, ["Read papers"]), (-0.1, ["Open meeting"]), (-1, [])):
        with clock.set_to(starts_at - timedelta(days=days)):
            assert [str(one.button) for one in page_queries.waiting_for(here.member("NO"))] == told


def test_home_says_what_a_member_does_next_in_a_meeting_that_runs(db: Session) -> None:
    here = board.before_board({"ZM": 1, "GH": 1}, countries=("EE", "GH", "NO"))
    meeting = board.meeting(here)
    of_zambia, of_ghana = (here.application(one).id for one in ("ZM", "GH"))
    item = {one.application_id: one.id for one in meeting.items}

    def said() -> dict[str, str]:
        """The last words of what stands first at home."""
        session().rollback()
        rights.forget()
        who = {"NO": here.member("NO"), "GH": here.member("GH"), "officer": here.officer}
        waits = {name: most_urgent_first(page_queries.waiting_for(one)) for name, one in who.items()}
        return {name: str(one[0].what).split(": ")[-1] for name, one in waits.items()}

    runs = "Meeting 1 of the Board is in session."
    assert said() == {"NO": runs, "GH": runs, "officer": runs}
    sessions.go_to(meeting, by=here.officer, item_id=item[of_ghana])
    leave = "an item in which you take no part is under discussion."
    assert said() == {"NO": runs, "GH": leave, "officer": runs}
    sessions.go_to(meeting, by=here.officer, item_id=item[of_zambia])
    draft = decisions.draft(here.application("ZM"), by=here.officer, meeting=meeting, words=board.words())
    vote = votes.call(draft, by=here.officer)
    asked = "a vote is called, and yours is asked for."
    assert said() == {"NO": asked, "GH": asked, "officer": runs}
    votes.cast(vote, by=here.member("NO"), choice="yes")
    assert said() == {"NO": runs, "GH": asked, "officer": runs}
    votes.close(vote, by=here.officer)
    sessions.end(meeting, by=here.officer)
    owed = page_queries.waiting_for(here.officer)
    assert [str(one.what) for one in owed] == ["Meeting 1 of the Board has no report yet."]


def test_both_co_chairs_are_elected_away_on_the_pages(client: FlaskClient, db: Session) -> None:
    here = board.before_board({"SN": 1}, countries=("SN", "TG", "NO", "CH", "EE"), joint={"SN": ("TG",)})
    meeting = board.meeting(here)
    decided = board.decide(here, meeting, here.application("SN"))
    enter(client, here.officer)
    elect = f"/meetings/decisions/{decided.id}/elect"
    assert post(client, elect, person=str(here.members["TG"].person_id)) == 422
    assert post(client, elect, person=str(here.members["NO"].person_id)) == 303
    enter(client, here.member("NO"))
    assert post(client, f"/meetings/{meeting.id}/confirm") == 303
    session().rollback()
    assert decided.state == "confirmed"


@pytest.mark.parametrize("path", ["", "/decisions", "/applications/{one}", "/confirm"])
def test_pages_ask_the_database_as_often_for_many_as_for_few(
    client: FlaskClient, db: Session, path: str
) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "GH", "NO"), joint={"ZM": ("SN",)})
    meeting = board.meeting(here)
    one = here.application("ZM")
    board.decide(here, meeting, one, amount=5_000_000)
    enter(client, here.member("EE") if path == "/confirm" else here.officer)
    url = f"/meetings/{meeting.id}{path.format(one=one.id)}"
    few = count(client, url)
    for _ in range(10):
        board.application(here.round, "ZM", partners=("SN",))
    sessions.add_applications(meeting, by=here.officer)
    for other in queries.table(here.round).picture.applications[1:6]:
        board.decide(here, meeting, other, amount=5_000_000)
    db.rollback()
    assert count(client, url) == few


def count(client: FlaskClient, url: str) -> int:
    """How many statements a page runs."""
    seen: list[str] = []

    def note(*call: Any) -> None:
        seen.append(call[2])

    engine = client.application.extensions["runtime"].database.engine
    event.listen(engine, "before_cursor_execute", note)
    assert client.get(url).status_code == 200
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def test_an_unknown_meeting_is_not_there(client: FlaskClient, db: Session) -> None:
    enter(client, calls.officer())
    assert client.get("/meetings/00000000-0000-0000-0000-000000000007").status_code == 404
