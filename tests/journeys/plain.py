"""Plain forms over HTTP: a browser without a window or scripts, for steps that many people repeat."""

import re
from functools import partial
from http.client import HTTPConnection
from http.cookiejar import CookieJar
from io import BytesIO
from itertools import cycle
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import (
    HTTPCookieProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    OpenerDirector,
    Request,
    build_opener,
)

import lxml.html
from werkzeug.datastructures import FileMultiDict, MultiDict
from werkzeug.test import encode_multipart

from tests.journeys.drivers import BUTTONS, ROWS

_ADDRESSES = cycle(range(2, 250))


class _From(HTTPHandler):
    """Comes from an address of its own, as people do: what is counted by address is counted apart."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.connection = partial(HTTPConnection, source_address=(source, 0))

    def http_open(self, req: Request) -> Any:
        return self.do_open(self.connection, req)  # type: ignore[arg-type]


class _Stay(HTTPRedirectHandler):
    """Leaves a redirect to the caller."""

    def redirect_request(self, *_parts: Any) -> None:
        return None


class Forms:
    """A browser without a window or scripts: keeps cookies, sends what a page's own form would send."""

    def __init__(self, timeout: float = 30) -> None:
        cookies, place = HTTPCookieProcessor(CookieJar()), _From(f"127.0.1.{next(_ADDRESSES)}")
        self.opener: OpenerDirector = build_opener(cookies, place)
        self.direct: OpenerDirector = build_opener(cookies, place, _Stay)
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

    def post(self, url: str, fields: dict[str, str | list[str]]) -> str:
        """Send what a page's form would send, without opening the page before or the one after. Return where it leads."""
        pairs = {**fields, "csrf_token": str(self.document.xpath("//input[@name='csrf_token']/@value")[0])}
        data = urlencode(pairs, doseq=True).encode()
        try:
            answer = self.direct.open(Request(url, data, {"Referer": url}), timeout=self.timeout)
        except HTTPError as refused:
            answer = refused
        with answer:
            said = answer.read()
            assert answer.status == 303, f"{answer.status} {url}: {said[-3000:].decode()}"
            return urljoin(url, str(answer.headers["Location"]))

    def has(self, name: str) -> bool:
        """Tell whether there is such a field."""
        return bool(self._fields(name))

    def value(self, name: str) -> str:
        """Return what stands in a field."""
        return str(self._fields(name)[0].value)

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
        assert fields, f"no field {name} on {self.url}: {self.text()[-2500:]}"
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
        there = [_plain(one) for one in self._main().iter("button")]
        assert button is not None, (
            f"no button {words} ({row}), but {there} on {self.url}: {self.text()[-1500:]}"
        )
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
            files.add_file(name, BytesIO(Path(path).read_bytes()), Path(path).name, guess_type(path)[0])
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
