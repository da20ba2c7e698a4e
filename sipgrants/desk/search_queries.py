"""One field that finds a record by what people have at hand: a reference, words of a title, a country, a name, an address.

Each room's own list is asked, so nobody finds what its list would not show them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sipgrants.accounts import register_queries
from sipgrants.applications import queries as applications
from sipgrants.awards import queries as awards
from sipgrants.core.paging import Page
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.meetings import paper_queries as papers
from sipgrants.parties import queries as parties

LONGEST = 100


@dataclass(frozen=True)
class Found:
    """What one list found: its kind, the first page of it."""

    kind: str
    page: Page[Any]


def search(actor: Actor, text: str, locale: str = "en") -> list[Found]:
    """Return what the lists that `actor` may open find for `text`, in the order of the programme; none for no text."""
    wanted = text.replace("\x00", "").strip()[:LONGEST]  # PostgreSQL takes no such character
    if not wanted:
        return []
    asked: dict[str, Callable[[], Page[Any]]] = {
        "application": lambda: applications.listed(actor, applications.Filter(text=wanted)),
        "award": lambda: awards.listed(actor, awards.Filter(text=wanted)),
        "agenda_paper": lambda: papers.listed(actor, wanted),
        "party": lambda: parties.index(parties.Filter(text=wanted), locale=locale),
        "person": lambda: register_queries.people(1, text=wanted),
    }
    lists = {
        "application": "application.list",
        "award": "award.list",
        "agenda_paper": "agenda_paper.read",
        "party": "party.read",
        "person": "person.read",
    }
    found = [Found(kind, ask()) for kind, ask in asked.items() if rights.can(actor, lists[kind])]
    return [one for one in found if one.page.total]


def only(found: list[Found], text: str) -> Any:
    """Return the one application or award whose reference or number was typed in full; None otherwise."""
    typed = text.strip().casefold()
    for one in found:
        for row in one.page.rows:
            if one.kind in ("application", "award") and typed == _reference(row).casefold():
                return row
    return None


def _reference(row: Any) -> str:
    return str(getattr(row, "reference", None) or row.number)
