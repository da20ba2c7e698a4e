"""What a new application may begin with: the focal points of the Party's register, and the Party's last application."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sipgrants.accounts import queries as people
from sipgrants.accounts.models import Person
from sipgrants.applications import queries
from sipgrants.applications.models import Application
from sipgrants.lifecycle.actor import FOCAL
from sipgrants.questionnaires import queries as questionnaires

MOST = 6  # contacts that Form A takes


@dataclass(frozen=True)
class Known:
    """What is known of a Party before it begins: `contacts` and `institution` are those of its `last` application."""

    party_id: str
    register: list[Person]
    last: Application | None
    institution: str
    contacts: list[dict[str, Any]]


def known(party_ids: Iterable[str]) -> list[Known]:
    """Return what is known of each Party."""
    return [_known(one) for one in sorted(party_ids)]


def of(party_id: str) -> Known:
    """Return what is known of one Party."""
    return _known(party_id)


def _known(party_id: str) -> Known:
    earlier = queries.of_party(party_id)
    # What was submitted says more than a draft that somebody began and left.
    last = next((one for one in earlier if one.submitted_version), earlier[0] if earlier else None)
    said = questionnaires.values(queries.answers(last)["A"]) if last else {}
    institution, contacts = said.get("lead_institution"), said.get("contacts")
    return Known(
        party_id,
        people.people_with(FOCAL, party_id),
        last,
        institution if isinstance(institution, str) else "",
        [row for row in contacts if row.get("name")] if isinstance(contacts, list) else [],
    )


def together(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return contacts of both, the first ones first; a mail address stands once."""
    seen: set[str] = set()
    found = []
    for row in [*first, *second]:
        address = str(row.get("mail") or row.get("name") or "").casefold()
        if address not in seen:
            seen.add(address)
            found.append(row)
    return found[:MOST]
