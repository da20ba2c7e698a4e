"""The release gate: what an instalment waits for, each condition met or not, with its reason.

Programme rule (section 3, Instalment): "Each names what it waits for: the signature, an accepted report, a
date, the share of the last advance that must be spent"; "Request to record_payment only while the award is
active or completed, or terminated for what is still payable"; "the finance officer confirms the vendor
record ... by reference".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sipgrants.awards.advances import NONE as NO_ADVANCE
from sipgrants.awards.advances import Advance
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import ZERO, Money
from sipgrants.lifecycle.states import AwardState

SPENT_PERCENT = 70
PAYING = frozenset({AwardState.ACTIVE, AwardState.COMPLETED, AwardState.TERMINATED})


class Wait(StrEnum):
    """What an instalment can wait for."""

    AWARD = "award"
    SIGNATURES = "signatures"
    VENDOR = "vendor"
    HOLD = "hold"
    DATE = "date"
    REPORT = "report"
    LATE = "late"
    SPENT = "spent"
    CHANGE = "change"
    WITHIN_AWARD = "within_award"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition with what the page says of it."""

    wait: Wait
    met: bool
    reason: Message


@dataclass(frozen=True, slots=True)
class Awaited:
    """Something named, and whether it is there: a report that must be accepted, a change that must be in
    force.
    """

    name: str | Message
    there: bool


@dataclass(frozen=True, slots=True)
class Release:
    """An instalment and everything its release hangs on. `not_before`, `reports`, `changes`: what it names, if any;
    `late`: other reports of the award that are overdue, which hold whatever comes next. `payable_after_end`: of a
    terminated award, whether this instalment is still payable.
    """

    amount: Money
    award_amount: Money
    award_state: AwardState
    signed_by_party: bool
    signed_by_secretariat: bool
    vendor_reference: str
    held_because: str | None = None
    not_before: date | None = None
    reports: tuple[Awaited, ...] = ()
    late: tuple[Message, ...] = ()
    changes: tuple[Awaited, ...] = ()
    advance: Advance = NO_ADVANCE
    spent_percent: int | None = SPENT_PERCENT
    payable_after_end: bool = False


def conditions(release: Release, today: date) -> list[Condition]:
    """Every condition of this instalment in the order of the page; those it does not name are left out."""
    return [
        _award(release),
        _signatures(release),
        _vendor(release),
        *_hold(release),
        *_date(release, today),
        *_awaited(Wait.REPORT, release.reports, msg("Accepted"), msg("Waits for an accepted report")),
        *_late(release),
        *_awaited(Wait.CHANGE, release.changes, msg("In force"), msg("Waits for a change to be in force")),
        *_spent(release),
        _within(release),
    ]


def is_open(found: Iterable[Condition]) -> bool:
    """Whether the instalment may be released."""
    return all(one.met for one in found)


def reasons(found: Iterable[Condition]) -> list[Message]:
    """Why not, in order; empty where it may be released."""
    return [one.reason for one in found if not one.met]


def _award(release: Release) -> Condition:
    state = release.award_state
    if state is AwardState.TERMINATED and not release.payable_after_end:
        return Condition(Wait.AWARD, False, msg("The award was terminated and this is no longer payable."))
    if state in PAYING:
        return Condition(Wait.AWARD, True, msg("Payments of the award may be made."))
    return Condition(
        Wait.AWARD, False, msg("Nothing is paid while the award is neither active nor completed.")
    )


def _signatures(release: Release) -> Condition:
    missing = not release.signed_by_party, not release.signed_by_secretariat
    reason = {
        (False, False): msg("The agreement is signed by both."),
        (True, False): msg("The Party has not signed the agreement yet."),
        (False, True): msg("The Secretariat has not signed the agreement yet."),
        (True, True): msg("Nobody has signed the agreement yet."),
    }[missing]
    return Condition(Wait.SIGNATURES, missing == (False, False), reason)


def _vendor(release: Release) -> Condition:
    reference = release.vendor_reference.strip()
    if reference:
        return Condition(
            Wait.VENDOR, True, msg("Vendor record confirmed: %(reference)s.", reference=reference)
        )
    return Condition(
        Wait.VENDOR, False, msg("The finance officer has not confirmed the vendor record in Umoja.")
    )


def _hold(release: Release) -> list[Condition]:
    if release.held_because is None:
        return []
    return [Condition(Wait.HOLD, False, msg("On hold: %(reason)s", reason=release.held_because))]


def _date(release: Release, today: date) -> list[Condition]:
    if release.not_before is None:
        return []
    reached = release.not_before <= today
    return [Condition(Wait.DATE, reached, msg("Not before %(day)s.", day=release.not_before))]


def _awaited(wait: Wait, things: Iterable[Awaited], there: Message, missing: Message) -> list[Condition]:
    return [
        Condition(
            wait, one.there, msg("%(what)s: %(name)s.", what=there if one.there else missing, name=one.name)
        )
        for one in things
    ]


def _late(release: Release) -> list[Condition]:
    """A late report holds the next instalment by itself, whether it is named there or not."""
    return [Condition(Wait.LATE, False, msg("Late: %(name)s.", name=one)) for one in release.late]


def _spent(release: Release) -> list[Condition]:
    percent, spent = release.spent_percent, release.advance.spent_of_last()
    if percent is None or not release.advance.last:
        return []
    reason = msg(
        "%(spent)s per cent of the last advance is spent; %(percent)s per cent is asked for.",
        spent=int(spent * 100),
        percent=percent,
    )
    return [Condition(Wait.SPENT, spent * 100 >= percent, reason)]


def _within(release: Release) -> Condition:
    """Programme rule (section 4): "Paid <= approved <= award"."""
    left = release.award_amount - release.advance.paid
    reason = msg("%(amount)s of %(left)s that is left of the award.", amount=release.amount, left=left)
    return Condition(Wait.WITHIN_AWARD, ZERO < release.amount <= left, reason)
