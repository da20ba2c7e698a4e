"""What differs between two canonical contents of a plan; rows are followed by `key`, their first ancestor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import ZERO, Money
from sipgrants.plans.framework import CLASS_LABELS, BudgetClass
from sipgrants.plans.totals import moved

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One thing that differs: in which part, what it is called, which of its fields; None where there was or is none."""

    part: str
    label: Message | str
    what: Message
    before: Any
    after: Any


@dataclass(frozen=True)
class ClassChange:
    """A budget class before and after; `share` is the move as a share of what it was (1 for a new class)."""

    name: str
    label: Message
    before: Money
    after: Money
    share: Fraction


_TEXTS = {
    "title": msg("Title"),
    "text": msg("Indicator"),
    "unit": msg("Unit"),
    "baseline": msg("Baseline"),
    "target": msg("Target"),
    "means": msg("Means of verification"),
    "assumptions": msg("Assumptions"),
    "responsible": msg("Responsible"),
    "quarters": msg("Quarters"),
}
_LINE = {
    "activity_key": msg("Activity"),
    "class": msg("Budget class"),
    "year": msg("Year"),
    "minor": msg("Amount"),
    "explanation": msg("Explanation"),
}
_RISK = {
    "text": msg("Risk"),
    "likelihood": msg("Likelihood"),
    "impact": msg("Impact"),
    "mitigation": msg("Mitigation"),
    "owner": msg("Who watches it"),
}
_FUNDING = {
    "source": msg("Source"),
    "purpose": msg("What it pays for, or what is given"),
    "amount": msg("Amount"),
    "in_kind": msg("In kind"),
    "is_confirmed": msg("Confirmed in writing"),
}


def compare(before: Content, after: Content) -> list[Change]:
    """Return everything that differs, in the order of the parts."""
    return [
        *_rows("framework", _results(before), _results(after), _TEXTS),
        *_rows("budget", _lines(before), _lines(after), _LINE),
        *_rows("risks", _by_text(before["risks"], "text"), _by_text(after["risks"], "text"), _RISK),
        *_rows(
            "other_funding",
            _by_text(before["other_funding"], "source"),
            _by_text(after["other_funding"], "source"),
            _FUNDING,
        ),
    ]


def classes(before: Content, after: Content) -> list[ClassChange]:
    """Return every budget class that has money in one of the two, with how far it moves."""
    was, becomes = _sums(before), _sums(after)
    shares = moved(was, becomes)
    return [
        ClassChange(str(one), CLASS_LABELS[one], was.get(one, ZERO), becomes.get(one, ZERO), share)
        for one, share in shares.items()
    ]


def _sums(content: Content) -> dict[BudgetClass, Money]:
    found: dict[BudgetClass, Money] = {}
    for line in content["budget"]:
        if line["class"] in set(BudgetClass):
            one = BudgetClass(line["class"])
            found[one] = found.get(one, ZERO) + Money(line["minor"])
    return found


_Rows = dict[Any, tuple[Message | str, Mapping[str, Any]]]


def _rows(part: str, before: _Rows, after: _Rows, names: Mapping[str, Message]) -> Iterable[Change]:
    """Changed rows in the order of `after`, new ones among them, those that went at the end."""
    for key, (label, row) in after.items():
        if key not in before:
            yield Change(part, label, msg("New"), None, _shown(next(iter(names)), row))
            continue
        old = before[key][1]
        for name, what in names.items():
            if old.get(name) != row.get(name):
                yield Change(part, label, what, _shown(name, old), _shown(name, row))
    for key, (label, old) in before.items():
        if key not in after:
            yield Change(part, label, msg("Removed"), _shown(next(iter(names)), old), None)


def _shown(name: str, row: Mapping[str, Any]) -> Any:
    value = row.get(name)
    if name == "minor":
        return row.get("typed") or Money(row["minor"])
    if name == "activity_key":
        return row.get("activity")
    if name == "class" and value in set(BudgetClass):
        return CLASS_LABELS[BudgetClass(value)]
    if name == "quarters":
        return ", ".join(str(quarter) for quarter in value or ())
    return value


def _results(content: Content) -> _Rows:
    """Outcomes, outputs, activities and indicators by key, each with its number as label."""
    found: _Rows = {}
    for first, outcome in enumerate(content["outcomes"], start=1):
        _add(found, outcome, msg("Outcome %(number)s", number=first), str(first))
        _indicators(found, outcome, str(first))
        for second, output in enumerate(outcome["outputs"], start=1):
            place = f"{first}.{second}"
            _add(found, output, msg("Output %(number)s", number=place), place)
            _indicators(found, output, place)
            for third, activity in enumerate(output["activities"], start=1):
                number = f"{place}.{third}"
                _add(found, activity, msg("Activity %(number)s", number=number), number)
    return found


def _indicators(found: _Rows, result: Mapping[str, Any], place: str) -> None:
    for row in result["indicators"]:
        _add(found, row, msg("Indicator of %(number)s", number=place), place)


def _add(found: _Rows, row: Mapping[str, Any], label: Message, place: str) -> None:
    found[row["key"]] = (label, {**row, "place": place})


def _lines(content: Content) -> _Rows:
    titles = {
        place["place"]: place.get("title", "")
        for _label, place in _results(content).values()
        if "quarters" in place
    }
    found: _Rows = {}
    for line in content["budget"]:
        name = f"{line['activity'] or '-'} {titles.get(line['activity'], '')}".strip()
        found[line["key"]] = (name, line)
    return found


def _by_text(rows: Iterable[Mapping[str, Any]], name: str) -> _Rows:
    """Risks and sources have no ancestors: they are the same where they are called the same."""
    found: _Rows = {}
    for row in rows:
        same = sum(key[0] == row[name] for key in found)
        found[(row[name], same)] = (row[name], row)
    return found
