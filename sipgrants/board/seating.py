"""Who may sit: ten members, two from each UN region, two of them Co-Chairs.

Programme fact (section 1): "ten named persons, two from each UN region ..., confirmed by the COP until the next COP; two
Co-Chairs elected for the term".
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import msg

SEATS = 10
OF_A_REGION = 2
CO_CHAIRS = 2
REGIONS = (
    "Africa",
    "Asia and the Pacific",
    "Central and Eastern Europe",
    "Latin America and the Caribbean",
    "Western Europe and Others",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A seat that is taken: by whom, for which region."""

    person: Hashable
    region: str
    is_co_chair: bool = False


def seat_problems(taken: Sequence[Place], person: Hashable, region: str) -> list[Problem]:
    """Everything that keeps `person` from a seat of `region`, beside those who sit already."""
    found = []
    if any(place.person == person for place in taken):
        found.append(Problem("email", msg("This person sits on the Board already.")))
    if not region:
        found.append(Problem("country", msg("This Party belongs to none of the five regions.")))
    elif sum(place.region == region for place in taken) >= OF_A_REGION:
        text = msg(
            "Both seats of the region %(region)s are taken: end one, or name whom the member replaces.",
            region=region,
        )
        found.append(Problem("country", text))
    if len(taken) >= SEATS:
        found.append(Problem("email", msg("All ten seats are taken.")))
    return found


def election_problems(taken: Sequence[Place], person: Hashable) -> list[Problem]:
    """Everything that keeps a sitting member from being a Co-Chair."""
    chairs = [place.person for place in taken if place.is_co_chair]
    if person in chairs:
        return [Problem("seat", msg("This member is a Co-Chair already."))]
    if len(chairs) >= CO_CHAIRS:
        return [Problem("seat", msg("There are two Co-Chairs already: end one's office first."))]
    return []


def empty_seats(taken: Sequence[Place]) -> dict[str, int]:
    """How many seats of each region nobody holds; regions that are full are left out."""
    left = {region: OF_A_REGION - sum(place.region == region for place in taken) for region in REGIONS}
    return {region: number for region, number in left.items() if number > 0}
