"""People who walk through the pages with a browser of their own; nothing here touches the database.

Each `Walker` signs in by itself when the session has ended, sets up an authenticator where one is asked for, and gives
its code (or the one that came by mail) whenever a step asks for the second factor.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pyotp

from sipgrants.core import clock
from tests.journeys.drivers import Driver
from tests.servers.mail import Mailbox

PASSWORD = "a long way with many steps"
STEP = timedelta(seconds=31)  # longer than an authenticator's code lives: none is ever used twice


@dataclass
class World:
    """What the walkers share: the address, the mail server, the worker, a clock that can be moved on, a file."""

    address: str
    open_browser: Callable[[Callable[[str], None]], Any]
    mailbox: Mailbox
    work_off: Callable[[], None]
    move_on: Callable[[timedelta], None]
    letter: str
    wrong: list[str] = field(default_factory=list)
    proof: Callable[[], None] = lambda: None  # what must hold after every button that was pressed
    tries: int = 1  # of a code: one that was read before the server died is used up

    def link_to(self, mail_address: str, path: str) -> str:
        """Return the newest link with `path` in a mail to that address."""
        for _look in range(2):
            for message in reversed(self.mailbox.to(mail_address)):
                found = re.findall(rf"{self.address}{path}\S*", message.get_content())
                if found:
                    return str(found[-1])
            self.work_off()
        raise AssertionError(f"no mail to {mail_address} with {path}")


class Walker:
    """One person with one browser."""

    def __init__(self, world: World, email: str, name: str) -> None:
        self.world, self.email, self.name = world, email, name
        self.secret: str | None = None
        self.driver: Driver = world.open_browser(lambda text: world.wrong.append(f"{email}: {text}"))

    @property
    def url(self) -> str:
        """Return the address of the page."""
        return self.driver.url

    # --- ways in ---

    def accept_invitation(self) -> "Walker":
        """Open the link of the mail and choose a password."""
        self.driver.open(self.world.link_to(self.email, "/invitation/"))
        return self.fill(name=self.name, password=PASSWORD, again=PASSWORD).send()

    def sign_in(self) -> "Walker":
        """Type address and password."""
        self.driver.open(f"{self.world.address}/sign-in")
        return self.fill(email=self.email, password=PASSWORD).send()

    def set_up_authenticator(self) -> "Walker":
        """Read the key from the page and type its first code."""
        self.go("/account/factor")
        self.must_see("authenticator")
        self.secret = self.driver.read("//main//code").replace(" ", "")
        return self.fill(code=self._code(), password=PASSWORD).send()

    def _code(self) -> str:
        self.world.move_on(STEP)
        assert self.secret is not None
        return pyotp.TOTP(self.secret).at(clock.now())

    # --- on a page ---

    def go(self, path: str) -> "Walker":
        """Open a page, signing in first where the session has ended."""
        address = path if path.startswith("http") else self.world.address + path
        self.driver.open(address)
        if "/sign-in" in self.url:
            self.sign_in()
            self.driver.open(address)
        return self

    def fill(self, row: str | None = None, **values: str | bool) -> "Walker":
        """Type into fields by their names (beside a text); a select is chosen, a box is checked by its value."""
        for name, value in values.items():
            self.driver.put(name, value, row)
        return self

    def choose(self, **words: str) -> "Walker":
        """Choose in lists by what their options say."""
        for name, value in words.items():
            assert self.driver.has(name), f"no list {name} on {self.problems()}"
            self.driver.choose(name, value)
        return self

    def send(self, button: str | None = None, row: str | None = None) -> "Walker":
        """Press the page's button (the one with that text, beside that text), and give the second factor where asked."""
        self.driver.press(button, row)
        for _try in range(self.world.tries):
            if not self.driver.has("factor_code"):
                break
            self.fill(factor_code=self._factor_code())
            self.driver.press(None, None)
        self.world.proof()
        return self

    def _factor_code(self) -> str:
        if self.secret is not None:
            return self._code()
        self.world.work_off()
        return str(re.findall(r"\b\d{6}\b", self.world.mailbox.to(self.email)[-1].get_content())[0])

    def follow(self, link: str, row: str | None = None) -> "Walker":
        """Follow a link of the page's content by its words."""
        self.driver.follow(link, row)
        return self

    def sees(self, text: str) -> bool:
        """Tell whether the text stands on the page."""
        return text in self.driver.text()

    def must_see(self, *texts: str) -> "Walker":
        """Fail, with what the page says, where one of the texts is missing."""
        missing = [text for text in texts if not self.sees(text)]
        assert missing == [], self.problems()
        return self

    def problems(self) -> str:
        """Return what the page says, for messages of failed tests."""
        return f"{self.url}: {self.driver.text()[-2500:]}"
