"""A Co-Chair draws the line in a browser, keeps scenarios, compares and chooses one; by keyboard, narrow, cut off."""

from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from sipgrants.core.db import session
from sipgrants.meetings import queries
from tests.browser.test_board_pages import enter
from tests.builders import board


def test_the_line_is_drawn_compared_and_chosen(app: Flask, page: Page, live_server: str, db: Session) -> None:
    here = board.ready({"ZM": 3}, countries=("EE", "NO"), envelope_minor=40_000_000, ceiling_minor=20_000_000)
    meeting = board.meeting(here)
    enter(app, page, live_server, here.member("EE"))
    page.set_viewport_size({"width": 820, "height": 1100})
    page.goto(f"{live_server}/meetings/{meeting.id}")
    page.get_by_role("link", name="Where to draw the line").click()
    short, address = page.locator("#in-short"), page.url
    expect(short).to_contain_text("Envelope left US$\u00a00")
    page.get_by_role("button", name="Line up").click()
    expect(short).to_contain_text("Envelope left US$\u00a0200,000")
    assert page.url == address  # the numbers followed on the page
    page.get_by_label("Name of the scenario").fill("The best alone")
    page.get_by_role("button", name="Save scenario").click()
    page.get_by_role("button", name="Line down").click()
    expect(short).to_contain_text("Approved US$\u00a0400,000 (2)")
    page.locator("input[name^='amount.']").nth(1).fill("150000")
    expect(short).to_contain_text("Approved US$\u00a0400,000 (2)")
    page.locator("input[name^='amount.']").nth(1).blur()
    expect(short).to_contain_text("Approved US$\u00a0350,000 (2)")
    page.get_by_label("Name of the scenario").fill("Two, one of them in part")
    page.get_by_role("button", name="Save as another scenario").click()
    page.get_by_role("link", name="All scenarios of this round").click()
    page.get_by_role("button", name="Compare side by side").click()
    totals = page.get_by_role("region", name="Totals that differ")
    expect(totals.get_by_role("row").filter(has_text="Envelope left")).to_contain_text("US$\u00a0200,000")
    expect(page.get_by_role("region", name="Applications that differ").locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Open Two, one of them in part").click()
    page.get_by_role("link", name="Choose scenario").click()
    page.get_by_role("button", name="Draft 3 decisions").click()
    page.get_by_text("3 decisions drafted or changed.").wait_for()
    session().rollback()
    drafted = queries.table(here.round).under_way.values()
    assert sorted((one.state, one.amount_minor or 0) for one in drafted) == [
        ("drafted", 0), ("drafted", 15_000_000), ("drafted", 20_000_000),
    ]  # fmt: skip


def test_the_line_is_stepped_by_keyboard_on_a_telephone_and_without_a_connection_nothing_is_lost(
    app: Flask, page: Page, live_server: str, db: Session
) -> None:
    here = board.ready(
        {"ZM": 3, "PE": 2}, countries=("EE", "NO"), envelope_minor=40_000_000, ceiling_minor=20_000_000
    )
    enter(app, page, live_server, here.member("EE"))
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server}/meetings/rounds/{here.round.id}/line")
    line, down, up = page.locator("#line"), page.locator("#line-down"), page.locator("#line-up")
    page.locator("input[name^='amount.']").last.focus()
    expect(down).to_be_in_viewport()  # however far down among the cards
    expect(line).to_contain_text("1 rank above it")
    down.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(down).to_be_disabled()  # neither of two quick presses is lost
    expect(up).to_be_focused()
    page.context.set_offline(True)
    page.locator("select[name^='outcome.']").last.select_option("reserve")
    up.press("Enter")
    expect(page.locator("#in-short")).to_contain_text("No connection: nothing has moved.")
    expect(page.locator("select[name^='outcome.']").last).to_have_value("reserve")
    page.context.set_offline(False)
    expect(page.locator("#in-short")).to_contain_text("Approved")
    expect(page.locator("select[name^='outcome.']").last).to_have_value("reserve")
    up.press("Enter")
    expect(line).to_contain_text("2 ranks above it")
