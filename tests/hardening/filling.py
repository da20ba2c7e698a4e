"""A form as a browser has it: its fields with what stands in them, filled with something plausible or with junk."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import html
from werkzeug.routing import MapAdapter

PLAUSIBLE = {
    "email": "some.body@mail.example",
    "date": "2027-05-20",
    "datetime-local": "2027-05-20T10:00",
    "number": "1",
}
SECRET = {"password", "hidden"}  # never shown again, or never typed


@dataclass
class Filled:
    """What is sent: every field with its values; `typed` are those that a person types text into; `files` those that take
    files, each with the pass that its parts are announced with ("" where it has none).
    """

    action: str
    values: dict[str, list[str]]
    typed: list[str]
    files: dict[str, str]

    def with_junk(self, junk: str, everywhere: bool = False) -> dict[str, list[str]]:
        """What is sent with `junk` in the fields for text; `everywhere`: in choices and hidden fields, too."""
        names = [name for name in self.values if name != "csrf_token"] if everywhere else self.typed
        return {**self.values, **{name: [junk] * max(1, len(self.values[name])) for name in names}}


def forms(page: str, path: str, endpoint: str, routes: MapAdapter) -> Iterator[Filled]:
    """The forms of a page that are sent to `endpoint`."""
    for form in html.fromstring(page).xpath("//form"):
        action = urlsplit(form.get("action") or path).path
        if (form.get("method") or "get").lower() == "post" and routes.match(action, "POST")[0] == endpoint:
            yield _read(form, action)


def _read(form: html.FormElement, action: str) -> Filled:
    found = Filled(action, {}, [], {})
    for one in form.xpath(".//input[@name]|.//textarea[@name]|.//select[@name]"):
        name, kind = one.get("name"), (one.get("type") or "text").lower()
        if kind == "file":
            found.files[name] = one.get("data-pass", "")
        elif one.tag == "select":
            options = [option.get("value") or option.text or "" for option in one.xpath(".//option")]
            chosen = [option.get("value") or "" for option in one.xpath(".//option[@selected]")]
            found.values[name] = [*filter(None, chosen or options)][:1] or [""]
        elif kind in ("checkbox", "radio"):
            if one.get("checked") is not None or name not in found.values:
                found.values[name] = [one.get("value", "on")]
        else:
            text = (one.text if one.tag == "textarea" else one.get("value")) or ""
            usual = text if kind in SECRET else text or PLAUSIBLE.get(kind, "Plain words")
            found.values.setdefault(name, []).append(usual)
            if kind not in SECRET and name not in found.typed:
                found.typed.append(name)
    return found
