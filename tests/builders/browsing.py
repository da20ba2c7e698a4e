"""Being somebody in a real browser, without the page that asks who one is."""

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page

from sipgrants.lifecycle.actor import Actor
from tests.builders import people


def enter(app: Flask, page: Page, address: str, actor: Actor, *, factor: bool = True) -> None:
    """Let the browser of `page` be `actor` at `address`; with `factor` the second factor was given a moment ago."""
    client = app.test_client()
    assert actor.person_id is not None
    people.sign_in(client, actor.person_id, factor=factor)
    cookie = client.get_cookie("sipgrants")
    assert cookie is not None
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "sipgrants", "value": cookie.value, "url": address}])


BEYOND = """[document.documentElement, ...document.querySelectorAll('.cards > .scroll')]
    .map((one) => one.scrollWidth - one.clientWidth).filter((one) => one > 0)"""


def faults(page: Page) -> list[str]:
    """Return what is wrong with the page as it stands: how far it runs out of a telephone or a desk's screen, and what
    axe found. The page is left as wide as a desk's.
    """
    found = []
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{one} px beyond {width}" for one in page.evaluate(BEYOND)]
    return found + [str(one["id"]) for one in Axe().run(page).response["violations"]]
