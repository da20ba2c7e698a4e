"""The Board's pages in a browser: they fit a telephone."""

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from sipgrants.meetings.commands import sessions
from tests.builders import board
from tests.builders.browsing import enter


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_the_board_fits_the_screen(
    app: Flask, page: Page, live_server: str, db: Session, width: int
) -> None:
    here = board.ready({"GH": 1, "ZM": 1}, countries=("EE", "GH", "NO"))
    meeting = board.meeting(here)
    sessions.go_to(meeting, by=here.officer, item_id=meeting.items[0].id)
    board.decide(here, meeting, here.application("ZM"))
    one, round_ = here.application("ZM").id, here.round.id
    of_officer = [
        "/board/", f"/board/rounds/{round_}/declarations", f"/scoring/rounds/{round_}/seal",
        f"/scoring/rounds/{round_}/ranking", f"/scoring/applications/{one}/scores", "/meetings/", f"/meetings/{meeting.id}",
        f"/meetings/{meeting.id}/decisions", f"/meetings/{meeting.id}/applications/{one}",
        f"/meetings/rounds/{round_}/line", f"/meetings/rounds/{round_}/proposal",
    ]  # fmt: skip
    of_member = [
        f"/board/rounds/{round_}/declare",
        "/scoring/",
        f"/scoring/applications/{one}",
        f"/meetings/{meeting.id}",
    ]
    page.set_viewport_size({"width": width, "height": 800})
    too_wide = []
    for actor, urls in ((here.officer, of_officer), (here.member("GH"), of_member)):
        enter(app, page, live_server, actor)
        for url in urls:
            page.goto(live_server + url)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                too_wide.append(url)
    assert too_wide == []
