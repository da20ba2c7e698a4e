"""The officer's note in a real browser: two officers in one text, a line that is cut, and no word lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from sipgrants.appraisal import commands, queries
from sipgrants.core import clock
from tests.builders import calls
from tests.builders import screening as made
from tests.builders.browsing import enter, faults

SUMMARY, STRENGTHS = "[name='note.summary']", "[name='note.strengths']"


@pytest.fixture(autouse=True)
def _in_june(app: Flask) -> Iterator[None]:
    with clock.running_ahead() as move_on:
        move_on(made.SCREENING - clock.now())
        yield


def write(page: Page, field: str, text: str) -> None:
    page.fill(field, text)
    page.press(field, "Tab")


def is_saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_contain_text("Saved ")


def test_the_note_loses_no_word_between_two_officers_and_a_line_that_is_cut(
    app: Flask, page: Page, live_server: str, db: Session, browser: Browser
) -> None:
    application = made.eligible(made.screened_round())
    address = f"{live_server}/appraisal/applications/{application.id}"
    other: Any = browser.new_context().new_page()
    for one in (page, other):
        enter(app, one, live_server, calls.officer())
        one.goto(address)
    page.focus(SUMMARY)  # what somebody is in is not renewed from elsewhere
    write(other, SUMMARY, "Of the colleague")
    is_saved(other)
    write(page, SUMMARY, "Of the first")
    expect(page.locator("[data-beside]")).to_contain_text("Of the colleague")
    write(page, STRENGTHS, "Typing goes on")
    page.get_by_role("button", name="Keep mine").click()
    is_saved(page)
    page.context.set_offline(True)
    write(page, STRENGTHS, "Typing goes on without a line")
    expect(page.locator("[data-saved]")).to_contain_text("kept on this device")
    page.close()
    page.context.set_offline(False)
    back = page.context.new_page()
    back.goto(address)
    expect(back.locator("[data-restored-texts] a")).to_have_text(["Strengths"])
    is_saved(back)
    assert faults(back) == []
    back.get_by_role("button", name="Finish appraisal").click()
    expect(back.get_by_role("alert")).to_contain_text("Name the weaknesses.")
    write(back, "[name='note.weaknesses']", "Few")
    back.get_by_role("button", name="Finish appraisal").click()
    expect(back.locator("#form")).to_contain_text("Finished on")
    db.rollback()
    note = queries.appraisal(application)
    assert note is not None
    assert (note.summary, note.strengths, note.weaknesses) == (
        "Of the first", "Typing goes on without a line", "Few",
    )  # fmt: skip
    other.context.close()


def test_an_answer_waits_on_the_device_until_it_is_handed_in(
    app: Flask, page: Page, live_server: str, db: Session
) -> None:
    application, officer = made.eligible(made.screened_round()), calls.officer()
    asked = commands.ask(application, by=officer, text="Who pays?", due_on=made.day(20))
    enter(app, page, live_server, calls.focal_point())
    address = f"{live_server}/applications/{application.id}/questions"
    page.goto(address)
    page.get_by_label("Answer").fill("The ministry does.")
    page.goto(f"{live_server}/home")
    page.goto(address)
    expect(page.get_by_label("Answer")).to_have_value("The ministry does.")
    assert faults(page) == []
    page.context.set_offline(True)
    page.get_by_role("button", name="Answer").click()
    page.context.set_offline(False)
    page.goto(address)
    expect(page.get_by_label("Answer")).to_have_value("The ministry does.")
    page.get_by_role("button", name="Answer").click()
    page.goto(f"{live_server}/home")
    assert page.locator("[data-unsent]").is_hidden()
    assert page.evaluate("Object.keys(localStorage).filter((one) => one.startsWith('kept:'))") == []
    db.rollback()
    assert asked.answer == "The ministry does."
