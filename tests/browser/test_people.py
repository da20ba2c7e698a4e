"""Signing in, roles and the second factor in a real browser, wide and narrow, by keyboard too."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from sipgrants.accounts import second_factor
from sipgrants.core import clock
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.parties import commands as parties
from tests.builders import people

PICTURES = os.environ.get("SIPGRANTS_TEST_PICTURES")  # a folder to keep what was seen
SIZES = [(360, 740), (1280, 900)]


def picture(page: Page, name: str) -> None:
    if PICTURES:
        width = (page.viewport_size or {"width": 0})["width"]
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def sign_in(page: Page, address: str, email: str) -> None:
    page.goto(f"{address}/sign-in")
    page.get_by_label("Mail address").fill(email)
    page.get_by_label("Password").fill(people.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/home")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_pages_of_people_fit_every_width(
    page: Page, live_server: str, db: Session, width: int, height: int
) -> None:
    parties.load()
    page.set_viewport_size({"width": width, "height": height})
    focal = people.person(
        R.FOCAL_POINT, party="ZM", name="Focal point of Zambia", email="focal.point@zm.example"
    )
    people.person(R.DRAFTER, party="ZM", name="Drafter of Zambia", email="drafter@zm.example")
    people.person(R.PROGRAMME_OFFICER, name="Programme officer", email="officer@secretariat.example")
    page.goto(f"{live_server}/sign-in")
    page.get_by_role("button", name="Sign in").last.click()
    picture(page, "sign-in-empty")
    sign_in(page, live_server, "officer@secretariat.example")
    wide = []
    role = focal.roles[0].id
    for name, where in {
        "people": "/people/",
        "person": f"/people/{focal.id}",
        "invite": "/people/invite",
        "import": "/people/import",
        "successor": f"/roles/{role}/successor",
        "end-role": f"/roles/{role}/end",
        "register": "/focal-points",
        "parties": "/parties/",
        "parties-narrowed": "/parties/?region=Africa&ldc=y",
        "party": "/parties/ZM",
        "party-edit": "/parties/ZM/edit",
        "party-status": "/parties/ZM/status",
        "team": "/parties/ZM/team",
        "account": "/account",
        "password": "/account/password",
        "factor": "/account/factor",
    }.items():
        page.goto(live_server + where)
        picture(page, name)
        if is_too_wide(page):
            wide.append(name)
    assert wide == []


def test_authenticator_is_set_up_and_asked_for(page: Page, live_server: str, db: Session) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    people.person(R.ADMINISTRATOR, name="Administrator", email="admin@secretariat.example")
    other = people.person(R.READER, party="ZM", name="Reader of Zambia")
    sign_in(page, live_server, "admin@secretariat.example")
    page.goto(f"{live_server}/account/factor")
    page.get_by_text("Or type this key").click()
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_label("Six digits that it shows now").fill(second_factor.pyotp.TOTP(secret).at(clock.now()))
    page.get_by_label("Your password").fill(people.PASSWORD)
    page.get_by_role("button", name="Set up authenticator").click()
    recovery = page.locator(".codes code").first.inner_text()
    picture(page, "recovery-codes")
    page.context.clear_cookies()
    sign_in(page, live_server, "admin@secretariat.example")
    page.goto(f"{live_server}/people/{other.id}/close")
    page.get_by_label("Reason").fill("Retired.")
    page.get_by_role("button", name="Close account").click()
    picture(page, "code")
    page.get_by_label("Code", exact=True).fill("000000")
    page.keyboard.press("Enter")
    picture(page, "code-wrong")
    page.get_by_label("Code", exact=True).fill(recovery)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server}/people/{other.id}")
    picture(page, "closed")
    assert page.get_by_text("The account is closed.").count() == 1
