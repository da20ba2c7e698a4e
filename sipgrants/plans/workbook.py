"""A plan as sheets of a workbook, and what a workbook or pasted rows make of its parts: what other rooms call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sipgrants.core.i18n import Message
from sipgrants.plans.content import PARTS, YEARS, Row
from sipgrants.plans.framework_sheet import LIVE, flat, framework_sheet, kinds
from sipgrants.plans.part_sheets import (
    ACTIVITIES,
    KINDS,
    Offer,
    activity_names,
    part_sheet,
    path_of,
    plan_lists,
    shown,
)
from sipgrants.plans.rules import quarters, years
from sipgrants.questionnaires.cells import Lists
from sipgrants.questionnaires.differences import line_of
from sipgrants.questionnaires.sheets import Live, Pairs, Sheet, Table, Words

Say = Callable[[Message], str]


def offer(rows: Mapping[str, list[Row]], months: int, output: str, say: Say) -> Offer:
    """Return what the sheets of a plan of at most `months` offer: columns also for years that have figures all the same."""
    entered = [year for row in rows["budget"] for year in YEARS if row[f"year{year}"]]
    ticked = [quarter for row in rows["workplan"] for quarter in row["quarters"]]
    last = min(max(years(months), *entered, 1), YEARS[-1])
    return Offer(rows, last, min(max(quarters(months), *ticked, 1), 40), output, say)


def plan_sheets(
    offer: Offer, parts: Sequence[str], closed: Mapping[str, Message | None], lead: str = ""
) -> list[Sheet]:
    """Return the sheets of these parts, in order; `closed`: why a part cannot be changed."""
    return [
        framework_sheet(offer, closed.get(part), lead)
        if part == "framework"
        else part_sheet(part, offer, closed.get(part), lead)
        for part in PARTS
        if part in parts
    ]


def lists(offer: Offer) -> dict[str, Pairs]:
    """Return the lists of choices that the sheets need."""
    return {**plan_lists(offer), KINDS: kinds(offer)}


def live(parts: Sequence[str]) -> dict[str, Live]:
    """Return the list that grows with the framework: only where the framework is in the same workbook."""
    return {ACTIVITIES: LIVE} if "framework" in parts else {}


def tables(sheets: Sequence[Sheet]) -> dict[str, Table]:
    """Return the table of each part that has a sheet."""
    by_path = {block.path: block for one in sheets for block in one.blocks if isinstance(block, Table)}
    return {part: by_path[path_of(part)] for part in PARTS if path_of(part) in by_path}


@dataclass(frozen=True)
class Lines:
    """How the rows of a part are shown as lines of text."""

    table: Table
    lists: Lists
    words: Words

    def of(self, part: str, rows: list[Row], outcomes: list[Row]) -> list[str]:
        """Return the lines; `outcomes`: the framework whose activities the rows name, new ones by their number."""
        if part == "framework":
            flattened = flat(rows)
            return [line_of(row.values, self.table.columns, self.lists, self.words) for row in flattened]
        names = activity_names(outcomes)
        named = [*names, *((f"#{words.partition(' ')[0]}", words) for _identifier, words in names)]
        known = {**self.lists, ACTIVITIES: tuple(named)}
        entered = [one for one in rows if part != "workplan" or one["responsible"] or one["quarters"]]
        return shown(part, entered, self.table.columns, known, self.words)
