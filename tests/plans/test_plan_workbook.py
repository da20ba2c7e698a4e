"""A plan goes through a workbook and comes back the same, part by part, whatever was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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


@dataclass
class Maker:
    """Draws rows as they are kept, each with an identifier of its own."""

    draw: Any
    count: int = 0

    def own(self) -> str:
        self.count += 1
        return f"id-{self.count}"

    def several(self, make: Callable[[], Row], most: int = 2) -> list[Row]:
        return [make() for _ in range(self.draw(given_by.integers(0, most)))]

    def some(self, *texts_and_names: Any) -> Row:
        *names, strategy = texts_and_names
        return {name: self.draw(strategy) for name in names}

    def indicator(self) -> Row:
        return {"id": self.own(), **self.some("text", words), **self.some(*INDICATOR, texts)}

    def activity(self) -> Row:
        return {"id": self.own(), **self.some("title", words)}

    def output(self) -> Row:
        inner = {"indicators": self.several(self.indicator, 1), "activities": self.several(self.activity)}
        return {**self.activity(), **inner}

    def outcome(self) -> Row:
        inner = {"indicators": self.several(self.indicator, 1), "outputs": self.several(self.output)}
        return {**self.activity(), **inner}

    def line(self, activities: list[str]) -> Row:
        return {
            "id": "",
            "lines": " ".join(f"{year}:{self.own()}" for year in (1, 2, 3)),
            "explanation": f"{self.draw(texts)} {self.own()}".strip(),  # no two rows are one
            **self.some("activity", given_by.sampled_from(["", *activities])),
            **self.some("budget_class", given_by.sampled_from(["", *BudgetClass])),
            **self.some("year1", "year2", "year3", amounts),
            **{f"year{year}": "" for year in YEARS if year > 3},
        }

    def risk(self) -> Row:
        levels = self.some("likelihood", "impact", given_by.sampled_from(["", "1", "5"]))
        named = self.some("text", words) | self.some("mitigation", texts) | self.some("owner", lines)
        return {"id": self.own(), **named, **levels}

    def funding(self) -> Row:
        flags = self.some("in_kind", "is_confirmed", given_by.booleans())
        told = self.some("purpose", texts) | self.some("amount", amounts)
        return {"id": self.own(), "source": f"{self.draw(lines)}.", **told, **flags}


@given_by.composite
def plans(draw: Any) -> dict[str, list[Row]]:
    """A plan's content as it is kept."""
    maker = Maker(draw)
    outcomes = maker.several(maker.outcome)
    known = [one["id"] for first in outcomes for second in first["outputs"] for one in second["activities"]]
    return {
        "framework": outcomes,
        "workplan": [
            {"id": one, **maker.some("responsible", lines), **maker.some("quarters", quarters)}
            for one in known
        ],
        "risks": maker.several(maker.risk),
        "budget": maker.several(lambda: maker.line(known), 3),
        "other_funding": maker.several(maker.funding),
    }


def book(rows: Mapping[str, list[Row]]) -> Book:
    offer = workbook.offer(rows, 36, "Output", str)
    sheets = workbook.plan_sheets(offer, PARTS, {})
    return Book(tuple(sheets), {"kind": "test"}, workbook.lists(offer), workbook.live(PARTS))


def read(data: bytes, present: Mapping[str, list[Row]]) -> Brought:
    described = book(present)
    return brought(fit(open_workbook(data), described), workbook.tables(described.sheets), present)


@settings(max_examples=15, deadline=None, database=None, derandomize=True)
@given(rows=plans())
def test_a_plan_comes_back_the_same(rows: dict[str, list[Row]]) -> None:
    found = read(write(book(rows)), rows)
    assert found.misfits == []
    assert {part: mark(part, found.content[part]) for part in PARTS} == {
        part: mark(part, rows[part]) for part in PARTS
    }


NOTHING: dict[str, list[Row]] = {part: [] for part in PARTS}


@settings(max_examples=5, deadline=None, database=None, derandomize=True)
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
