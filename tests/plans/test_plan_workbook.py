"""A plan goes through a workbook and comes back the same, part by part, whatever was typed."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as given_by

from sipgrants.plans import workbook
from sipgrants.plans.content import PARTS, YEARS, Row, mark
from sipgrants.plans.framework import BudgetClass
from sipgrants.plans.part_sheets import path_of
from sipgrants.plans.taken import Brought, brought
from sipgrants.questionnaires.sheets import Book
from sipgrants.questionnaires.workbook_opening import open_workbook
from sipgrants.questionnaires.workbook_reading import fit
from sipgrants.questionnaires.workbook_writing import write
from tests.builders.workbooks import lines, texts

words = texts.filter(bool)
INDICATOR = ("unit", "baseline", "target", "means", "assumptions")
amounts = given_by.one_of(
    given_by.decimals("0.01", 10**9, places=2).map(lambda one: f"{one:f}".removesuffix(".00")),
    given_by.sampled_from(["", "about five", "-7", "0"]),
)
quarters = given_by.sets(given_by.integers(1, 12)).map(sorted)


def identifiers(draw: Any, count: list[int]) -> str:
    count[0] += 1
    return f"id-{count[0]}"


@given_by.composite
def plans(draw: Any) -> dict[str, list[Row]]:
    """A plan's content as it is kept."""
    count = [0]

    def indicator() -> Row:
        return {
            "id": identifiers(draw, count),
            "text": draw(words),
            **{name: draw(texts) for name in INDICATOR},
        }

    def several(make: Any, most: int = 2) -> list[Row]:
        return [make() for _ in range(draw(given_by.integers(0, most)))]

    def activity() -> Row:
        return {"id": identifiers(draw, count), "title": draw(words)}

    def output() -> Row:
        own = {"id": identifiers(draw, count), "title": draw(words)}
        return {**own, "indicators": several(indicator, 1), "activities": several(activity)}

    def outcome() -> Row:
        own = {"id": identifiers(draw, count), "title": draw(words)}
        return {**own, "indicators": several(indicator, 1), "outputs": several(output)}

    outcomes = several(outcome)
    known = [one["id"] for first in outcomes for second in first["outputs"] for one in second["activities"]]

    def line() -> Row:
        years = {f"year{year}": draw(amounts) if year < 4 else "" for year in YEARS}
        return {
            "id": "",
            "lines": " ".join(f"{year}:{identifiers(draw, count)}" for year in (1, 2, 3)),
            "activity": draw(given_by.sampled_from(["", *known])),
            "budget_class": draw(given_by.sampled_from(["", *BudgetClass])),
            "explanation": f"{draw(texts)} {identifiers(draw, count)}".strip(),  # no two rows are one
            **years,
        }

    def risk() -> Row:
        levels = {name: draw(given_by.sampled_from(["", "1", "5"])) for name in ("likelihood", "impact")}
        own = {"text": draw(words), "mitigation": draw(texts), "owner": draw(lines)}
        return {"id": identifiers(draw, count), **own, **levels}

    def funding() -> Row:
        flags = {name: draw(given_by.booleans()) for name in ("in_kind", "is_confirmed")}
        own = {"source": f"{draw(lines)}.", "purpose": draw(texts), "amount": draw(amounts)}
        return {"id": identifiers(draw, count), **own, **flags}

    work = [{"id": one, "responsible": draw(lines), "quarters": draw(quarters)} for one in known]
    return {
        "framework": outcomes,
        "workplan": work,
        "risks": several(risk),
        "budget": several(line, 3),
        "other_funding": several(funding),
    }


def book(rows: Mapping[str, list[Row]]) -> Book:
    offer = workbook.offer(rows, 36, "Output", str)
    sheets = workbook.plan_sheets(offer, PARTS, {})
    return Book(tuple(sheets), {"kind": "test"}, workbook.lists(offer), workbook.live(PARTS))


def read(data: bytes, present: Mapping[str, list[Row]]) -> Brought:
    described = book(present)
    return brought(fit(open_workbook(data), described), workbook.tables(described.sheets), present)


@settings(max_examples=20, deadline=None, database=None, derandomize=True)
@given(rows=plans())
def test_a_plan_comes_back_the_same(rows: dict[str, list[Row]]) -> None:
    found = read(write(book(rows)), rows)
    assert found.misfits == []
    assert {part: mark(part, found.content[part]) for part in PARTS} == {
        part: mark(part, rows[part]) for part in PARTS
    }


NOTHING: dict[str, list[Row]] = {part: [] for part in PARTS}


@settings(max_examples=8, deadline=None, database=None, derandomize=True)
@given(rows=plans())
def test_a_framework_is_read_without_knowing_what_is_kept(rows: dict[str, list[Row]]) -> None:
    found = read(write(book(rows)), NOTHING)
    assert mark("framework", found.content["framework"]) == mark("framework", rows["framework"])
    numbers = [one["id"] for one in found.content["workplan"]]
    assert len(numbers) == len(rows["workplan"])


def test_the_sheet_adds_up_by_year_and_by_class_and_nobody_reads_its_sums() -> None:
    line = {"id": "", "lines": "1:x", "activity": "", "explanation": "e", **{f"year{n}": "" for n in YEARS}}
    rows = {**NOTHING, "budget": [line | {"budget_class": "travel", "year1": "10", "year2": "5.50"}]}
    described = book(rows)
    page = next(one for one in open_workbook(write(described)).pages if one.key == path_of("budget"))
    shown = {line.number: [cell.value for cell in line.cells[3:7]] for line in page.lines if line.path == "-"}
    figures = [each for each in shown.values() if each == [10, 5.5, 0, 15.5]]
    assert len(figures) == 2  # the total, and that of travel
    content = read(write(described), rows).content["budget"]
    assert mark("budget", content) == mark("budget", rows["budget"])
