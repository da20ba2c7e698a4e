"""A part of a plan as its page shows it: rows with their problems, what may be chosen, totals beside the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import ZERO, Money
from sipgrants.fund.settings import per_cent
from sipgrants.plans import naming
from sipgrants.plans.amounts import keep
from sipgrants.plans.content import ROOTS, YEARS, Row, Shape, numbered
from sipgrants.plans.framework import CLASS_LABELS, BudgetClass, PlanRules
from sipgrants.plans.rules import quarters as quarters_of
from sipgrants.plans.rules import years as years_of
from sipgrants.plans.totals import Totals
from sipgrants.questionnaires.values import read_money

LEVELS: tuple[tuple[str, Message], ...] = (
    ("1", msg("1 - very low")),
    ("2", msg("2 - low")),
    ("3", msg("3 - medium")),
    ("4", msg("4 - high")),
    ("5", msg("5 - very high")),
)
_BLANKS = {"budget": 3, "risks": 1, "other_funding": 1}  # rows that wait for typing below what is there


@dataclass(frozen=True)
class ClassTotal:
    """What a budget class comes to, its share of the grant in per cent (one decimal), the cap where there is one."""

    name: str
    label: Message
    amount: Money
    percent: Fraction
    cap: Fraction | int | None

    @property
    def is_within(self) -> bool:
        """Tell whether the cap is kept; the cap itself is allowed."""
        return self.cap is None or self.percent <= self.cap


@dataclass(frozen=True)
class Agreed:
    """What was agreed by budget class (its name), and the share of it that may move without another agreement."""

    by_class: Mapping[str, Money]
    share: Fraction

    @property
    def percent(self) -> str:
        """Return the share as it is typed."""
        return per_cent(self.share)

    def was(self, name: str) -> Money:
        """Return what was agreed of a class."""
        return self.by_class.get(name, ZERO)

    def is_free(self, name: str, amount: Money) -> bool:
        """Tell whether the class may become `amount` without an agreement."""
        was = self.was(name).minor
        return amount.minor == was or (was > 0 and abs(amount.minor - was) <= self.share * was)


@dataclass(frozen=True)
class PartPage:
    """Everything the macros of `templates/plans` need."""

    part: str
    rows: list[Row]
    theirs: list[Row] | None
    outcomes: list[Row]
    problems: Sequence[Problem]
    by_place: Mapping[str, list[Message]]
    marks: str
    activities: list[tuple[str, str, str]]  # identifier, number, title
    classes: list[tuple[str, Message]]
    class_totals: list[ClassTotal]
    totals: Totals
    asked: Money | None
    years: list[int]
    quarters: list[int]
    framework_label: str
    is_frozen: bool
    least: int = 0  # how many rows the form asks for
    floor: Money | None = None  # the least and the most that a grant of the round may be
    ceiling: Money | None = None
    agreed: Agreed | None = None  # of a budget that is being revised

    @property
    def typing(self) -> list[Row]:
        """Return the rows for typing: every list of the framework has a row, grids have free ones below."""
        _name, shape = ROOTS[self.part]
        if self.part == "framework":
            return _filled(shape, self.rows)
        free = max(_BLANKS.get(self.part, 0), self.least - len(self.rows))
        return [*self.rows, *(shape.blank() for _ in range(free))]

    @property
    def their_page(self) -> PartPage:
        """Return the page of what a colleague saved, for reading beside one's own."""
        return replace(self, rows=self.theirs or [], theirs=None)

    @property
    def levels(self) -> tuple[tuple[str, Message], ...]:
        """Return the steps of likelihood and impact."""
        return LEVELS

    @property
    def activity_choices(self) -> list[tuple[str, str]]:
        """Return the activities a line of the budget may belong to."""
        return list(self.activity_titles.items())

    @property
    def every_activity(self) -> list[tuple[str, str, Money]]:
        """Return identifier, title and sum of every activity, those without money too."""
        sums = self.totals.by_activity
        return [(one, title, sums.get(one, ZERO)) for one, title in self.activity_titles.items()]

    @property
    def shown_activities(self) -> list[tuple[str, str, Money]]:
        """Return the activities that have money, for reading."""
        return [one for one in self.every_activity if one[2]]

    @property
    def is_in_range(self) -> bool:
        """Tell whether the budget is a grant that the round gives; yes where the round is not known."""
        grant = self.totals.grant
        return self.floor is None or self.ceiling is None or self.floor <= grant <= self.ceiling

    @property
    def by_year(self) -> dict[int, Money]:
        """Return the sum of every year that has a column, of what stands in its fields."""
        amounts = {year: [keep(row[f"year{year}"])[0] for row in self.rows] for year in self.years}
        return {year: Money(sum(minor)) for year, minor in amounts.items()}

    @property
    def chart(self) -> list[tuple[str, list[bool], list[tuple[int, int]]]]:
        """Return for every activity its title, whether it happens in each quarter, and its runs (first, last quarter)."""
        titles = self.activity_titles
        return [
            (
                titles.get(row["id"], ""),
                [one in row["quarters"] for one in self.quarters],
                runs(row["quarters"]),
            )
            for row in self.rows
        ]

    @staticmethod
    def shown(typed: str) -> Money | None:
        """Return what stands in a field as an amount; None where it is none."""
        minor = read_money(typed) if typed else None
        return None if minor is None else Money(minor)

    @staticmethod
    def named(field: str) -> Message:
        """Return what a field of a row is called."""
        return naming.field(field)

    @property
    def difference(self) -> Money | None:
        """Return how far the budget is from the amount asked for; None where that is not known."""
        return None if self.asked is None else self.totals.grant - self.asked

    @property
    def activity_titles(self) -> dict[str, str]:
        """Return number and title of activities by identifier."""
        return {identifier: f"{number} {title}".strip() for identifier, number, title in self.activities}


