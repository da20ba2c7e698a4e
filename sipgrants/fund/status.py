"""The status of contributions and pledges on a day: its shape, its sums, and the content by which it is published. Pure.

Programme rule (section 1): "Pledges and payments are shown separately, and the status of contributions is published every
month"; help in kind "is shown, never counted as money". Amounts are US$ minor units where no currency is named.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from sipgrants.core.money import Money


@dataclass(frozen=True, slots=True)
class Sums:
    """`outstanding` is what is agreed and did not come yet, or pledged and not agreed; rates make it differ from pledged
    less received.
    """

    pledged: int = 0
    received: int = 0
    written_off: int = 0
    refunded: int = 0
    outstanding: int = 0

    def __add__(self, other: Sums) -> Sums:
        """Return both together."""
        return Sums(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Sums)))


@dataclass(frozen=True, slots=True)
class Gift:
    """A contribution: `amount_minor` in the donor's `currency` as agreed, else as pledged; `year`: of the pledge; `round`:
    names by language of the round that it is meant for, None for the fund as a whole.
    """

    number: int
    donor: str
    kind: str
    year: int
    currency: str
    amount_minor: int
    is_agreed: bool
    round: Mapping[str, str] | None
    sums: Sums

    @property
    def amount(self) -> Money:
        """Return what was promised, in the donor's currency."""
        return Money(self.amount_minor, self.currency)


@dataclass(frozen=True, slots=True)
class InKind:
    """Help in kind in words."""

    donor: str
    year: int
    text: str


@dataclass(frozen=True, slots=True)
class Year:
    """What was pledged in a year, and what arrived in it, whenever that was pledged."""

    year: int
    pledged: int
    received: int


@dataclass(frozen=True)
class Status:
    """The status at the end of a day; `arrived`: what came by year."""

    on: date
    gifts: tuple[Gift, ...]
    in_kind: tuple[InKind, ...] = ()
    arrived: Mapping[int, int] | None = None

    @property
    def total(self) -> Sums:
        """Return the sums of all contributions."""
        return _total(self.gifts)

    def by_donor(self) -> list[tuple[str, Sums]]:
        """Return the sums by donor, by name."""
        return [(str(name), sums) for name, sums in _grouped(self.gifts, lambda one: one.donor)]

    def by_round(self) -> list[tuple[Mapping[str, str] | None, Sums]]:
        """Return the sums by the round they are meant for; the fund as a whole comes first."""
        named = {_key(one.round): one.round for one in self.gifts}
        found = [(named[key], sums) for key, sums in _grouped(self.gifts, lambda one: _key(one.round))]
        return sorted(found, key=lambda pair: pair[0] is not None)

    def by_year(self) -> list[Year]:
        """Return pledges and payments by their years, newest first."""
        pledged: dict[int, int] = {}
        for one in self.gifts:
            pledged[one.year] = pledged.get(one.year, 0) + one.sums.pledged
        arrived = self.arrived or {}
        return [
            Year(one, pledged.get(one, 0), arrived.get(one, 0))
            for one in sorted({*pledged, *arrived}, reverse=True)
        ]


def _key(names: Mapping[str, str] | None) -> Hashable:
    return None if names is None else tuple(sorted(names.items()))


def _total(gifts: Iterable[Gift]) -> Sums:
    whole = Sums()
    for one in gifts:
        whole += one.sums
    return whole


def _grouped(gifts: Iterable[Gift], of: Callable[[Gift], Hashable]) -> list[tuple[Hashable, Sums]]:
    found: dict[Hashable, Sums] = {}
    for one in gifts:
        found[of(one)] = found.get(of(one), Sums()) + one.sums
    return sorted(found.items(), key=lambda pair: str(pair[0]).casefold())


def content(status: Status) -> dict[str, Any]:
    """Return the status as it is kept once it is published: JSON, whole numbers and texts only."""
    return {
        "on": status.on.isoformat(),
        "gifts": [asdict(one) for one in status.gifts],
        "in_kind": [asdict(one) for one in status.in_kind],
        "arrived": [[year, minor] for year, minor in sorted((status.arrived or {}).items())],
    }


def read(kept: Mapping[str, Any]) -> Status:
    """Return the status that was published."""
    return Status(
        date.fromisoformat(kept["on"]),
        tuple(Gift(**{**one, "sums": Sums(**one["sums"])}) for one in kept["gifts"]),
        tuple(InKind(**one) for one in kept["in_kind"]),
        dict(kept["arrived"]),
    )
