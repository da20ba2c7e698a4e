"""Nothing typed is lost, in a real browser: the line is cut, the server dies, the session ends, two windows, two people."""

import re
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.applications import queries
from sipgrants.applications.models import Application
from sipgrants.config import Config
from sipgrants.core import clock
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.questionnaires import queries as questionnaires
from tests.builders import applications, browsing, calls, people
from tests.servers.killable import Killable
from tests.servers.live import address_of

WAITING = "Waiting for the connection, kept on this device"
RISK = "[name='risks.0.text']"
TITLE, NEEDS = "[name='summary.title']", "[name='summary.summary']"


@pytest.fixture
def team(db: Session) -> tuple[Person, Person]:
    """A focal point and a drafter of Zambia, who sign in with the same password."""
    calls.party("ZM")
    return (
        people.person(R.FOCAL_POINT, party="ZM", name="Focal point of Zambia"),
        people.person(R.DRAFTER, party="ZM", name="Drafter of Zambia"),
    )


@pytest.fixture
def made(app: Flask, team: tuple[Person, Person]) -> Iterator[Application]:
    """A draft, while its round is open."""
    with clock.running_ahead() as move_on:
        move_on(calls.DURING - clock.now())
        yield applications.draft(by=people.actor_of(team[0]), filled=False)


