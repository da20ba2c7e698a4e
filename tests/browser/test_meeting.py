"""A whole meeting on ten screens at once: who is barred leaves, who loses the line is back, the Board votes."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import Actor
from sipgrants.meetings.commands import decisions
from sipgrants.meetings.models import Decision, Meeting
from sipgrants.meetings.running_models import Ballot, Recusal, Stay, Vote
from tests.builders import board, people

SOON = 3_000  # milliseconds after which everybody is where the meeting is
BARRED, VOTES = ("GH", "KE"), {"EE": "Yes", "LK": "Yes", "TH": "Yes", "AM": "Yes", "AR": "No", "JM": "No"}
TITLE = "Closing the last mercury mines"


def cookie(app: Flask, actor: Actor) -> str:
    client = app.test_client()
    people.sign_in(client, session().get_one(Person, actor.person_id))
    found = client.get_cookie("sipgrants")
    assert found is not None
    return found.value


@pytest.fixture
def screens(app: Flask, browser: Browser, live_server: str, here: board.Here) -> Iterator[dict[str, Page]]:
    """A browser of their own for each of the ten members."""
    opened = {}
    for country, actor in here.members.items():
        context = browser.new_context(viewport={"width": 820, "height": 1100})
        context.add_cookies([{"name": "sipgrants", "value": cookie(app, actor), "url": live_server}])
        opened[country] = context.new_page()
    yield opened
    for one in opened.values():
        one.context.close()


@pytest.fixture
def here(db: Session) -> board.Here:
    """A Board of ten, and two applications; two members are barred from the first."""
    made = board.before_board({"ZM": 1}, joint={})
    first = board.application(made.round, "GH", partners=("KE",), title=TITLE, amount=34_567_800)
    made.applications["GH"] = [first]
    return made


def item_is_opened(page: Page, screens: dict[str, Page]) -> None:
    """Two leave, eight read it."""
    page.get_by_role("button", name=f"Discuss now {TITLE}").click()
    for country, one in screens.items():
        if country in BARRED:
            expect(one.get_by_role("heading", name="Please leave the room")).to_be_visible(timeout=SOON)
            told = one.content()
            assert (TITLE in told, "345,678" in told) == (True, False)
        else:
            expect(one.get_by_role("heading", name=TITLE)).to_be_visible(timeout=SOON)


def decision_is_drafted(page: Page, here: board.Here, meeting: Meeting) -> Decision:
    """What the officer types stands while the page changes around it."""
    page.locator(f"[id='said-{meeting.items[-1].id}'] summary").click()
    note = page.get_by_label(f"What was said on {TITLE}")
    note.fill("The Board thanked the applicant")
    one = here.application("GH")
    drafted = decisions.draft(one, by=here.officer, meeting=meeting, words=board.words())
    expect(page.get_by_role("button", name="Call a vote")).to_be_visible(timeout=SOON)
    expect(note).to_have_value("The Board thanked the applicant")
    expect(note).to_be_focused()
    return drafted


def vote_is_called_while_one_has_no_line(page: Page, lonely: Page) -> None:
    """The line is lost, and with it the call; it is there again as soon as the line is."""
    lonely.context.set_offline(True)
    expect(lonely.get_by_text("No connection since")).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Call a vote").click()
    expect(page.get_by_role("button", name="Close vote")).to_be_visible()
    expect(lonely.get_by_role("button", name="Yes")).not_to_be_visible()
    lonely.context.set_offline(False)
    expect(lonely.get_by_role("button", name="Yes")).to_be_visible(timeout=SOON)
    expect(lonely.get_by_text("No connection since")).not_to_be_visible()


def board_votes(page: Page, screens: dict[str, Page], here: board.Here) -> None:
    """Members vote on their own screens, one raises a hand, one says nothing; the barred are not asked."""
    for country, choice in VOTES.items():
        screens[country].get_by_role("button", name=choice, exact=True).click()
    for country in BARRED:
        expect(screens[country].get_by_role("button", name="Yes")).not_to_be_visible()
    expect(page.get_by_text("6 of 8 members present have voted.")).to_be_visible(timeout=SOON)
    page.get_by_text("Show of hands", exact=True).click()
    page.locator(f"[id='choice.{here.members['NO'].person_id}.abstain']").check()
    page.get_by_role("button", name="Record show of hands").click()
    expect(page.get_by_text("7 of 8 members present have voted.")).to_be_visible()
    page.get_by_role("button", name="Close vote").click()
    expect(screens["NO"].get_by_text("4 in favour, 2 against, 1 abstaining")).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Record decision as taken").click()


def meeting_ends(page: Page, screens: dict[str, Page]) -> None:
    """The item is closed, the barred are called back, and every screen says that it is over."""
    page.get_by_role("button", name=f"Close the item {TITLE}").click()
    for country in BARRED:
        expect(screens[country].get_by_text("Please leave the room")).not_to_be_visible(timeout=SOON)
    page.get_by_role("button", name="End meeting").click()
    for one in screens.values():
        expect(one.get_by_text("Ended", exact=True)).to_be_visible(timeout=SOON)


def test_a_meeting_is_followed_on_ten_screens(
    app: Flask, page: Page, screens: dict[str, Page], live_server: str, here: board.Here
) -> None:
    meeting = board.meeting(here)
    where = f"{live_server}/meetings/{meeting.id}"
    page.context.add_cookies([{"name": "sipgrants", "value": cookie(app, here.officer), "url": live_server}])
    for one in (page, *screens.values()):
        one.goto(where)
    item_is_opened(page, screens)
    drafted = decision_is_drafted(page, here, meeting)
    vote_is_called_while_one_has_no_line(page, screens["CH"])
    board_votes(page, screens, here)
    page.goto(where)
    meeting_ends(page, screens)
    session().rollback()
    assert (drafted.state, drafted.present, drafted.entitled) == ("taken", 8, 8)
    asked = {one.person_id for one in session().scalars(select(Recusal)) if one.called_back_at}
    assert asked == {here.members[one].person_id for one in BARRED}
    assert [one.carried for one in session().scalars(select(Vote))] == [True]
    assert len(list(session().scalars(select(Ballot)))) == 7
    assert [one.left_at is None for one in session().scalars(select(Stay))] == [False] * 10
