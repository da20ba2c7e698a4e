"""Two ways through the same pages: a Chromium, and plain forms over HTTP. Both do only what stands on the page.

A walk written for one works with the other: addresses are opened, links followed by their words, fields filled by their
names, buttons pressed by theirs. Nothing is sent that the page's own form would not send.
"""

import re
from collections.abc import Callable
from http.cookiejar import CookieJar
from mimetypes import guess_type
from pathlib import Path
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import lxml.html
from playwright.sync_api import Browser, Locator
from werkzeug.datastructures import FileMultiDict, MultiDict
from werkzeug.test import encode_multipart

BUTTONS = ".//form[@method='post']//button[contains(concat(' ', @class, ' '), ' button ')]"
ROWS = ".//tr | .//li | .//article | .//section | .//fieldset"


class Driver(Protocol):
    """What a walker asks of a page."""

    url: str

    def open(self, url: str) -> None: ...
    def has(self, name: str) -> bool: ...
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
        self.page.set_default_timeout(8_000)
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

    def names(self, prefix: str) -> list[str]:
        """Return the names of the fields that begin so, each once."""
        found = self.page.locator(f'main [name^="{prefix}"]').evaluate_all("all => all.map(one => one.name)")
        return list(dict.fromkeys(found))

    def _fields(self, name: str, row: str | None = None) -> Locator:
        return self._within(row).locator(f'[name="{name}"]:not([type=hidden]):not(button)')

    def put(self, name: str, value: str | bool, row: str | None) -> None:
        """Type into a field; choose, check or attach where it is of such a kind."""
        fields = self._fields(name, row)
        first = fields.first
        kind = first.evaluate("e => e.tagName == 'SELECT' ? 'select' : e.type")
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


class Forms:
    """A browser without a window or scripts: keeps cookies, sends what a page's own form would send."""

    def __init__(self, timeout: float = 30) -> None:
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))
        self.timeout = timeout
        self.url, self.status = "", 0
        self.document: Any = None
        self.attached: dict[str, str] = {}

    def open(self, url: str) -> None:
        """Type an address."""
        self._ask(Request(url))

    def _ask(self, request: Request) -> None:
        try:
            answer = self.opener.open(request, timeout=self.timeout)
        except HTTPError as refused:
            answer = refused
        with answer:
            body, self.url, self.status = answer.read(), answer.url, answer.status
        self.document, self.attached = lxml.html.document_fromstring(body or b"<p></p>"), {}

    def has(self, name: str) -> bool:
        """Tell whether there is such a field."""
        return bool(self._fields(name))

    def names(self, prefix: str) -> list[str]:
        """Return the names of the fields that begin so, each once."""
        found = self._main().xpath(".//@name[starts-with(., $prefix)]", prefix=prefix)
        return list(dict.fromkeys(map(str, found)))

    def _fields(self, name: str, row: str | None = None) -> list[Any]:
        path = ".//*[@name=$name][not(@type='hidden')][not(self::button)]"
        return self._within(row).xpath(path, name=name)

    def _main(self) -> Any:
        return self.document.find(".//main")

    def put(self, name: str, value: str | bool, row: str | None) -> None:
        """Type into a field; choose, check or attach where it is of such a kind."""
        fields = self._fields(name, row)
        first, kind = fields[0], fields[0].get("type")
        if isinstance(value, bool):
            first.checked = value
        elif kind == "radio":
            for one in fields:
                if one.get("value") == value:
                    one.set("checked", "")
                else:
                    one.attrib.pop("checked", None)
        elif kind == "checkbox":
            next(one for one in fields if one.get("value") == value).checked = True
        elif kind == "file":
            self.attached[name] = value
        else:
            first.value = value

    def choose(self, name: str, words: str) -> None:
        """Choose in a list what has these words in it."""
        options = self._fields(name)[0].iter("option")
        self.put(name, next(one for one in options if words in one.text_content()).get("value"), None)

    def _within(self, row: str | None) -> Any:
        if row is None:
            return self._main()
        found = [one for one in self._main().xpath(ROWS) if row in _plain(one)]
        assert found, f"nothing says {row}"
        return found[-1]

    def press(self, words: str | None, row: str | None) -> None:
        """Press the button with these words, else the first of a form that sends; `row`: beside that text."""
        within = self._within(row)
        buttons = list(within.iter("button")) if words else within.xpath(BUTTONS)
        whole = [one for one in buttons if words in (None, _plain(one))]
        button = next(iter(whole or [one for one in buttons if _plain(one).startswith(words or "")]), None)
        assert button is not None, f"no button {words} ({row}) on {self.url}: {self.text()[-1500:]}"
        form = self._owner(button)
        self._ask(self._request(form, button))

    def add_row(self, words: str) -> None:
        """Press a button that adds a row: the server does it where there is no script."""
        self.press(words, None)

    def _owner(self, element: Any) -> Any:
        named = element.get("form")
        if named:
            return self.document.get_element_by_id(named)
        return next((one for one in element.iterancestors("form")), None)

    def _request(self, form: Any, button: Any) -> Request:
        own = [one for one in self.document.iter("input", "select", "textarea") if self._owner(one) is form]
        pairs = [(one.get("name"), value) for one in own for value in _values(one)]
        if button.get("name"):
            pairs.append((button.get("name"), button.get("value") or ""))
        url = urljoin(self.url, button.get("formaction") or form.get("action") or self.url)
        if form.get("method", "get").lower() == "get":
            return Request(f"{url.partition('?')[0]}?{urlencode(pairs)}")
        headers = {"Referer": self.url}
        if form.get("enctype") != "multipart/form-data":
            return Request(url, urlencode(pairs).encode(), headers)
        sent: MultiDict[str, Any] = MultiDict(pairs)
        sent.update(self._files(own))
        boundary, body = encode_multipart(sent)
        return Request(url, body, {**headers, "Content-Type": f"multipart/form-data; boundary={boundary}"})

    def _files(self, own: list[Any]) -> FileMultiDict:
        files = FileMultiDict()
        for name in {one.get("name") for one in own} & set(self.attached):
            path = self.attached[name]
            files.add_file(name, Path(path).open("rb"), Path(path).name, guess_type(path)[0])  # noqa: SIM115
        return files

    def follow(self, words: str, row: str | None) -> None:
        """Follow the link with these words."""
        links = [one for one in self._within(row).iter("a") if words in _plain(one)]
        assert links, f"no link {words} ({row}) on {self.url}: {self.text()[-1500:]}"
        self.open(urljoin(self.url, links[0].get("href")))

    def read(self, path: str) -> str:
        """Return the text of the first element on an XPath."""
        return str(self.document.xpath(path)[0].text_content())

    def text(self) -> str:
        """Return what stands on the page."""
        return _plain(self.document.find("body"))


def _plain(element: Any) -> str:
    return re.sub(r"[ \n\t]+", " ", element.text_content()).strip()


def _values(one: Any) -> list[str]:
    """What a field sends: nothing without a name, unchecked, disabled, or without a choice."""
    kind = one.get("type")
    if not one.get("name") or one.get("disabled") is not None or kind in ("file", "submit", "button"):
        return []
    if kind in ("checkbox", "radio"):
        return [one.get("value", "on")] if one.checked else []
    if one.tag == "select" and one.multiple:
        return list(one.value)
    return [one.value or ""]


LOST = (URLError, ConnectionError, TimeoutError)  # the server went away before it answered
