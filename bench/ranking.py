"""How long the standings take: 200 applications, 10 members, 10 criteria; and how that grows."""

import random
import time

from sipgrants.scoring.ranking import Sheet
from sipgrants.scoring.standings import standings


def sheets(applications: int, members: int, criteria: int) -> list[Sheet]:
    """Return sheets with whole scores, about one in seven missing, the same at every run."""
    chance = random.Random(1)
    keys = [f"c{index}" for index in range(criteria)]
    return [
        Sheet(a, m, {key: chance.randrange(6) for key in keys})
        for a in range(applications)
        for m in range(members)
        if (a + m) % 7
    ]


def best_of(times: int, applications: int) -> float:
    """Return the shortest of several runs, in milliseconds."""
    weights = {f"c{index}": 10 for index in range(10)}
    given = sheets(applications, 10, 10)
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        standings(given, weights, range(applications))
        found.append((time.perf_counter() - begun) * 1000)
    return min(found)


def main() -> None:
    """Print the figures."""
    small, large = best_of(5, 50), best_of(5, 200)
    print(f"standings, 50 applications x 10 members x 10 criteria: {small:.0f} ms")
    print(
        f"standings, 200 applications x 10 members x 10 criteria: {large:.0f} ms ({large / small:.1f} times)"
    )


if __name__ == "__main__":
    main()
