"""Where the line is drawn: applications in the order of the ranking, and what is tried for each.

The line is stepped by ranks, so that ties stay on one side. All above it are approved at the amount asked; single rows may
be taken in or out, or given a part, and stay so until the line passes them. What the Board has decided is fixed: it
counts, and nothing here changes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from sipgrants.core.money import ZERO, Money, total
from sipgrants.meetings.portfolio import Choice, Outcome

Key: TypeAlias = Hashable


@dataclass(frozen=True, slots=True)
class Entry:
    """An application before the Board. `choice`: what is decided of it so far; `rank` None: nobody scored it.

    `articles` are those of the Convention that Form A names; `is_late`: its lead Party owes reports on an earlier grant.
    """

    choice: Choice
    party: str
    asked: Money
    rank: int | None
    is_tied: bool = False
    mean: Fraction | None = None
    articles: tuple[str, ...] = ()
    is_late: bool = False
    is_fixed: bool = False

    @property
    def application(self) -> Key:
        """Return which application it is."""
        return self.choice.application


@dataclass(frozen=True, slots=True)
class Pick:
    """What is tried for one application; `amount` counts where it is approved."""

    outcome: Outcome
    amount: Money = ZERO


Picks: TypeAlias = Mapping[Key, Pick]


def ranks(entries: Iterable[Entry]) -> list[int]:
    """Return the ranks at which there is something to decide, best first: the places where the line can be."""
    return sorted({one.rank for one in entries if one.rank is not None and not one.is_fixed})


def above(entries: Iterable[Entry], line: int) -> frozenset[Key]:
    """Return the applications of the first `line` ranks."""
    found = list(entries)
    last = set(ranks(found)[: max(0, line)])
    return frozenset(one.application for one in found if one.rank in last and not one.is_fixed)


def drawn(entries: Sequence[Entry], line: int, below: Outcome = Outcome.NOT_APPROVED) -> dict[Key, Pick]:
    """Return every open application with its side of the line: approved as asked, or `below`."""
    over = above(entries, line)
    return {
        one.application: _side(one, one.application in over, below) for one in entries if not one.is_fixed
    }


def first_line(entries: Sequence[Entry], envelope: Money) -> int:
    """Return the lowest line, counted in ranks, above which all fits into what is left of the envelope."""
    left, line = envelope - total([one.choice.amount for one in entries if one.choice.counts]), 0
    for rank in ranks(entries):
        left -= total([one.asked for one in entries if one.rank == rank and not one.is_fixed])
        if left < ZERO:
            break
        line += 1
    return line


def line_of(entries: Sequence[Entry], picks: Picks) -> int:
    """Return the line that most rows agree with: where it was drawn, single rows taken in or out aside."""

    def strays(line: int) -> int:
        over = above(entries, line)
        return sum((pick.outcome is Outcome.APPROVED) != (key in over) for key, pick in picks.items())

    return min(range(len(ranks(entries)) + 1), key=strays)


def step(
    entries: Sequence[Entry], picks: Picks, line: int, steps: int, below: Outcome = Outcome.NOT_APPROVED
) -> tuple[int, dict[Key, Pick]]:
    """Move the line by `steps` ranks (down is more): what it passes changes sides, everything else stays as it is."""
    new = min(max(0, line + steps), len(ranks(entries)))
    passed = above(entries, line) ^ above(entries, new)
    moved = {one.application: _side(one, new > line, below) for one in entries if one.application in passed}
    return new, {**picks, **moved}


def choices(every: Iterable[Choice], picks: Picks) -> list[Choice]:
    """Return the choices as they would be."""
    return [
        replace(one, outcome=pick.outcome, amount=pick.amount, fell=False)
        if (pick := picks.get(one.application))
        else one
        for one in every
    ]


def approved(entries: Iterable[Entry], picks: Picks) -> list[tuple[Entry, Money]]:
    """Return who would be approved and has not declined, decided ones included, with the amounts."""
    found = [(one, picks.get(one.application)) for one in entries]
    return [
        (one, pick.amount if pick else one.choice.amount)
        for one, pick in found
        if (pick.outcome is Outcome.APPROVED if pick else one.choice.counts)
    ]


def passed_by(entries: Iterable[Entry], picks: Picks, envelope: Money) -> Money:
    """Return by how much the envelope is passed (nothing where it is not)."""
    return max(total([amount for _, amount in approved(entries, picks)]) - envelope, ZERO)


def served(entries: Iterable[Entry], picks: Picks) -> list[tuple[str, int]]:
    """Return the Articles of the Convention that the approved serve, in their order, with how many serve each."""
    found = Counter(article for one, _ in approved(entries, picks) for article in one.articles)
    return sorted(found.items(), key=lambda pair: (not pair[0].isdecimal(), pair[0].zfill(4)))


def _side(one: Entry, is_above: bool, below: Outcome) -> Pick:
    return Pick(Outcome.APPROVED, one.asked) if is_above else Pick(below)
