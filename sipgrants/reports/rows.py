"""What is reported row by row on the agreed plan: indicators, activities, budget lines.

The rows come from the plan's canonical content and are followed through its versions by `key`, the first ancestor; their
columns come from the form. Saved is what was typed, right or wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import msg
from sipgrants.questionnaires.asking import Asked, Sectioned, columns, is_empty
from sipgrants.questionnaires.checking import Missing, question_problems
from sipgrants.questionnaires.pages import SectionPage, section_page
from sipgrants.questionnaires.reading import Typed
from sipgrants.questionnaires.texts import clean
from sipgrants.questionnaires.values import read

INDICATORS, ACTIVITIES, SPENDING = "indicators", "activities", "spending"
KINDS = (INDICATORS, ACTIVITIES, SPENDING)
MOST_ROWS = 1000
Cells = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator, activity or budget line of the plan. `number` is its place, `facts` what the plan says of it."""

    key: str
    number: str
    text: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def items(kind: str, plan: Mapping[str, Any]) -> list[Item]:
    """Return what is reported on, in the order of the plan; `plan` is its canonical content."""
    return {INDICATORS: _indicators, ACTIVITIES: _activities, SPENDING: _lines}[kind](plan)


def _indicators(plan: Mapping[str, Any]) -> list[Item]:
    found = []
    for first, outcome in enumerate(plan["outcomes"], start=1):
        results = [(str(first), outcome)]
        results += [(f"{first}.{second}", one) for second, one in enumerate(outcome["outputs"], start=1)]
        found += [
            Item(row["key"], place, row["text"], {**row, "result": result["title"]})
            for place, result in results
            for row in result["indicators"]
        ]
    return found


def _activities(plan: Mapping[str, Any]) -> list[Item]:
    return [
        Item(row["key"], f"{first}.{second}.{third}", row["title"], row)
        for first, outcome in enumerate(plan["outcomes"], start=1)
        for second, output in enumerate(outcome["outputs"], start=1)
        for third, row in enumerate(output["activities"], start=1)
    ]


def _lines(plan: Mapping[str, Any]) -> list[Item]:
    titles = {one.number: one.text for one in _activities(plan)}
    return [
        Item(
            row["key"],
            row["activity"] or "",
            row["explanation"],
            {**row, "title": titles.get(row["activity"], "")},
        )
        for row in plan["budget"]
    ]


def change_key(kind: str, key: str) -> str:
    """Return by which name the history of the report's answers keeps what stood in a row."""
    return f"{kind}:{key}"


# --- what was typed ---


def read_rows(section: Sectioned, question: Asked, data: Typed) -> dict[str, dict[str, Any]]:
    """Return the cells by key of the rows that were on the page: a hidden field names the key of each."""
    path, found = f"{section.key}.{question.key}", {}
    named = re.compile(re.escape(path) + r"\.(\d{1,4})\.key")
    numbers = sorted(int(one[1]) for one in map(named.fullmatch, data.keys()) if one)
    for number in numbers[:MOST_ROWS]:
        found[clean(data.getlist(f"{path}.{number}.key")[0])] = {
            column.key: read(column.kind, next(iter(data.getlist(f"{path}.{number}.{column.key}")), ""))
            for column in columns(question)
        }
    return found


def spent(cells: Mapping[str, Any]) -> int:
    """Return what a row counts as spending in US$ cents; 0 where nothing readable was typed."""
    value = cells.get("spent")
    return value if isinstance(value, int) and value >= 0 else 0


def problems(question: Asked, rows: Sequence[Item], cells: Cells) -> list[Problem]:
    """Return what is wrong cell by cell; fields are `row.column`. A budget line that is left empty had no spending, once
    another one is filled in; before that, one word is said for all of them.
    """
    if question.kind == SPENDING and not is_started(cells):
        return [Missing("", _NOTHING_SPENT)] if rows else []
    found = [
        problem
        for number, item in enumerate(rows)
        for column in columns(question)
        for problem in question_problems(
            column, f"{number}.{column.key}", cells.get(item.key, {}).get(column.key)
        )
    ]
    if question.kind == SPENDING:
        return [one for one in found if not (isinstance(one, Missing) and one.field.endswith(".spent"))]
    return found


_NOTHING_SPENT = msg("Enter what was spent, line by line. If nothing was, enter 0 in one line.")


def is_started(cells: Cells) -> bool:
    """Tell whether something was typed in any row."""
    return not all(is_empty(dict(row)) for row in cells.values())


# --- the page ---


@dataclass(frozen=True)
class _Table:
    """The question drawn as a table with a row for each item."""

    key: str
    label: dict[str, str]
    hint: dict[str, str]
    settings: dict[str, Any]
    kind: str = "table"
    required: bool = True


@dataclass(frozen=True)
class _Alone:
    """A section that holds this question only."""

    key: str
    position: int
    title: dict[str, str]
    guidance: dict[str, str]
    questions: Sequence[Asked]


def as_table(question: Asked, label: dict[str, str]) -> Asked:
    """Return the question as a table with its columns."""
    return _Table(question.key, label, question.hint, {"columns": question.settings.get("columns", [])})


def rows_page(
    section: Sectioned,
    question: Asked,
    rows: Sequence[Item],
    cells: Cells,
    locale: str,
    found: Sequence[Problem] = (),
    seen: str = "",
) -> SectionPage:
    """Return the question as its page shows it: `questions[0].rows` in the order of `rows`.

    `found`: problems by `row.column`.
    """
    table = as_table(question, question.label)
    path = f"{section.key}.{question.key}"
    alone = _Alone(section.key, section.position, section.title, section.guidance, [table])
    values = {question.key: [dict(cells.get(item.key, {})) for item in rows]}
    placed = [Problem(f"{path}.{one.field}" if one.field else path, one.message) for one in found]
    return section_page(alone, values, locale, problems=placed, marks=seen)
