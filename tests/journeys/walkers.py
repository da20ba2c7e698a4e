"""People who walk through the pages with a browser of their own; nothing here touches the database.

Each `Walker` signs in by itself when the session has ended, sets up an authenticator where one is asked for, and gives
its code (or the one that came by mail) whenever a step asks for the second factor.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pyotp
from playwright.sync_api import Browser, BrowserContext, Page

from sipgrants.core import clock
from tests.servers.mail import Mailbox

PASSWORD = "a long way with many steps"
STEP = timedelta(seconds=31)  # longer than an authenticator's code lives: none is ever used twice


@dataclass
class World:
    """What the walkers share: the address, the mail server, the worker, and a clock that can be moved on."""

    address: str
    browser: Browser
    mailbox: Mailbox
    work_off: Callable[[], None]
    move_on: Callable[[timedelta], None]
    letter: str
    wrong: list[str] = field(default_factory=list)

    def link_to(self, mail_address: str, path: str) -> str:
        """Return the newest link with `path` in a mail to that address."""
        self.work_off()
        for message in reversed(self.mailbox.to(mail_address)):
            found = re.findall(rf"{self.address}{path}\S*", message.get_content())
            if found:
                return str(found[-1])
        raise AssertionError(f"no mail to {mail_address} with {path}")


class Walker:
    """One person with one browser."""

    def __init__(self, world: World, email: str, name: str) -> None:
        self.world, self.email, self.name = world, email, name
        self.secret: str | None = None
        self.context: BrowserContext = world.browser.new_context(locale="en-GB")
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(8_000)
        self.page.on("pageerror", lambda error: world.wrong.append(f"{email}: {error}"))
        self.page.on("console", self._heard)

    def _heard(self, message: object) -> None:
        kind, text = getattr(message, "type", ""), getattr(message, "text", "")
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.world.wrong.append(f"{self.email}: {text}")

    # --- ways in ---

    def accept_invitation(self) -> "Walker":
        """Open the link of the mail and choose a password."""
        self.page.goto(self.world.link_to(self.email, "/invitation/"))
        self.fill(name=self.name, password=PASSWORD, again=PASSWORD)
        self.send()
        return self

    def sign_in(self) -> None:
        """Type address and password."""
        self.page.goto(f"{self.world.address}/sign-in")
        self.fill(email=self.email, password=PASSWORD)
        self.send()

    def set_up_authenticator(self) -> "Walker":
        """Read the key from the page and type its first code."""
        self.go("/account/factor")
        self.page.locator("summary", has_text="Or type this key").click()
        self.secret = self.page.locator("code").first.inner_text().replace(" ", "")
        self.fill(code=self._code(), password=PASSWORD)
        self.send()
        return self

    def _code(self) -> str:
        self.world.move_on(STEP)
        assert self.secret is not None
        return pyotp.TOTP(self.secret).at(clock.now())

    # --- on a page ---

    def go(self, path: str) -> "Walker":
        """Open a page, signing in first where the session has ended."""
        self.page.goto(path if path.startswith("http") else self.world.address + path)
        if "/sign-in" in self.page.url:
            self.sign_in()
            self.page.goto(path if path.startswith("http") else self.world.address + path)
        return self

    def fill(self, **values: str) -> "Walker":
        """Type into fields by their names; a select is chosen, a radio or box is checked by its value."""
        for name, value in values.items():
            self.put(name, value)
        return self

    def put(self, name: str, value: str) -> None:
        """Type into one field by its name."""
        found = self.page.locator(f'[name="{name}"]:not([type=hidden])')
        assert found.count(), f"no field {name} on {self.problems()}"
        kind = found.first.evaluate("e => e.tagName == 'SELECT' ? 'select' : e.type")
        if kind == "select":
            found.first.select_option(value)
        elif kind in ("radio", "checkbox"):
            self.page.locator(f'[name="{name}"][value="{value}"]').check()
        elif kind == "file":
            found.first.set_input_files(value)
        else:
            found.first.fill(value)

    def check(self, *names: str) -> "Walker":
        """Check boxes by their names."""
        for name in names:
            self.page.locator(f'input[type=checkbox][name="{name}"]').check()
        return self

    def send(self, button: str | None = None) -> "Walker":
        """Press the page's button (the one with that text), and give the second factor where it is asked for."""
        main = self.page.locator("main")
        chosen = (
            main.get_by_role("button", name=button, exact=True)
            if button
            else main.locator("form[method=post] button.button")
        )
        chosen.first.click()
        self.page.wait_for_load_state()
        self._give_factor()
        return self

    def _give_factor(self) -> None:
        if self.page.locator('[name="factor_code"]').count() == 0:
            return
        if self.secret is not None:
            code = self._code()
        else:
            self.world.work_off()
            code = re.findall(r"\b\d{6}\b", self.world.mailbox.to(self.email)[-1].get_content())[0]
        self.page.fill('[name="factor_code"]', code)
        self.page.locator("main form button.button").first.click()
        self.page.wait_for_load_state()

    def follow(self, link: str) -> "Walker":
        """Follow a link of the page's content by its words."""
        self.page.locator("main").get_by_role("link", name=link).first.click()
        self.page.wait_for_load_state()
        return self

    def sees(self, text: str) -> bool:
        """Tell whether the text stands on the page."""
        return text in self.page.locator("body").inner_text()

    def problems(self) -> str:
        """Return what the page says is wrong, for messages of failed tests."""
        shown = self.page.locator("main").inner_text()[:1200]
        return f"{self.page.url}: {self.page.title()}: {shown}"
