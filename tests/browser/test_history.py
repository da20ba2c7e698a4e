"""Two people write in one row of the plan and in one answer: the conflict names the colleague, the history both."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from sipgrants.applications import commands
from sipgrants.applications.models import Application
from sipgrants.core import clock
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.plans import queries as plans
from tests.builders import applications, calls, people

RISK, TITLE = "[name='risks.0.text']", "[name='summary.title']"
FOCAL, DRAFTER = "Focal point of Zambia", "Drafter of Zambia"
MAILS = {FOCAL: "focal.point@zm.example", DRAFTER: "drafter@zm.example"}


@pytest.fixture
def made(app: Flask, db: Session) -> Iterator[Application]:
    """A draft with one risk, while its round is open."""
    calls.party("ZM")
    focal = people.person(R.FOCAL_POINT, party="ZM", name=FOCAL, email=MAILS[FOCAL])
    people.person(R.DRAFTER, party="ZM", name=DRAFTER, email=MAILS[DRAFTER])
    with clock.running_ahead() as move_on:
        move_on(calls.DURING - clock.now())
        found = applications.draft(by=people.actor_of(focal), filled=False)
        row = {"id": "", "text": "Elections", "likelihood": "1", "impact": "2", "mitigation": "", "owner": ""}
        commands.save_part(found, by=people.actor_of(focal), part="risks", content=[row])
        yield found


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """The colleague's browser."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def enter(page: Page, address: str, who: str, path: str) -> None:
    page.goto(f"{address}/sign-in?next={path}")
    page.get_by_label("Mail address").fill(MAILS[who])
    page.get_by_label("Password").fill(people.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("form[data-autosave]")


def write(page: Page, field: str, text: str) -> None:
    page.fill(field, text)
    page.press(field, "Tab")


def saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_contain_text("Saved ")


def both_write(page: Page, other: Page, field: str) -> Any:
    """The colleague is faster; the page tells who it was, and keeps its own."""
    page.focus(field)  # a field that somebody is in is not renewed from elsewhere
    write(other, field, "By the drafter")
    saved(other)
    write(page, field, "By the focal point")
    expect(page.locator("[data-beside]")).to_contain_text(f"{DRAFTER} changed this")
    page.get_by_role("button", name="Keep mine").click()
    saved(page)
    expect(page.locator("[data-beside]")).to_have_count(0)


def test_a_conflict_names_the_colleague_and_the_history_brings_the_other_text_back(
    page: Page, other: Page, live_server: str, db: Session, made: Application
) -> None:
    risks, summary = (f"/applications/{made.id}/{place}" for place in ("plan/risks", "sections/summary"))
    enter(page, live_server, FOCAL, risks)
    enter(other, live_server, DRAFTER, risks)
    both_write(page, other, RISK)
    for one in (page, other):
        one.goto(live_server + summary)
    both_write(page, other, TITLE)
    page.goto(f"{live_server}/applications/{made.id}/history")
    texts = page.locator("main section.panel").all_inner_texts()
    parts = ("Risk 1", "Project title")
    told = {
        (part, who)
        for text in texts
        for part in parts
        for who in MAILS
        if text.startswith(part) and who in text
    }
    assert told == {(part, who) for part in parts for who in MAILS}
    page.select_option("#section", "plan-risks")
    page.get_by_role("button", name="Show").click()
    mine = page.locator("main section.panel").filter(has=page.locator("ins", has_text="focal point"))
    mine.get_by_role("button", name="Put the text before this change back").click()
    expect(page.locator("main")).to_contain_text("The earlier text is back in its place")
    db.rollback()
    assert plans.content(plans.whole(made.plan_id), "risks")[0]["text"] == "By the drafter"
