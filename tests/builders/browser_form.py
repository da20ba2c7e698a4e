"""A form of a page as a browser would send it: what a person sees, changes and sends back."""

from lxml import html
from werkzeug.datastructures import MultiDict


def sent(page: str, button: tuple[str, str] | None = None) -> MultiDict[str, str]:
    """What the first form of a page that posts sends when nothing is changed in it."""
    form = html.fromstring(page).xpath("//form[@method='post']")[0]
    fields = MultiDict(
        (name, value.replace("\r\n", "\n").removeprefix("\n")) for name, value in form.form_values()
    )
    if button:
        fields.add(*button)
    return fields


def identifiers(page: str) -> list[str]:
    """Every `id` of the page."""
    return html.fromstring(page).xpath("//@id")


def links_within(page: str) -> set[str]:
    """Every place of the same page that a link or a label names."""
    tree = html.fromstring(page)
    return {one[1:] for one in tree.xpath("//a/@href") if one.startswith("#")} | set(
        tree.xpath("//label/@for")
    )