def runs(quarters: Sequence[int]) -> list[tuple[int, int]]:
    """Return quarters as runs of neighbours: 1, 2, 3, 6 are (1, 3) and (6, 6)."""
    found: list[tuple[int, int]] = []
    for one in sorted(set(quarters)):
        if found and found[-1][1] == one - 1:
            found[-1] = (found[-1][0], one)
        else:
            found.append((one, one))
    return found


def part_page(
    part: str,
    *,
    rows: list[Row],
    theirs: list[Row] | None,
    outcomes: list[Row],
    problems: Sequence[Problem],
    marks: str,
    totals: Totals,
    rules: PlanRules | None,
    asked: Money | None,
    months: int | None,
    framework_label: str,
    is_frozen: bool,
    least: int,
) -> PartPage:
    """Return the page of a part; where the duration is not known yet, two years are offered."""
    return PartPage(
        part=part,
        rows=rows,
        theirs=theirs,
        outcomes=outcomes,
        problems=problems,
        by_place=_by_place(problems),
        marks=marks,
        activities=[(one["id"], number, one["title"]) for number, one in numbered(outcomes)],
        classes=[(str(one), label) for one, label in CLASS_LABELS.items()],
        class_totals=_class_totals(totals, rules),
        totals=totals,
        asked=asked,
        years=_years(months or 24, rows if part == "budget" else []),
        quarters=_quarters(months or 24, rows if part == "workplan" else []),
        framework_label=framework_label,
        is_frozen=is_frozen,
        least=least,
        floor=rules.floor if rules else None,
        ceiling=rules.ceiling if rules else None,
    )


def _by_place(problems: Sequence[Problem]) -> dict[str, list[Message]]:
    found: dict[str, list[Message]] = defaultdict(list)
    for one in problems:
        found[one.field].append(one.message)
    return dict(found)


def _filled(shape: Shape, rows: list[Row]) -> list[Row]:
    return [
        {**row, **{name: _filled(inner, row[name]) for name, inner in shape.lists.items()}}
        for row in rows or [shape.blank()]
    ]


def _years(months: int, rows: list[Row]) -> list[int]:
    """The years of the project, and those that have figures all the same."""
    entered = (year for row in rows for year in YEARS if row[f"year{year}"])
    last = max(years_of(months), *entered, 1)
    return [year for year in YEARS if year <= last]


def _quarters(months: int, rows: list[Row]) -> list[int]:
    ticked = (quarter for row in rows for quarter in row["quarters"])
    return list(range(1, min(max(quarters_of(months), *ticked, 1), 40) + 1))


def _class_totals(totals: Totals, rules: PlanRules | None) -> list[ClassTotal]:
    caps = (rules.caps if rules else None) or {}
    found = []
    for one in BudgetClass:
        amount = totals.by_class.get(one, ZERO)
        percent = Fraction(amount.minor * 100, totals.grant.minor) if totals.grant else Fraction(0)
        found.append(ClassTotal(str(one), CLASS_LABELS[one], amount, percent, caps.get(one)))
    return found
