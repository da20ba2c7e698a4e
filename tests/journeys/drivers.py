"""Two ways through the same pages: a Chromium, and plain forms over HTTP. Both do only what stands on the page.

A walk written for one works with the other: addresses are opened, links followed by their words, fields filled by their
names, buttons pressed by theirs. Nothing is sent that the page's own form would not send.
"""

import re
from collections.abc import Callable
from typing import Any, Protocol

from playwright.sync_api import Browser, Locator

BUTTONS = (
    ".//form[@method='post']//button[contains(concat(' ', @class, ' '), ' button ')][not(@type='button')]"
)
ROWS = ".//tr | .//li | .//article | .//section | .//fieldset"


class Driver(Protocol):
    """What a walker asks of a page."""

    url: str

    def open(self, url: str) -> None: ...
    def has(self, name: str) -> bool: ...
    def value(self, name: str) -> str: ...
    def names(self, prefix: str) -> list[str]: ...
    def put(self, name: str, value: str | bool, row: str | None) -> None: ...
    def choose(self, name: str, words: str) -> None: ...
    def press(self, words: str | None, row: str | None) -> None: ...
    def add_row(self, words: str) -> None: ...
    def follow(self, words: str, row: str | None) -> None: ...
    def read(self, path: str) -> str: ...
    def text(self) -> str: ...


class Chromium:
    """A browser of one's own."""

    def __init__(self, browser: Browser, heard: Callable[[str], None]) -> None:
        self.context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("pageerror", lambda error: heard(str(error)))
        self.page.on("console", lambda message: self._listen(message, heard))

    @staticmethod
    def _listen(message: Any, heard: Callable[[str], None]) -> None:
        # A refused page is announced here too; refusals are what some steps are about.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            heard(message.text)

    @property
    def url(self) -> str:
        """Return the address of the page."""
        return self.page.url

    def open(self, url: str) -> None:
        """Type an address."""
        self.page.goto(url, wait_until="domcontentloaded")

    def has(self, name: str) -> bool:
        """Tell whether there is such a field."""
        return self._fields(name).count() > 0

    def value(self, name: str) -> str:
        """Return what stands in a field."""
        return self._fields(name).first.input_value()

    def names(self, prefix: str) -> list[str]:
        """Return the names of the fields that begin so, each once."""
        found = self.page.locator(f'main [name^="{prefix}"]').evaluate_all("all => all.map(one => one.name)")
        return list(dict.fromkeys(found))

    def _fields(self, name: str, row: str | None = None) -> Locator:
        return self._within(row).locator(f'[name="{name}"]:not([type=hidden]):not(button)')

    def put(self, name: str, value: str | bool, row: str | None) -> None:
        """Type into a field; choose, check or attach where it is of such a kind."""
        fields = self._fields(name, row)
        kinds = fields.evaluate_all("all => all.map(e => e.tagName == 'SELECT' ? 'select' : e.type)")
        assert kinds, f"no field {name} on {self.url}: {self.text()[-2500:]}"
        first, kind = fields.first, kinds[0]
        if kind == "select":
            first.select_option(str(value))
        elif isinstance(value, bool):
            first.set_checked(value)
        elif kind in ("radio", "checkbox"):
            fields.and_(self.page.locator(f'[value="{value}"]')).first.check()
        elif kind == "file":
            first.set_input_files(value)
        else:
            first.fill(value)

    def choose(self, name: str, words: str) -> None:
        """Choose in a list what has these words in it."""
        option = self._fields(name).first.locator("option", has_text=words).first
        self.put(name, option.get_attribute("value") or "", None)

    def _within(self, row: str | None) -> Locator:
        main = self.page.locator("main")
        return main.locator(f"xpath={ROWS}").filter(has_text=row).last if row else main

    def press(self, words: str | None, row: str | None) -> None:
        """Press the button with these words, else the first of a form that sends; `row`: beside that text."""
        within = self._within(row)
        if words is None:
            named = within.locator(f"xpath={BUTTONS}")
        else:
            # What is there for readers of the screen alone may follow: "Remove" is "Remove row 1" to them.
            whole = within.get_by_role("button", name=words, exact=True)
            begins = within.get_by_role("button", name=re.compile(f"^{re.escape(words)}"))
            named = whole if whole.count() else begins
        assert named.count(), f"no button {words} ({row}) on {self.url}: {self.text()[-1500:]}"
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            named.first.click()

    def add_row(self, words: str) -> None:
        """Press a button that adds a row: a script does it on the page."""
        self.page.locator("main").get_by_role("button", name=words).first.click()

    def follow(self, words: str, row: str | None) -> None:
        """Follow the link with these words."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self._within(row).get_by_role("link", name=words).first.click()

    def read(self, path: str) -> str:
        """Return the text of the first element on an XPath."""
        return self.page.locator(f"xpath={path}").first.text_content() or ""

    def text(self) -> str:
        """Return what stands on the page."""
        return self.page.locator("body").inner_text()
