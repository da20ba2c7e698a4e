"""What the rows of a plan and their fields are called, and what stands in a field, as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.plans.content import Row
from sipgrants.plans.framework import CLASS_LABELS, BudgetClass
from sipgrants.plans.tracing import AMOUNTS
from sipgrants.questionnaires.values import read_money

TITLES: dict[str, Message] = {
    "framework": msg("Results framework"),
    "workplan": msg("Workplan"),
    "risks": msg("Risks"),
    "budget": msg("Budget"),
    "other_funding": msg("Other funding and contributions in kind"),
}
_FIELDS: dict[str, Message] = {
    "title": msg("Text"),
    "text": msg("Text"),
    "unit": msg("Unit"),
    "baseline": msg("Baseline"),
    "target": msg("Target"),
    "means": msg("Means of verification"),
    "assumptions": msg("Assumptions"),
    "responsible": msg("Responsible"),
    "quarters": msg("Quarters"),
    "likelihood": msg("Likelihood"),
    "impact": msg("Impact"),
    "mitigation": msg("Mitigation"),
    "owner": msg("Who watches it"),
    "activity": msg("Activity"),
    "budget_class": msg("Budget class"),
    "explanation": msg("Explanation"),
    "source": msg("Source"),
    "purpose": msg("What it pays for, or what is given"),
    "amount": msg("Amount or value, US$"),
    "in_kind": msg("In kind"),
    "is_confirmed": msg("Confirmed in writing"),
}
# What a row is called by itself.
_NAMED_BY = ("title", "text", "explanation", "source", "purpose")


def field(name: str) -> Message:
    """Return what a field is called."""
    if name in _FIELDS:
        return _FIELDS[name]
    return msg("Year %(number)s, US$", number=name.removeprefix("year"))


def label(kind: str, number: str) -> Message:
    """Return what a row is called by its list and its number."""
    return {
        "outcomes": msg("Outcome %(number)s", number=number),
        "outputs": msg("Output %(number)s", number=number),
        "activities": msg("Activity %(number)s", number=number),
        "indicators": msg("Indicator of %(number)s", number=number),
        "risks": msg("Risk %(number)s", number=number),
        "budget": msg("Budget row %(number)s", number=number),
        "funding": msg("Source %(number)s", number=number),
    }.get(kind, msg("A row"))


def title(row: Row, activities: Mapping[str, str]) -> str:
    """Return what a row says it is: its first text; a row of the budget or the workplan by its activity too."""
    known = activities.get(str(row.get("activity") or row.get("id", "")), "")
    said = next((str(row[name]) for name in _NAMED_BY if row.get(name)), "")
    return ", ".join(one for one in (known, said) if one)


def shown(name: str, value: Any, activities: Mapping[str, str]) -> Message | Money | str | None:
    """Return what stands in a field that holds no text of its own; None where nothing does."""
    if not value:
        return None
    if value is True:
        return msg("yes")
    if name == "quarters":
        return ", ".join(str(quarter) for quarter in value)
    if name == "activity":
        return activities.get(value) or msg("an activity that was removed")
    if name == "budget_class" and value in set(BudgetClass):
        return CLASS_LABELS[BudgetClass(value)]
    minor = read_money(value) if name in AMOUNTS else None
    return str(value) if minor is None else Money(minor)
