"""What a form says of its answers, for the contents that ship: read from the form's own data."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

from sipgrants.cli.demonstration.answers import Answers
from sipgrants.core.money import Money
from sipgrants.plans.framework import PlanRules

DATA = Path(__file__).parents[2] / "sipgrants" / "data"
RULES = PlanRules(floor=Money.usd(50_000), ceiling=Money.usd(250_000), longest_months=36)
BY_APPLICATION = {"parties", "framework", "workplan", "budget"}
# Written on the day of signing, or a file.
LATER = {"signed_on"}


@cache
def load(path: str) -> Any:
    return json.loads((DATA / path).read_text(encoding="utf-8"))


@cache
def parties() -> dict[str, dict[str, str]]:
    with (DATA / "parties.csv").open(encoding="utf-8", newline="") as file:
        return {party["iso2"]: party for party in csv.DictReader(file)}


def form(name: str) -> list[dict[str, Any]]:
    sections = load(f"forms/{name}_v1.json")["sections"]
    return [question for section in sections for question in section["questions"]]


def problems(name: str, answers: Answers) -> list[str]:
    """What a form would say of its answers: required and missing, too long, not among the options, too few."""
    found = [f"{key} is no question" for key in answers.keys() - {q["key"] for q in form(name)}]
    for q in form(name):
        key, answer = q["key"], answers.get(q["key"])
        if q["kind"] in BY_APPLICATION | {"file"} or key in LATER:
            continue
        condition = q.get("show_when")
        shown = not condition or answers.get(condition["question"]) == condition["is"]
        if answer is None and shown and q["required"]:
            found.append(f"{key} is missing")
        if answer is not None and not shown:
            found.append(f"{key} is not asked")
        if isinstance(answer, str) and len(answer.split()) > q.get("max_words", 10_000):
            found.append(f"{key} is too long")
        found += [f"{key}: {bad} is no option" for bad in _not_offered(q, answer)]
        if isinstance(answer, list):
            if not q.get("min", 0) <= len(answer) <= q.get("max", 1000):
                found.append(f"{key} has {len(answer)}")
            found += [text for row in answer for text in _row_problems(q, row)]
    return found


def _not_offered(field: dict[str, Any], answer: object) -> list[object]:
    if "options" not in field or answer is None:
        return []
    values = {option["value"] for option in field["options"]}
    return [one for one in (answer if isinstance(answer, list) else [answer]) if one not in values]


def _row_problems(q: dict[str, Any], row: object) -> list[str]:
    if "columns" not in q or not isinstance(row, dict):
        return []
    keys = {column["key"] for column in q["columns"]}
    found = [f"{q['key']}.{key} is no column" for key in row.keys() - keys]
    for column in q["columns"]:
        value = row.get(column["key"])
        if value in (None, "") and column["required"]:
            found.append(f"{q['key']}.{column['key']} is missing")
        found += [f"{q['key']}.{column['key']}: {bad}" for bad in _not_offered(column, value)]
    return found
