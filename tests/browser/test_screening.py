"""A round is screened in a real browser: the table, a line that two decide, a refusal by two, and looking at it again."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from sipgrants.applications.models import Application
from sipgrants.core import clock
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.screening import commands
from tests.builders import calls
from tests.builders import screening as made
from tests.builders.browsing import enter, faults


@pytest.fixture(autouse=True)
def _in_june(app: Flask) -> Iterator[None]:
    with clock.running_ahead() as move_on:
        move_on(made.SCREENING - clock.now())
        yield


def test_from_the_table_of_the_round_to_a_refusal_by_two_that_is_overturned(
    app: Flask, page: Page, live_server: str, db: Session
) -> None:
    round_, officer, colleague = made.screened_round(), calls.officer(), calls.officer()
    second, focal, head = calls.approver(), calls.focal_point("ZM"), calls.somebody(RoleName.HEAD)
    long, _other = made.submitted(round_, "ZM", months=40), made.submitted(round_, "GH")
    commands.propose_all(round_, by=officer)
    enter(app, page, live_server, officer)
    page.goto(f"{live_server}/screening/rounds/{round_.id}?order=no")
    assert faults(page) == []
    expect(page.locator("tbody tr").first).to_contain_text("Duration")
    page.locator("tbody th a").first.click()
    decide_beside_a_colleague(page, long, colleague)
    page.goto(f"{live_server}/screening/applications/{long.id}/find_ineligible")
    page.get_by_label("Reasons, one a line").fill("The project lasts too long.")
    page.get_by_label("Send this letter at once", exact=False).check()
    page.locator("main form button").last.click()
    page.get_by_role("link", name="Find ineligible").first.click()
    proposal = page.url
    expect(page.get_by_role("button", name="Confirm")).to_have_count(0)  # not the one who asked
    enter(app, page, live_server, second)
    confirm_in_two_windows(page, proposal)
    assert state(db, long) == "ineligible"
    enter(app, page, live_server, focal)
    page.goto(f"{live_server}/applications/{long.id}/reconsideration")
    expect(page.locator("main")).to_contain_text("The project lasts too long.")
    page.get_by_label("Why the finding should be looked at again").fill("The pause was counted.")
    page.locator("main form button").last.click()
    expect(page.locator("main")).to_contain_text("Reconsideration is asked for")
    enter(app, page, live_server, head)
    page.goto(f"{live_server}/screening/applications/{long.id}/reinstate")
    page.get_by_label("Reasons, one a line").fill("Without the pause it is in range.")
    page.locator("main form button").last.click()
    expect(page.locator("#reconsideration")).to_contain_text("Without the pause it is in range.")
    assert state(db, long) == "eligible"


def state(db: Session, application: Application) -> str:
    db.rollback()
    found = str(db.get_one(Application, application.id).state)
    db.rollback()
    return found


def decide_beside_a_colleague(page: Page, long: Application, colleague: Actor) -> None:
    """A colleague decides the line meanwhile: what was typed here stays, and is decided with open eyes."""
    commands.check(long, by=colleague, key="months", decided="no", reason="Forty months.")
    line = page.locator("#line-months")
    line.get_by_text("Decide", exact=False).first.click()
    line.get_by_label("Reason").fill("Counted with the pause.")
    line.get_by_role("button", name="Decide yes").click()
    expect(line).to_contain_text("this line changed after you opened the page")
    expect(line.get_by_label("Reason")).to_have_value("Counted with the pause.")
    expect(line).to_contain_text("Forty months.")
    line.get_by_role("button", name="Decide yes").click()
    expect(line).to_contain_text("The system: no A project of this round lasts from 1 to 36 months.")
    expect(line).to_contain_text("Overridden by")
    assert faults(page) == []


def confirm_in_two_windows(page: Page, proposal: str) -> None:
    """The second window is refused: one confirmation is carried out once."""
    page.goto(proposal)
    again = page.context.new_page()
    again.goto(proposal)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_load_state()
    again.get_by_role("button", name="Confirm").click()
    expect(again.locator("main")).to_contain_text("This has changed meanwhile")
    again.close()
