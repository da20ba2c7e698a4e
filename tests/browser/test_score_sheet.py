"""A member scores beside the dossier, in a real browser: without a line, in two windows, handed in by keyboard."""

from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy.orm import Session

from sipgrants.scoring import queries
from tests.builders import board
from tests.builders.browsing import enter
from tests.builders.scores import present

WAITING = "Waiting for the connection, kept on this device"
RISK = "[name='comments.risk']"


def state(page: Page) -> Locator:
    return page.locator("[data-saved]")


def test_a_sheet_is_typed_without_a_line_comes_back_and_is_handed_in_by_keyboard(
    app: Flask, page: Page, live_server: str, db: Session
) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "GH", "NO"))
    board.declare_all(here)
    one, member = here.application("ZM"), here.member("NO")
    page.set_viewport_size({"width": 820, "height": 1180})
    enter(app, page, live_server, member)
    page.goto(f"{live_server}/scoring/applications/{one.id}")
    dossier, sheet = page.locator(".split > section").all()
    assert (dossier.is_visible(), sheet.is_visible()) == (True, True)  # side by side on a tablet
    page.locator("[id='scores.relevance.4']").check()
    expect(state(page)).to_contain_text("Saved ")
    assert present(one, member)["scores.relevance"] == "4"

    page.context.set_offline(True)
    page.fill(RISK, "Typed on the road")
    page.press(RISK, "Tab")
    expect(state(page)).to_have_text(WAITING)
    page.close()
    page.context.set_offline(False)
    back = page.context.new_page()
    back.goto(f"{live_server}/scoring/applications/{one.id}")
    expect(back.locator("[data-restored-texts]")).to_contain_text("Risk and monitoring")
    expect(state(back)).to_contain_text("Saved ")
    assert present(one, member)["comments.risk"] == "Typed on the road"

    _write_in_two_windows(back)
    _hand_in_by_keyboard(back, [one.key for one in here.round.criteria])
    back.wait_for_url("**/scoring/?round=*")
    there = present(one, member)
    assert queries.sheet_of(one.id, member.person_id).state == "handed_in"
    assert (there["comments.risk"], there["confidence"], there["scores.gender"]) == (
        "In the first window",
        "high",
        "2",
    )


def _write_in_two_windows(back: Page) -> None:
    """Both texts stand beside each other until one is chosen."""
    second = back.context.new_page()
    second.goto(back.url)
    second.fill(RISK, "In the second window")
    second.press(RISK, "Tab")
    expect(state(second)).to_contain_text("Saved ")
    second.close()
    back.fill(RISK, "In the first window")
    back.press(RISK, "Tab")
    expect(back.locator("[data-beside]")).to_contain_text("In the second window")
    back.get_by_role("button", name="Keep mine").click()
    expect(back.locator("[data-beside]")).to_have_count(0)


def _hand_in_by_keyboard(back: Page, criteria: list[str]) -> None:
    """A score for each criterion, how sure one is, and the button."""
    for key in criteria:
        back.locator(f"[id='scores.{key}.2']").focus()
        back.keyboard.press("Space")
    back.locator("[id='confidence.high']").focus()
    back.keyboard.press("Space")
    back.locator("button.button", has_text="Hand in score sheet").focus()
    back.keyboard.press("Enter")
