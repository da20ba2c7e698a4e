"""How long the computed proposal takes: 40 applications, at least two of each region; and how that grows."""

import random
import time
from fractions import Fraction

from sipgrants.core.money import Money
from sipgrants.meetings.proposal import Candidate, propose
from sipgrants.parties.regions import REGIONS


def candidates(number: int, seed: int) -> list[Candidate]:
    """Return applications with amounts to the dollar and means of nine members, the same at every run."""
    chance = random.Random(seed)
    return [
        Candidate(
            place,
            chance.choice(REGIONS),
            Money(chance.randrange(50_000, 250_001) * 100),
            Fraction(chance.randrange(200, 480) * 9 + chance.randrange(9), 900),
        )
        for place in range(number)
    ]


def slowest_of(times: int, number: int, least: int) -> float:
    """Return the longest of several different tables, in milliseconds."""
    found = []
    for seed in range(times):
        rows, envelope = candidates(number, seed), Money(number * 150_000 * 100 // 3)
        begun = time.perf_counter()
        propose(rows, envelope, dict.fromkeys(REGIONS, least))
        found.append((time.perf_counter() - begun) * 1000)
    return max(found)


def main() -> None:
    """Print the figures."""
    small = slowest_of(20, 20, 1)
    for number, least in ((20, 1), (40, 0), (40, 2), (60, 2)):
        taken = slowest_of(20, number, least)
        print(
            f"proposal, {number} applications, at least {least} of each region: {taken:.0f} ms at worst "
            f"({taken / small:.1f} times 20)"
        )


if __name__ == "__main__":
    main()
