"""Checks between answers: what holds, what does not, and when a check stays silent."""

from typing import Any

import pytest

from sipgrants.questionnaires import crossing
from sipgrants.questionnaires.checking import form_problems
from sipgrants.questionnaires.models import Question, Section
from tests.builders.questionnaires import question, text

WORDS = {"en": "That does not fit.", "fr": "Cela ne va pas."}
COLUMNS = [
    {"key": "part", "kind": "money", "label": text("Part")},
    {"key": "day", "kind": "date", "label": text("Day")},
]
ASKED = [
    question("whole", "money"),
    question("part", "money"),
    question("rest", "money"),
    question("staff", "number"),
    question("months", "months"),
    question("begins", "date"),
    question("ends", "date"),
    question("costs", "table", columns=COLUMNS),
    question("words"),
]


def check(left: str, rule: str, *right: str) -> dict[str, Any]:
    return {"key": "one", "left": left, "rule": rule, "right": list(right), "message": WORDS}


ROWS = [{"part": 60_00, "day": "2027-01-01"}, {"part": 40_00, "day": ""}, {"part": "", "day": ""}]


@pytest.mark.parametrize(
    ("tried", "values", "holds"),
    [
        (check("part", "at_most", "whole"), {"part": 5, "whole": 5}, True),
        (check("part", "at_most", "whole"), {"part": 6, "whole": 5}, False),
        (check("part", "at_most", "whole"), {"part": 6}, True),
        (check("part", "at_most", "whole"), {"part": "six", "whole": 5}, True),
        (check("staff", "at_most", "months"), {"staff": "12.5", "months": "12"}, False),
        (check("whole", "equal", "part"), {"part": 5, "whole": 5}, True),
        (check("whole", "equal", "part"), {"part": 4, "whole": 5}, False),
        (check("whole", "sum_equals", "part", "rest"), {"whole": 9, "part": 4, "rest": 5}, True),
        (check("whole", "sum_equals", "part", "rest"), {"whole": 9, "part": 4}, False),
        (check("whole", "sum_equals", "part", "rest"), {"whole": 9}, True),
        (check("whole", "sum_equals", "costs.part"), {"whole": 100_00, "costs": ROWS}, True),
        (check("whole", "sum_equals", "costs.part"), {"whole": 99_99, "costs": ROWS}, False),
        (check("whole", "sum_equals", "costs.part"), {"whole": 1, "costs": [{"part": "much"}]}, True),
        (check("whole", "sum_equals", "costs.part"), {"whole": 1, "costs": []}, True),
        (check("begins", "before", "ends"), {"begins": "2027-01-01", "ends": "2027-01-02"}, True),
        (check("begins", "before", "ends"), {"begins": "2027-01-01", "ends": "2027-01-01"}, False),
        (check("begins", "before", "ends"), {"begins": "soon", "ends": "2027-01-01"}, True),
    ],
)
def test_a_check_holds_or_is_told_at_its_first_answer(
    tried: dict[str, Any], values: dict[str, Any], holds: bool
) -> None:
    told = crossing.found([tried], ASKED, values)
    place = tried["left"].partition(".")[0]
    assert {key: [str(one) for one in found] for key, found in told.items()} == (
        {} if holds else {place: ["That does not fit."]}
    )


def test_what_is_not_asked_is_not_compared() -> None:
    tried = check("part", "at_most", "whole")
    assert (
        crossing.found([tried], [one for one in ASKED if one.key != "whole"], {"part": 6, "whole": 5}) == {}
    )


def test_a_check_is_counted_with_the_problems_of_the_form_at_its_field() -> None:
    section = Section(key="money", position=1, title={}, guidance={}, questions=ASKED[:2])
    values = {"whole": 5, "part": 6}
    told = form_problems([section], values, checks=[check("part", "at_most", "whole")])
    assert [(one.field, str(one.message)) for one in told] == [("money.part", "That does not fit.")]
    assert form_problems([section], values) == []


def contents(asked: list[Question]) -> list[dict[str, Any]]:
    return [{"key": one.key, "kind": one.kind, **one.settings} for one in asked]


def test_amounts_numbers_and_dates_can_be_named_and_sums_of_columns() -> None:
    assert crossing.operands(contents(ASKED)) == {
        "whole": "money", "part": "money", "rest": "money", "staff": "number", "months": "number",
        "begins": "date", "ends": "date", "costs.part": "money",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("tried", "expected"),
    [
        (check("part", "at_most", "whole"), []),
        (check("whole", "sum_equals", "part", "rest", "costs.part"), []),
        (check("begins", "before", "ends"), []),
        (check("part", "likes", "whole"), ["Choose what has to hold."]),
        (
            check("words", "equal", "whole"),
            ["“words” is no question of this form whose answer can be compared."],
        ),
        (check("part", "at_most"), ["Choose what it is compared with."]),
        (
            check("part", "at_most", "staff"),
            ["Amounts, numbers and dates cannot be compared with each other."],
        ),
        (
            check("part", "before", "whole"),
            ["“Comes before” is for dates, “is the sum of” for amounts and numbers."],
        ),
        (
            check("begins", "sum_equals", "ends"),
            ["“Comes before” is for dates, “is the sum of” for amounts and numbers."],
        ),
        (check("part", "equal", "part"), ["An answer is not compared with itself."]),
        (
            check("part", "at_most", "whole", "rest"),
            ["Choose one answer to compare with; only a sum has several."],
        ),
        (
            check("part", "at_most", "whole") | {"message": {"fr": "Trop."}},
            ["Write in English what the applicant is told."],
        ),
    ],
)
def test_what_is_wrong_with_a_check_itself(tried: dict[str, Any], expected: list[str]) -> None:
    assert [str(one) for one in crossing.wrong(tried, crossing.operands(contents(ASKED)))] == expected
