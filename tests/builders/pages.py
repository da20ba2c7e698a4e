"""Reading a page as a browser does: its token, and what its form would send as it stands."""

import re

from lxml import html
from werkzeug.datastructures import MultiDict


def token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page) or re.search(
        r'value="([^"]+)"[^>]*name="csrf_token"', page
    )
    assert found is not None
    return found.group(1)


def without_tokens(page: str) -> str:
    """A page without what is new each time it is drawn."""
    return re.sub(r'<input type="hidden" name="(csrf_token|once|page)"[^>]*>|data-pass="[^"]+"', "", page)


def fields_of(page: str) -> dict[str, object]:
    """What a browser would send of the page's form, as it stands."""
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]+>", page):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        boxed = attributes.get("type") in ("checkbox", "radio") and " checked" not in tag
        if "name" in attributes and not boxed:
            sent.setdefault(attributes["name"], []).append(attributes.get("value", ""))
    for name, inner in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        sent[name] = [chosen.group(1) if chosen else ""]
    for name, inner in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL):
        sent[name] = [inner.strip()]
    return dict(sent)


def sent(page: str) -> MultiDict[str, str]:
    """What the first form of the page's content sends when nothing is changed in it."""
    form = html.fromstring(page).xpath("//main//form[@method='post']")[0]
    return MultiDict((name, value) for name, value in form.form_values() if isinstance(value, str))
