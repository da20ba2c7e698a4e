"""Several people at once, each with a browser of their own, signed in without the form; what is seen is looked at.

focal = browsers.of(person)              the second factor counts as just given; factor=False: it is asked for
browsers.look(focal, "check")            no barrier, nothing wider than the screen, wide and narrow
enter(app, page, address, actor)         one browser becomes somebody else
text = letter("invitation", person)      the newest mail of that kind, as it would be sent
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import select

from sipgrants.accounts.models import Person
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle.actor import Actor
from sipgrants.web import mails
from tests.builders import calls, people

PICTURES = os.environ.get("SIPGRANTS_TEST_PICTURES")  # a folder to keep what was seen
SIZES = {360: 740, 1280: 900}


def enter(app: Flask, page: Page, address: str, actor: Actor, *, factor: bool = True) -> None:
    """Let the browser of `page` be `actor` at `address`; with `factor` the second factor was given a moment ago."""
    client = app.test_client()
    assert actor.person_id is not None
    people.sign_in(client, actor.person_id, factor=factor)
    cookie = client.get_cookie("sipgrants")
    assert cookie is not None
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "sipgrants", "value": cookie.value, "url": address}])


class Browsers:
    """Browsers of people; close them at the end."""

    def __init__(self, browser: Browser, app: Flask, address: str) -> None:
        self.browser, self.app, self.address = browser, app, address
        self.opened: list[BrowserContext] = []

    def of(self, who: Person, *, factor: bool = True) -> Page:
        """A page in a new browser of this person; addresses may be typed without the host."""
        page = self.nobody()
        enter(self.app, page, self.address, people.actor_of(who), factor=factor)
        return page

    def nobody(self) -> Page:
        """A page in a new browser of somebody who is not signed in."""
        self.opened.append(self.browser.new_context(base_url=self.address))
        page = self.opened[-1].new_page()
        page.set_default_timeout(10_000)
        return page

    def close(self) -> None:
        """End all browsers."""
        for one in self.opened:
            one.close()

    def look(self, page: Page, name: str) -> None:
        """Look at a page as it stands: barriers, width on both screens and from right to left."""
        wider = {}
        for width, height in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            for direction in ("rtl", "ltr"):
                page.evaluate("direction => { document.documentElement.dir = direction }", direction)
                room = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                wider[width, direction] = page.evaluate(room)
                if PICTURES:
                    page.screenshot(path=Path(PICTURES) / f"{name}-{width}-{direction}.png", full_page=True)
        found = Axe().run(page).response["violations"]
        barriers = [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]
        assert (name, barriers, set(wider.values())) == (name, [], {0}), wider


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


def letter(app: Flask, kind: str, who: Person) -> str:
    """The newest mail of that kind to somebody, as it would be sent."""
    session().rollback()
    query = select(Mail).where(Mail.kind == kind, Mail.person_id == who.id).order_by(Mail.created_at.desc())
    found = session().scalars(query).first()
    assert found is not None, f"no mail {kind}"
    with app.test_request_context():
        _subject, body = mails.render(found, who)
    return body


def link_in(text: str, path: str) -> str:
    """The first link with that path in a mail."""
    found = re.search(rf"https?://\S*{path}\S*", text)
    assert found is not None, text
    return found[0]


@contextmanager
def standing_at(moment: datetime) -> Iterator[Callable[[datetime], None]]:
    """Let the whole process live at `moment`, and at another one when the given function says so."""
    with clock.running_ahead() as move_on:

        def to(later: datetime) -> None:
            move_on(later - clock.now())

        to(moment)
        yield to


def somebody(role: Any, of: str | None = None, name: str | None = None) -> Person:
    """A person with a password and a role, for a Party as `calls` knows it."""
    if of:
        calls.party(of)
    return people.person(role, party=of, name=name)
