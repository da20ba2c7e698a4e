"""What earlier stages ask about awards, by name."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from sipgrants.awards.models import Award
from sipgrants.core.db import session
from sipgrants.lifecycle.rights import fact


@dataclass(frozen=True)
class Grant:
    """An award as an appraisal names it."""

    id: UUID
    number: str
    title: str
    state: str
    amount_minor: int

    @property
    def subject_type(self) -> str:
        """Return the word by which its state is labelled."""
        return "award"


@fact("party.grants")
def grants() -> Mapping[str, tuple[Grant, ...]]:
    """Return the awards of every Party, newest number first."""
    found: dict[str, tuple[Grant, ...]] = defaultdict(tuple)
    query = select(
        Award.party_id, Award.id, Award.number, Award.title, Award.state, Award.amount_minor
    ).order_by(Award.number.desc())
    for row in session().execute(query):
        found[row.party_id] += (Grant(row.id, row.number, row.title, row.state, row.amount_minor),)
    return dict(found)
