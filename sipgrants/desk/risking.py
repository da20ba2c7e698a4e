"""Which projects are at risk: rules that anybody can check, with thresholds that are settings of the Programme. Pure.

Only awards that run (active, suspended) are judged. Amounts are US$ minor units, shares are of 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money

RUNNING = frozenset({"active", "suspended"})


class Rule(StrEnum):
    """Why a project is at risk, gravest first."""

    SUSPENDED = "suspended"
    HIGH_RISK = "high_risk"
    LATE = "late"
    ENDING = "ending"
    SPENDING = "spending"
    WAITING = "waiting"


LABELS: dict[Rule, Message] = {
    Rule.SUSPENDED: msg("Suspended"),
    Rule.HIGH_RISK: msg("High risk reported"),
    Rule.LATE: msg("Report late"),
    Rule.ENDING: msg("Ends soon, little reported"),
    Rule.SPENDING: msg("Little spent"),
    Rule.WAITING: msg("Instalment waiting"),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds: days that a report may be late, an instalment may wait; shares of time, of the award spent."""

    late_days: int
    wait_days: int
    time_share: Fraction
    spent_share: Fraction
    end_days: int
    end_share: Fraction


def limits(kept: Mapping[str, Any]) -> Limits:
    """Return the thresholds from the settings `risk_...`, read already."""
    return Limits(
        kept["risk_late_days"],
        kept["risk_wait_days"],
        kept["risk_time_share"],
        kept["risk_spent_share"],
        kept["risk_end_days"],
        kept["risk_end_share"],
    )


SETTINGS = (
    "risk_late_days",
    "risk_wait_days",
    "risk_time_share",
    "risk_spent_share",
    "risk_end_days",
    "risk_end_share",
)


@dataclass(frozen=True, slots=True)
class Project:
    """What is known of a running award. `accepted`: spending that was accepted; `late_days`: of the report that is late
    longest; `waiting`: (number, days) of instalments; `high_risks`: likely and grave by the last accepted report.
    """

    state: str
    starts_on: date | None
    ends_on: date | None
    awarded: int
    accepted: int
    late_days: int = 0
    waiting: tuple[tuple[int, int], ...] = ()
    high_risks: tuple[str, ...] = ()

    def share_spent(self) -> Fraction:
        """Return which share of the award is accepted spending."""
        return Fraction(self.accepted, self.awarded)

    def share_of_time(self, today: date) -> Fraction:
        """Return which share of the time is over, 0 to 1; 0 where no time is agreed."""
        if self.starts_on is None or self.ends_on is None:
            return Fraction(0)
        whole = (self.ends_on - self.starts_on).days + 1
        return min(max(Fraction((today - self.starts_on).days + 1, whole), Fraction(0)), Fraction(1))


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that a project meets, with its figures."""

    rule: Rule
    why: Message


def hits(project: Project, at: Limits, today: date) -> list[Hit]:
    """Return every rule the project meets, gravest first; none for one that does not run."""
    if project.state not in RUNNING:
        return []
    return [Hit(rule, why) for rule, judge in _JUDGES.items() for why in judge(project, at, today)]


def _suspended(project: Project, _at: Limits, _today: date) -> Iterator[Message]:
    if project.state == "suspended":
        yield msg("The award is suspended.")


def _high_risk(project: Project, _at: Limits, _today: date) -> Iterator[Message]:
    for text in project.high_risks:
        yield msg("Likely and grave by the last report: %(risk)s", risk=text)


def _late(project: Project, at: Limits, _today: date) -> Iterator[Message]:
    if project.late_days > at.late_days:
        yield msg("A report is %(days)s days late.", days=project.late_days)


def _ending(project: Project, at: Limits, today: date) -> Iterator[Message]:
    if project.ends_on is None or project.share_spent() >= at.end_share:
        return
    left = (project.ends_on - today).days
    if left <= at.end_days:
        yield msg(
            "It ends on %(day)s, and %(percent)s %% of the award is accepted spending.",
            day=project.ends_on,
            percent=percent(project.share_spent()),
        )


def _spending(project: Project, at: Limits, today: date) -> Iterator[Message]:
    gone, spent = project.share_of_time(today), project.share_spent()
    if gone >= at.time_share and spent < at.spent_share:
        yield msg(
            "%(accepted)s of %(awarded)s is accepted spending (%(percent)s %%), and %(gone)s %% of the time is over.",
            accepted=Money(project.accepted),
            awarded=Money(project.awarded),
            percent=percent(spent),
            gone=percent(gone),
        )


def _waiting(project: Project, at: Limits, _today: date) -> Iterator[Message]:
    for number, days in project.waiting:
        if days > at.wait_days:
            yield msg("Instalment %(number)s has been waiting for %(days)s days.", number=number, days=days)


_JUDGES: dict[Rule, Callable[[Project, Limits, date], Iterator[Message]]] = {
    Rule.SUSPENDED: _suspended,
    Rule.HIGH_RISK: _high_risk,
    Rule.LATE: _late,
    Rule.ENDING: _ending,
    Rule.SPENDING: _spending,
    Rule.WAITING: _waiting,
}


def stated(at: Limits) -> list[tuple[Rule, Message]]:
    """Return the rules in words, with their thresholds."""
    return [
        (Rule.SUSPENDED, msg("The award is suspended.")),
        (Rule.HIGH_RISK, msg("The last accepted progress report names a risk with high likelihood and high impact.")),
        (Rule.LATE, msg("A report is more than %(days)s days late and not with the Secretariat.", days=at.late_days)),
        (
            Rule.ENDING,
            msg(
                "It ends within %(days)s days, or should have ended, and less than %(percent)s %% of the award is accepted "
                "spending.",
                days=at.end_days,
                percent=percent(at.end_share),
            ),
        ),
        (
            Rule.SPENDING,
            msg(
                "At least %(gone)s %% of the time is over, and less than %(percent)s %% of the award is accepted spending.",
                gone=percent(at.time_share),
                percent=percent(at.spent_share),
            ),
        ),
        (
            Rule.WAITING,
            msg(
                "An instalment has been waiting for more than %(days)s days after the day it was asked for or planned for.",
                days=at.wait_days,
            ),
        ),
    ]  # fmt: skip


def percent(share: Fraction) -> int:
    """Return a share in whole per cent, rounded down: 49.9 % is not half."""
    return int(share * 100)
