"""The parts of a plan as sheets of a workbook: workplan, risks, budget, other funding (the framework: `framework_sheet`).

Rows are those of `plans.content`. An activity is named by its number and title; one that is new in the same workbook comes
back as `?` and its words, until `taken.settle` finds it in the framework that comes with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sipgrants.core.i18n import Message, msg
from sipgrants.plans.content import YEARS, Row, numbered
from sipgrants.plans.framework import CLASS_LABELS
from sipgrants.plans.naming import TITLES
from sipgrants.plans.pages import LEVELS
from sipgrants.plans.reading import MOST_ROWS
from sipgrants.questionnaires import sheets
from sipgrants.questionnaires.cells import Lists, to_cell
from sipgrants.questionnaires.differences import line_of
from sipgrants.questionnaires.sheets import Pairs, Sheet, Slot, Table, Told, Words, distinct

ACTIVITIES, CLASSES, STEPS, KINDS = "activities", "classes", "steps", "kinds"
_SPARE = {"workplan": 30, "risks": 10, "budget": 40, "other_funding": 10}


@dataclass(frozen=True)
class Offer:
    """What a plan's sheets offer: rows by part, the years and quarters that have columns, the round's word for outputs, a
    way to say messages in the language of the workbook.
    """

    rows: Mapping[str, list[Row]]
    years: int
    quarters: int
    output: str
    say: Callable[[Message], str]


def path_of(part: str) -> str:
    """Return where a part stands in a workbook."""
    return f"plan.{part}"


def activity_names(outcomes: list[Row]) -> list[tuple[str, str]]:
    """Return (identifier, number and title on one line) of every activity."""
    return [
        (one["id"], " ".join(f"{number} {one['title']}".split())[:200]) for number, one in numbered(outcomes)
    ]


def plan_lists(offer: Offer) -> dict[str, Pairs]:
    """Return the lists of choices that the sheets of a plan need."""
    say = offer.say
    return {
        ACTIVITIES: distinct(activity_names(offer.rows["framework"])),
        CLASSES: distinct([(str(one), say(label)) for one, label in CLASS_LABELS.items()]),
        STEPS: distinct([(value, say(label)) for value, label in LEVELS]),
    }


def part_sheet(part: str, offer: Offer, closed: Message | None, lead: str = "") -> Sheet:
    """Return the sheet of a part other than the framework."""
    title = offer.say(TITLES[part])
    told = [Told(text) for text in (offer.say(closed) if closed else "", lead) if text]
    rows = tuple(_row(part, number, row) for number, row in enumerate(offer.rows[part]))
    table = Table(
        path_of(part),
        title,
        offer.say(_HOW[part]),
        _COLUMNS[part](offer),
        rows,
        offered=len(rows) + _SPARE[part],
        most=MOST_ROWS,
        by="budget_class" if part == "budget" else "",
    )
    return Sheet(path_of(part), title, (*told, table), closed)


_HOW: dict[str, Message] = {
    "workplan": msg(
        "One line for each activity of the framework: in which quarters it happens, who does it."
    ),
    "risks": msg("One line for each risk."),
    "budget": msg("One line for each activity, class and explanation, in US dollars. The sums are not read."),
    "other_funding": msg("One line for each source, in US dollars."),
}


def _row(part: str, number: int, row: Row) -> sheets.Row:
    """A row of the budget is known by its lines, one of the workplan by its activity."""
    values = dict(row)
    if part == "workplan":
        values["activity"] = row["id"]
        values.update({f"quarter{quarter}": True for quarter in row["quarters"]})
    if part == "budget":
        values["total"] = sum(_added_up(row[f"year{year}"]) for year in YEARS)
    return sheets.Row(ident_of(part, number, row), values)


def ident_of(part: str, number: int, row: Row) -> str:
    """Return what tells a row apart in a workbook."""
    return (row.get("lines") if part == "budget" else row.get("id")) or f"{number}"


def _added_up(typed: str) -> float:
    """Return an amount as a spreadsheet adds it up: what is no amount counts nothing."""
    cell = to_cell(Slot("", "amount", ""), typed, {}, Words())
    return cell if isinstance(cell, float) else 0.0


def _workplan(offer: Offer) -> tuple[Slot, ...]:
    say = offer.say
    quarters = (
        Slot(f"quarter{number}", "yes", say(msg("Q%(number)s", number=number)), width=6)
        for number in range(1, offer.quarters + 1)
    )
    return (
        Slot("activity", "activity", say(msg("Activity")), choices=ACTIVITIES, width=60),
        Slot("responsible", "short_text", say(msg("Responsible")), width=30),
        *quarters,
    )


def _risks(offer: Offer) -> tuple[Slot, ...]:
    say = offer.say
    return (
        Slot("text", "long_text", say(msg("Risk")), width=60),
        Slot("likelihood", "choice", say(msg("Likelihood")), choices=STEPS),
        Slot("impact", "choice", say(msg("Impact")), choices=STEPS),
        Slot("mitigation", "long_text", say(msg("Mitigation")), width=50),
        Slot("owner", "short_text", say(msg("Who watches it"))),
    )


def _budget(offer: Offer) -> tuple[Slot, ...]:
    say = offer.say
    years = tuple(
        Slot(f"year{year}", "amount", say(msg("Year %(number)s, US$", number=year)), width=16, is_summed=True)
        for year in range(1, offer.years + 1)
    )
    whole = f"=SUM({{year1}}{{r}}:{{year{offer.years}}}{{r}})"
    return (
        Slot("activity", "activity", say(msg("Activity")), choices=ACTIVITIES, width=60),
        Slot("budget_class", "choice", say(msg("Budget class")), choices=CLASSES, width=30),
        Slot("explanation", "long_text", say(msg("Explanation")), width=50),
        *years,
        Slot("total", "formula", say(msg("Total")), formula=whole, width=16, is_summed=True),
    )


def _other_funding(offer: Offer) -> tuple[Slot, ...]:
    say = offer.say
    return (
        Slot("source", "short_text", say(msg("Source")), width=60),
        Slot("purpose", "long_text", say(msg("What it pays for, or what is given")), width=50),
        Slot("amount", "amount", say(msg("Amount or value, US$")), width=18, is_summed=True),
        Slot("in_kind", "yes", say(msg("In kind")), width=10),
        Slot("is_confirmed", "yes", say(msg("Confirmed in writing")), width=14),
    )


_COLUMNS: dict[str, Callable[[Offer], tuple[Slot, ...]]] = {
    "workplan": _workplan,
    "risks": _risks,
    "budget": _budget,
    "other_funding": _other_funding,
}


def shown(part: str, rows: Iterable[Row], columns: Iterable[Slot], lists: Lists, words: Words) -> list[str]:
    """Return the rows of a part as lines of text, for what was there before and what comes."""
    slots = tuple(columns)
    return [line_of(_row(part, number, row).values, slots, lists, words) for number, row in enumerate(rows)]
