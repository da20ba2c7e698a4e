"""The computed proposal for one reader: what they are barred from takes no part in it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sipgrants.board.seating import REGIONS
from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import ZERO, Money
from sipgrants.meetings.line import Key, Pick
from sipgrants.meetings.line_queries import Drawing
from sipgrants.meetings.portfolio import Outcome
from sipgrants.meetings.proposal import Candidate, propose
from sipgrants.parties import regions

MOST = 20  # of one region


@dataclass(frozen=True)
class Proposed:
    """What is proposed for approval, in the order of the ranking; or why nothing is."""

    applications: tuple[Key, ...]
    total: Fraction
    cost: Money
    refused: Message | None = None

    def picks(self, found: Drawing) -> dict[Key, Pick]:
        """Return the proposal as a scenario: what is not proposed is not approved."""
        return {
            one.application: Pick(Outcome.APPROVED, one.asked)
            if one.application in self.applications
            else Pick(Outcome.NOT_APPROVED)
            for one in found.open
        }


def read_least(data: Mapping[str, Any]) -> tuple[dict[str, int], list[Problem]]:
    """Return how many of each region are wanted at least (field `least.0` is the first region's), and what is no number."""
    least, wrong = {}, []
    for place, region in enumerate(REGIONS):
        typed = str(data.get(f"least.{place}", "")).strip() or "0"
        if typed.isdecimal() and len(typed) < 3 and int(typed) <= MOST:
            least[region] = int(typed)
        else:
            told = msg("Enter a whole number from 0 to %(most)s.", most=MOST)
            wrong.append(Problem(f"least.{place}", told))
    return {region: number for region, number in least.items() if number}, wrong


def proposed(found: Drawing, least: Mapping[str, int]) -> Proposed:
    """Return the best choice among what is open and scored; what is approved already counts for its region."""
    there = Counter(one.choice.region for one in found.entries if one.is_fixed and one.choice.counts)
    candidates = [
        Candidate(one.application, one.choice.region, one.asked, one.mean)
        for one in found.open
        if one.mean is not None and one.asked > ZERO
    ]
    wanted = {region: number - there[region] for region, number in least.items()}
    made = propose(candidates, max(found.left, ZERO), wanted)
    return Proposed(made.applications, made.total, made.cost, made.refused)


def region_fields() -> list[tuple[str, Message]]:
    """Return the fields of the page: name and region."""
    return [(f"least.{place}", regions.region(key)) for place, key in enumerate(REGIONS)]
