"""The settings of the Programme with their defaults: usual or our own practice, never printed as official rules.

Pure: what is set lies in the table `setting`, read by `fund.queries.setting`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money


class Mark(StrEnum):
    """Where a default comes from: documented, usual practice of the United Nations, or our own."""

    FACT = "fact"
    USUAL = "usual"
    OURS = "ours"


MARKS: dict[Mark, Message] = {
    Mark.FACT: msg("Documented"),
    Mark.USUAL: msg("Usual practice, not confirmed for the Programme"),
    Mark.OURS: msg("Default of this system"),
}


@dataclass(frozen=True, slots=True)
class Definition:
    """One setting: what it is called, its default as it is typed, where that comes from, how it is read."""

    key: str
    label: Message
    default: str
    mark: Mark
    read: Callable[[str], Any]
    hint: Message


MOST_RUNGS = 10
FUND_ENDS, FUND_ENDS_AT_LAST = date(2027, 12, 31), date(2034, 12, 31)


def _percent(text: str) -> Fraction:
    value = Decimal(text.strip().removesuffix("%"))
    if not (value.is_finite() and 0 <= value <= 100):
        raise ValueError("not a percentage")
    return Fraction(value) / 100


def per_cent(share: Fraction) -> str:
    """Return a share as it is typed: 10, 12.5."""
    return f"{Decimal(share.numerator * 100) / Decimal(share.denominator):f}"


def _days(text: str) -> int:
    days = int(text)
    if not 1 <= days <= 1000:
        raise ValueError("not a number of days")
    return days


def _rungs(text: str) -> tuple[int, ...]:
    """Programme rule (section 3) [ours]: "Reminders 30, 14, 3 days before and 1, 14, 30 days after"."""
    days = [int(one) for one in text.replace(",", " ").split()]
    if (
        not 1 <= len(days) <= MOST_RUNGS
        or len(set(days)) != len(days)
        or not all(1 <= one <= 365 for one in days)
    ):
        raise ValueError("not a list of days")
    return tuple(sorted(days))


def _last_day(text: str) -> date:
    """Programme rule (section 1): "for 10 years; the COP may extend it by at most 7 more"."""
    day = date.fromisoformat(text)
    if not FUND_ENDS <= day <= FUND_ENDS_AT_LAST:
        raise ValueError("the trust fund may be extended by 0 to 7 years")
    return day


def _dollars(text: str) -> Money:
    amount = Money.usd(text)
    if amount.minor < 0:
        raise ValueError("below nothing")
    return amount


DEFINITIONS: dict[str, Definition] = {
    one.key: one
    for one in (
        Definition(
            "support_rate",
            msg("Programme support cost rate, in per cent"),
            "13",
            Mark.USUAL,
            _percent,
            msg("Set aside beside every award. For example 13."),
        ),
        Definition(
            "fund_ends_on",
            msg("Last day of the trust fund"),
            "2027-12-31",
            Mark.FACT,
            _last_day,
            msg(
                "Ten years from 1 January 2018; the Conference of the Parties may extend it. For example 2027-12-31."
            ),
        ),
        Definition(
            "agreement_border",
            msg("Award above which the agreement is a Programme Cooperation Agreement, in US dollars"),
            "200000",
            Mark.USUAL,
            _dollars,
            msg("Up to this amount a Small-Scale Funding Agreement is proposed. For example 200000."),
        ),
        Definition(
            "spent_share",
            msg("Share of the last advance to be spent before the next, in per cent"),
            "70",
            Mark.USUAL,
            _percent,
            msg("Taken over into each agreement, where it may be changed. For example 70."),
        ),
        Definition(
            "class_share",
            msg("How far a budget class may move without an agreement, in per cent"),
            "10",
            Mark.USUAL,
            _percent,
            msg(
                "Beyond it a change of the agreement revises the budget; a report explains its lines. For example 10."
            ),
        ),
        Definition(
            "rate_share",
            msg(
                "How far a rate of exchange in a report may be from the UN operational rate without a word, in per cent"
            ),
            "5",
            Mark.OURS,
            _percent,
            msg("Above it the report asks why another rate was used. For example 5."),
        ),
        Definition(
            "answer_days",
            msg("Days to answer an offer"),
            "30",
            Mark.OURS,
            _days,
            msg("Proposed when an award is offered. For example 30."),
        ),
        Definition(
            "condition_days",
            msg("Days after acceptance to meet conditions, revise the plan and sign"),
            "60",
            Mark.OURS,
            _days,
            msg("Reminders go by this. For example 60."),
        ),
        Definition(
            "final_days",
            msg("Days after the end until the final report and statement are due"),
            "60",
            Mark.USUAL,
            _days,
            msg("For example 60."),
        ),
        Definition(
            "change_days",
            msg("Days to decide on a change of an agreement, to mend it, and to sign the amendment"),
            "30",
            Mark.OURS,
            _days,
            msg("Reminders go by this. For example 30."),
        ),
        Definition(
            "refund_days",
            msg("Days to pay back what is due"),
            "30",
            Mark.OURS,
            _days,
            msg("Overdue refunds are chased from then on. For example 30."),
        ),
        Definition(
            "remind_before",
            msg("Reminders: days before a day that is waited for"),
            "30, 14, 3",
            Mark.OURS,
            _rungs,
            msg("For reports, action points and whatever else waits for a person. For example 30, 14, 3."),
        ),
        Definition(
            "remind_after",
            msg("Reminders: days after a day that has passed"),
            "1, 14, 30",
            Mark.OURS,
            _rungs,
            msg("Until what is waited for is there. For example 1, 14, 30."),
        ),
        Definition(
            "unused_file_days",
            msg("Days that a file is kept which nothing uses"),
            "30",
            Mark.OURS,
            _days,
            msg("A workbook that was sent back and never taken over goes after them. For example 30."),
        ),
        # By these "Watching the portfolio" tells which projects are at risk.
        Definition(
            "risk_late_days",
            msg("At risk: days that a report is late"),
            "30",
            Mark.OURS,
            _days,
            msg("A project whose report is later than this is at risk. For example 30."),
        ),
        Definition(
            "risk_wait_days",
            msg("At risk: days that an instalment waits"),
            "60",
            Mark.OURS,
            _days,
            msg("Counted from the day it was asked for or planned for. For example 60."),
        ),
        Definition(
            "risk_time_share",
            msg("At risk: share of the time from which spending is judged, in per cent"),
            "50",
            Mark.OURS,
            _percent,
            msg("Before that nobody is at risk for spending little. For example 50."),
        ),
        Definition(
            "risk_spent_share",
            msg("At risk: share of the award that should be accepted spending by then, in per cent"),
            "25",
            Mark.OURS,
            _percent,
            msg("A project below it is at risk. For example 25."),
        ),
        Definition(
            "risk_end_days",
            msg("At risk: days before the end from which reported spending is judged"),
            "90",
            Mark.OURS,
            _days,
            msg("Also for a project whose end has passed. For example 90."),
        ),
        Definition(
            "risk_end_share",
            msg("At risk: share of the award that should be accepted spending near the end, in per cent"),
            "50",
            Mark.OURS,
            _percent,
            msg("A project below it is at risk. For example 50."),
        ),
    )
}


def read(key: str, text: str) -> Any:
    """Return the value of setting `key` as typed in `text`; ValueError where it is none."""
    try:
        return DEFINITIONS[key].read(text.strip())
    except InvalidOperation:
        raise ValueError("not a figure") from None
