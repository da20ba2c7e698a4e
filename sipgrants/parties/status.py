"""What a Party is on a given day: in force, developing or in transition, LDC, SIDS. All of it is dated.

Programme rule (section 6, Party data): "LDC, SIDS and eligibility are dated"; status is tested by entry
into force, "not deposit" (section 3, settings of a round).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise


class Standing(StrEnum):
    """How the Programme sees a Party; `check` is undecided."""

    DEVELOPING = "developing"
    TRANSITION = "transition"
    CHECK = "check"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` (None: always) to the day before `until` (None: still). `until` is the day it ended."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether `day` lies in it."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class StandingSpan:
    """A standing for a time, where it comes from, and whether it is only assumed."""

    standing: Standing
    span: Span = field(default_factory=Span)
    source: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """A Party with its history. `ldc_expected_until`: an announced departure from the LDC list, not
    confirmed.
    """

    iso2: str
    entry_into_force: date | None
    standings: tuple[StandingSpan, ...] = ()
    ldc: tuple[Span, ...] = ()
    sids: tuple[Span, ...] = ()
    left_on: date | None = None
    ldc_expected_until: date | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """A Party on one day. `in_force` is None where the date is not known; `ldc_in_doubt`: an announced
    departure from the list lies behind, but is not confirmed.
    """

    day: date
    in_force: bool | None
    standing: Standing | None
    assumed: bool
    source: str
    ldc: bool
    ldc_in_doubt: bool
    sids: bool


def status_on(party: Party, day: date) -> Status:
    """The status of `party` on `day`; where standings overlap, the one that began last counts."""
    spans = [one for one in party.standings if one.span.holds(day)]
    current = max(spans, key=lambda one: one.span.since or date.min, default=None)
    ldc = _any(party.ldc, day)
    return Status(
        day,
        _in_force(party, day),
        current.standing if current else None,
        current.assumed if current else False,
        current.source if current else "",
        ldc,
        ldc and party.ldc_expected_until is not None and party.ldc_expected_until <= day,
        _any(party.sids, day),
    )


def standing_of(eligibility: str, category: str) -> Standing:
    """The standing that a recorded eligibility (yes, no, check) means for a Party of `category`."""
    if eligibility == "yes":
        return Standing.TRANSITION if category == "economy_in_transition" else Standing.DEVELOPING
    return Standing(eligibility)


def overlaps(spans: Iterable[Span]) -> bool:
    """Whether two of the spans share a day: the secretariat's editing refuses that for one and the same
    status.
    """
    ordered = sorted(spans, key=lambda span: span.since or date.min)
    return any(
        earlier.until is None or (later.since or date.min) < earlier.until
        for earlier, later in pairwise(ordered)
    )


def _in_force(party: Party, day: date) -> bool | None:
    if party.entry_into_force is None:
        return None
    return party.entry_into_force <= day and (party.left_on is None or day < party.left_on)


def _any(spans: Iterable[Span], day: date) -> bool:
    return any(span.holds(day) for span in spans)