def enter(page: Page, address: str, who: Person, made: Application) -> None:
    page.goto(f"{address}/sign-in?next=/applications/{made.id}/sections/summary")
    page.get_by_label("Mail address").fill(who.email)
    page.get_by_label("Password").fill(people.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(TITLE)


def write(page: Page, field: str, text: str) -> None:
    """Type into a field and leave it."""
    page.fill(field, text)
    page.press(field, "Tab")


def state(page: Page) -> Locator:
    return page.locator("[data-saved]")


def is_saved(page: Page) -> None:
    expect(state(page)).to_contain_text("Saved ")


def until(page: Page, happened: Callable[[], bool]) -> None:
    """Wait for what no page shows."""
    for _ in range(100):
        if happened():
            return
        page.wait_for_timeout(50)
    raise TimeoutError


def answer(db: Session, made: Application, key: str = "title") -> Any:
    db.rollback()
    return questionnaires.values(queries.answers(made)["A"]).get(key)


@pytest.fixture
def context_of(browser: Browser) -> Iterator[Any]:
    """Browsers of other people."""
    opened: list[BrowserContext] = []

    def make() -> Page:
        opened.append(browser.new_context())
        return opened[-1].new_page()

    yield make
    for one in opened:
        one.close()


def test_a_cut_line_keeps_the_text_for_its_writer_alone_and_sends_it_when_the_page_is_opened_again(
    page: Page, live_server: str, db: Session, made: Application, team: tuple[Person, Person]
) -> None:
    enter(page, live_server, team[0], made)
    where = page.url
    page.context.set_offline(True)
    write(page, TITLE, "Typed on the road")
    write(page, NEEDS, "Also typed on the road")
    expect(state(page)).to_have_text(WAITING)
    page.close()
    page.context.set_offline(False)
    other = page.context.new_page()
    page.context.clear_cookies()
    enter(other, live_server, team[1], made)
    assert (other.input_value(TITLE), other.locator("[data-restored-texts]").count()) == ("", 0)
    write(other, NEEDS, "Of the colleague")
    is_saved(other)
    page.context.clear_cookies()
    enter(other, live_server, team[0], made)
    expect(other.locator("[data-restored-texts] a")).to_have_text(["Project title", "Summary of the project"])
    expect(other.locator("[data-beside]")).to_contain_text("Of the colleague")
    assert (other.url, other.input_value(TITLE), answer(db, made)) == (where, *["Typed on the road"] * 2)
    other.get_by_role("button", name="Keep mine").click()
    is_saved(other)
    expect(other.locator("[data-beside]")).to_have_count(0)
    assert answer(db, made, "summary") == "Also typed on the road"


def test_two_people_in_one_section_see_each_other_and_both_texts(
    page: Page, live_server: str, db: Session, made: Application, team: tuple[Person, Person], context_of: Any
) -> None:
    other = context_of()
    with page.expect_response("**/autosave"):  # a page tells of itself a second after it opened
        enter(page, live_server, team[0], made)
    page.focus(TITLE)
    enter(other, live_server, team[1], made)
    write(other, TITLE, "Of the drafter")
    is_saved(other)
    expect(other.locator("[data-here]")).to_have_text("Focal point of Zambia is in this section now ·")
    write(page, TITLE, "Of the focal point")
    expect(page.locator("[data-here]")).to_have_text("Drafter of Zambia is in this section now ·")
    expect(page.locator("[data-beside]")).to_contain_text("Of the drafter")
    write(page, NEEDS, "Typing goes on")
    page.get_by_role("button", name="Take what was saved").click()
    expect(page.locator(TITLE)).to_have_value("Of the drafter")
    is_saved(page)
    page.click("text=Who changed what here")
    expect(page.locator("ins", has_text="focal point")).to_be_visible()
    assert (answer(db, made), answer(db, made, "summary")) == ("Of the drafter", "Typing goes on")


def test_a_new_row_of_a_plan_typed_without_a_line_joins_what_a_colleague_wrote(
    page: Page, live_server: str, db: Session, made: Application, team: tuple[Person, Person], context_of: Any
) -> None:
    other = context_of()
    for one, who in ((page, team[0]), (other, team[1])):
        enter(one, live_server, who, made)
        one.goto(f"{live_server}/applications/{made.id}/plan/risks")
    page.context.set_offline(True)
    write(page, RISK, "Typed without a line")
    expect(state(page)).to_have_text(WAITING)
    write(other, RISK, "Of the colleague")
    is_saved(other)
    page.close()
    page.context.set_offline(False)
    back = page.context.new_page()
    back.goto(f"{live_server}/applications/{made.id}/plan/risks")
    expect(back.locator("[data-restored-texts]")).to_be_visible()
    texts = back.locator("textarea[name$='.text']").evaluate_all("all => all.map((one) => one.value)")
    assert sorted(texts) == ["", "Of the colleague", "Typed without a line"]


def test_the_later_of_two_windows_of_one_person_is_told(
    page: Page, live_server: str, db: Session, made: Application, team: tuple[Person, Person]
) -> None:
    enter(page, live_server, team[0], made)
    page.focus(TITLE)  # a field that somebody is in is not renewed from elsewhere
    second = page.context.new_page()
    second.goto(page.url)
    second.fill(TITLE, "In the second window")
    second.goto(f"{live_server}/applications/")  # left at once: what was typed goes out all the same
    until(second, lambda: any(one["name"] == "saved" for one in second.context.cookies()))
    second.reload()
    assert second.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kept:'))") == []
    assert answer(db, made) == "In the second window"
    page.bring_to_front()
    write(page, TITLE, "In the first window")
    expect(page.locator("[data-beside]")).to_contain_text("You changed this answer in another window")
    page.get_by_role("button", name="Keep mine").click()
    is_saved(page)
    expect(page.locator("[data-beside]")).to_have_count(0)
    assert answer(db, made) == "In the first window"


def test_an_ended_session_is_renewed_over_the_page_and_the_text_goes_out(
    context_of: Any, live_server: str, db: Session, made: Application, team: tuple[Person, Person]
) -> None:
    page = context_of()
    enter(page, live_server, team[0], made)
    db.rollback()
    team[0].epoch += 1  # as `accounts.end_sessions` does
    db.commit()
    write(page, TITLE, "Typed in an ended session")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Mail address").fill(team[0].email)
    dialog.get_by_label("Password").fill("not this one")
    dialog.get_by_role("button", name="Sign in and go on").click()
    expect(dialog.get_by_role("alert")).to_contain_text("do not belong together")
    dialog.get_by_label("Password").fill(people.PASSWORD)
    dialog.get_by_role("button", name="Sign in and go on").click()
    is_saved(page)
    assert answer(db, made) == "Typed in an ended session"
    page.fill(TITLE, "Thrown away by signing out")
    page.wait_for_timeout(500)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.locator("form[data-forget] button").evaluate("button => button.click()")
    page.wait_for_url("**/sign-in")
    assert ["Sign out all the same" in one for one in asked] == [True]
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kept:'))") == []
    assert answer(db, made) == "Typed in an ended session"


def test_a_killed_server_gets_the_text_when_it_is_back(
    context_of: Any,
    app: Flask,
    config: Config,
    db: Session,
    made: Application,
    team: tuple[Person, Person],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Killable(config, listening)
        server.ahead.value = (calls.DURING - clock.now() + timedelta(0)).total_seconds()
        server.start()
        page = context_of()
        enter(page, address_of(listening), team[0], made)
        page.wait_for_load_state()
        server.kill()
        write(page, TITLE, "Typed while the server was dead")
        expect(state(page)).to_have_text(re.compile(f"Saving…|{WAITING}"))
        server.start()
        is_saved(page)
        server.close()
    assert answer(db, made) == "Typed while the server was dead"


def test_what_only_the_focal_point_may_say_waits_on_the_device_for_the_second_factor(
    app: Flask, context_of: Any, live_server: str, db: Session, made: Application, team: tuple[Person, Person]
) -> None:
    page = context_of()
    name, focal = "[name='signature.signatory']", people.actor_of(team[0])
    browsing.enter(app, page, live_server, focal, factor=False)
    page.goto(f"{live_server}/applications/{made.id}/sign/signature")
    with page.expect_response("**/autosave"):
        write(page, name, "Focal point of Zambia")
    expect(state(page)).to_contain_text("Kept on this device")
    db.rollback()
    assert questionnaires.values(queries.answers(made)["C"]) == {}
    browsing.enter(app, page, live_server, focal)
    page.reload()
    expect(page.locator("[data-restored-texts]")).to_be_visible()
    is_saved(page)
    db.rollback()
    assert questionnaires.values(queries.answers(made)["C"])["signatory"] == "Focal point of Zambia"
