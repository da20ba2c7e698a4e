"""Which approved instalment a payment of UNEP's system is: by reference, amount and day, all three, or none. Pure.

Nothing is guessed: where two would fit, or one of the three differs, the line is left to a person with the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.disbursements.payment_lines import Line
from sipgrants.lifecycle import labels


class Result(StrEnum):
    """What comes of a line: it will be recorded, is recorded already, or is left to a person."""

    FITS = "fits"
    ALREADY = "already"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An instalment that a payment may be of. `approved_on`: None where that is not known."""

    id: Hashable
    award: str
    agreement: str
    vendor: str
    number: int
    minor: int
    state: str
    approved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A payment that is recorded under its reference."""

    minor: int
    paid_on: date
    bounced_on: date | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A line, what comes of it, the instalment that it fits, and why it is left."""

    line: Line
    result: Result
    candidate: Candidate | None = None
    reasons: tuple[Message, ...] = ()

    def left(self, reason: Message) -> Match:
        """Return the same line, left to a person for one reason more; which instalment it seemed to be stays."""
        return replace(self, result=Result.LEFT, reasons=(*self.reasons, reason))


def matches(
    lines: Sequence[Line], candidates: Sequence[Candidate], recorded: Mapping[str, Recorded], today: date
) -> list[Match]:
    """Return what comes of each line, in their order; `recorded`: payments by their reference."""
    often = Counter(line.reference for line in lines if line.reference)
    found = []
    for line in lines:
        match = _match(line, candidates, recorded, today)
        if match.result is Result.FITS and often[line.reference] > 1:
            match = match.left(msg("Another line has the same reference."))
        found.append(match)
    return _one_each(found)


def _one_each(found: list[Match]) -> list[Match]:
    """Two lines that fit one instalment may be a payment made twice; of one award, the first instalment comes first: its
    payment may change what the next one waits for.
    """
    fits = [one.candidate for one in found if one.result is Result.FITS and one.candidate]
    often = Counter(one.id for one in fits)
    first: dict[str, int] = {}
    for one in fits:
        first[one.award] = min(one.number, first.get(one.award, one.number))
    return [_alone(one, often, first) for one in found]


def _alone(one: Match, often: Counter[Hashable], first: Mapping[str, int]) -> Match:
    if one.result is not Result.FITS or one.candidate is None:
        return one
    if often[one.candidate.id] > 1:
        return one.left(msg("Another line fits the same instalment: was it paid twice?"))
    if one.candidate.number != first[one.candidate.award]:
        number = first[one.candidate.award]
        return one.left(
            msg("Record instalment %(number)s first, then send the file once more.", number=number)
        )
    return one


def _match(
    line: Line, candidates: Sequence[Candidate], recorded: Mapping[str, Recorded], today: date
) -> Match:
    if line.problems:
        return Match(line, Result.LEFT, None, line.problems)
    known = recorded.get(line.reference)
    if known is not None:
        return _known(line, known)
    named = _named(line.award, candidates)
    awards = {one.award for one in named}
    if len(awards) != 1:
        text = (
            msg("No award or agreement has the number in “%(text)s”.", text=line.award)
            if not awards
            else msg("“%(text)s” names several awards.", text=line.award)
        )
        return Match(line, Result.LEFT, None, (text,))
    return _of_award(line, [one for one in candidates if one.award in awards], today)


def _known(line: Line, known: Recorded) -> Match:
    if known.bounced_on is not None:
        text = msg(
            "Recorded; it came back on %(day)s. A new payment has a new reference.", day=known.bounced_on
        )
        return Match(line, Result.LEFT, None, (text,))
    if (known.minor, known.paid_on) == (line.minor, line.day):
        return Match(line, Result.ALREADY)
    text = msg(
        "Recorded with this reference, but as %(amount)s on %(day)s.",
        amount=Money(known.minor),
        day=known.paid_on,
    )
    return Match(line, Result.LEFT, None, (text,))


def _named(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those whose number, or whose agreement's, stands in the text; the longest are looked for first and taken out."""
    names = {name.casefold() for one in candidates for name in (one.award, one.agreement) if name}
    left = text.casefold()
    there: set[str] = set()
    for name in sorted(names, key=len, reverse=True):
        rest = _whole(name).sub(" ", left)
        if rest != left:
            left, there = rest, there | {name}
    return [one for one in candidates if {one.award.casefold(), one.agreement.casefold()} & there]


def _whole(name: str) -> re.Pattern[str]:
    """A number that goes on ("SSFA/12/B", "SIP-5-ZM-10") is another number."""
    return re.compile(rf"(?<![0-9a-z])(?<![0-9a-z][-/.]){re.escape(name)}(?![-/.]?[0-9a-z])")


def _of_award(line: Line, parts: Sequence[Candidate], today: date) -> Match:
    vendor = parts[0].vendor
    if line.vendor and line.vendor.casefold() != vendor.casefold():
        text = msg(
            "The vendor record is “%(text)s”; the award has “%(vendor)s”.", text=line.vendor, vendor=vendor
        )
        return Match(line, Result.LEFT, None, (text,))
    asked = [one for one in parts if line.instalment in (None, one.number)]
    approved = [one for one in asked if one.state == "approved"]
    fitting = [one for one in approved if one.minor == line.minor]
    if len(fitting) > 1:
        text = msg("Several instalments fit: name one in a column “instalment”.")
        return Match(line, Result.LEFT, None, (text,))
    if not fitting:
        return Match(line, Result.LEFT, None, (_why_none(line, asked, approved),))
    return _in_time(Match(line, Result.FITS, fitting[0]), today)


def _why_none(line: Line, asked: Sequence[Candidate], approved: Sequence[Candidate]) -> Message:
    if approved:
        one = approved[0]
        return msg(
            "The amount differs: instalment %(number)s is approved with %(amount)s.",
            number=one.number,
            amount=Money(one.minor),
        )
    same = [one for one in asked if one.minor == line.minor]
    if same:
        state = labels.state("instalment", same[0].state)
        return msg("Instalment %(number)s is not approved: “%(state)s”.", number=same[0].number, state=state)
    return msg("No instalment of this award is approved.")


def _in_time(match: Match, today: date) -> Match:
    """The day is no match where it lies ahead, or before the approval."""
    day, one = match.line.day, match.candidate
    if day is not None and day > today:
        return match.left(msg("The day lies in the future."))
    if day is not None and one is not None and one.approved_on is not None and day < one.approved_on:
        return match.left(msg("It was approved only later."))
    return match
